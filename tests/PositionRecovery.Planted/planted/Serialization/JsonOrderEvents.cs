using System.Text.Json;

namespace PositionRecovery;

/// <summary>Events about one order as JSON.</summary>
internal static class JsonOrderEvents
{
    internal static readonly IReadOnlyDictionary<string, Func<JsonFields, ExecutionEvent>> Kinds =
        new Dictionary<string, Func<JsonFields, ExecutionEvent>>(StringComparer.Ordinal)
        {
            ["order-accepted"] = static o => new OrderAcceptedEvent
            {
                At = At(o), Cause = Cause(o), Order = Order(o), Account = Account(o), Instrument = Instrument(o),
                VenueOrder = VenueOrder(o),
            },
            ["order-canceled"] = static o => new OrderCanceledEvent
            {
                At = At(o), Cause = Cause(o), Order = Order(o), Account = Account(o), Instrument = Instrument(o),
                Reason = Reason(o), IsInferred = IsInferred(o),
            },
            ["order-denied"] = static o => new OrderDeniedEvent
            {
                At = At(o), Cause = Cause(o), Order = Order(o), Account = Account(o), Instrument = Instrument(o),
                Reason = Reason(o),
            },
            ["order-expired"] = static o => new OrderExpiredEvent
            {
                At = At(o), Cause = Cause(o), Order = Order(o), Account = Account(o), Instrument = Instrument(o),
                Reason = Reason(o),
            },
            ["order-pending-cancel"] = static o => new OrderPendingCancelEvent
            {
                At = At(o), Cause = Cause(o), Order = Order(o), Account = Account(o), Instrument = Instrument(o),
            },
            ["order-rejected"] = static o => new OrderRejectedEvent
            {
                At = At(o), Cause = Cause(o), Order = Order(o), Account = Account(o), Instrument = Instrument(o),
                Reason = Reason(o), IsInferred = IsInferred(o), VenueOrder = VenueOrder(o),
            },
            ["order-reopened"] = static o => new OrderReopenedEvent
            {
                At = At(o), Cause = Cause(o), Order = Order(o), Account = Account(o), Instrument = Instrument(o),
            },
            ["order-reverted"] = static o => new OrderRevertedEvent
            {
                At = At(o), Cause = Cause(o), Order = Order(o), Account = Account(o), Instrument = Instrument(o),
            },
            ["order-submitted"] = static o => new OrderSubmittedEvent
            {
                At = At(o), Cause = Cause(o), Order = Order(o), Account = Account(o), Instrument = Instrument(o),
            },
            ["order-triggered"] = static o => new OrderTriggeredEvent
            {
                At = At(o), Cause = Cause(o), Order = Order(o), Account = Account(o), Instrument = Instrument(o),
                VenueOrder = VenueOrder(o),
            },
            ["order-updated"] = static o => new OrderUpdatedEvent
            {
                At = At(o), Cause = Cause(o), Order = Order(o), Account = Account(o), Instrument = Instrument(o),
                Quantity = o.Nullable("quantity", JsonScalar.Decimal),
                Price = o.Nullable("price", JsonScalar.Decimal),
                TriggerPrice = o.Nullable("triggerPrice", JsonScalar.Decimal),
                VenueOrder = VenueOrder(o),
            },
            ["placeholder-reduced"] = static o => new PlaceholderReducedEvent
            {
                At = At(o), Cause = Cause(o), Order = Order(o), Account = Account(o), Instrument = Instrument(o),
                Placeholder = o.Required("placeholder", JsonIds.Trade),
                RemainingQuantity = o.Required("remainingQuantity", JsonScalar.Decimal),
                RemainingPrice = o.Required("remainingPrice", JsonScalar.Decimal),
            },
        };

    /// <summary>Writes the members of an event into the object that is open.</summary>
    internal static void WriteMembers(Utf8JsonWriter writer, OrderEvent happened)
    {
        writer.PutId("order", happened.Order);
        writer.PutId("account", happened.Account);
        writer.PutId("instrument", happened.Instrument);
        switch (happened)
        {
            case OrderAcceptedEvent e:
                writer.PutId("venueOrder", e.VenueOrder);
                break;
            case OrderCanceledEvent e:
                writer.Put("reason", e.Reason);
                writer.Put("isInferred", e.IsInferred);
                break;
            case OrderDeniedEvent e:
                writer.Put("reason", e.Reason);
                break;
            case OrderExpiredEvent e:
                writer.Put("reason", e.Reason);
                break;
            case OrderRejectedEvent e:
                writer.PutId("venueOrder", e.VenueOrder);
                writer.Put("reason", e.Reason);
                writer.Put("isInferred", e.IsInferred);
                break;
            case OrderTriggeredEvent e:
                writer.PutId("venueOrder", e.VenueOrder);
                break;
            case OrderUpdatedEvent e:
                writer.Put("quantity", e.Quantity);
                writer.Put("price", e.Price);
                writer.Put("triggerPrice", e.TriggerPrice);
                writer.PutId("venueOrder", e.VenueOrder);
                break;
            case PlaceholderReducedEvent e:
                writer.PutId("placeholder", e.Placeholder);
                writer.Put("remainingQuantity", e.RemainingQuantity);
                writer.Put("remainingPrice", e.RemainingPrice);
                break;
            case OrderPendingCancelEvent or OrderReopenedEvent or OrderRevertedEvent or OrderSubmittedEvent:
                break;
            default:
                throw JsonWriting.NoForm(happened);
        }
    }

    private static DateTimeOffset At(JsonFields o) => o.Required("at", JsonScalar.Time);

    private static string? Cause(JsonFields o) => o.Optional("cause", JsonScalar.Text);

    private static ClientOrderId Order(JsonFields o) => o.Required("order", JsonIds.ClientOrder);

    private static AccountId? Account(JsonFields o) => o.Nullable("account", JsonIds.Account);

    private static InstrumentId? Instrument(JsonFields o) => o.Nullable("instrument", JsonIds.Instrument);

    private static VenueOrderId? VenueOrder(JsonFields o) => o.Nullable("venueOrder", JsonIds.VenueOrder);

    private static string? Reason(JsonFields o) => o.Optional("reason", JsonScalar.Text);

    private static bool IsInferred(JsonFields o) => o.Or("isInferred", JsonScalar.Bool, false);
}
