using System.Text.Json;

namespace PositionRecovery;

/// <summary>Orders as venues report them, as JSON. A status or type that has no word here is unknown, not an error:
/// venues invent them, and the reconciler knows what to do about an order of unknown state.</summary>
internal static class JsonOrderReports
{
    internal static OrderReport Order(JsonFields o)
    {
        (OrderStatus status, string? foreignWord) = Status(o);
        return new OrderReport
        {
            Account = o.Required("account", JsonIds.Account),
            Instrument = o.Required("instrument", JsonIds.Instrument),
            ClientOrder = o.Nullable("clientOrder", JsonIds.ClientOrder),
            VenueOrder = o.Nullable("venueOrder", JsonIds.VenueOrder),
            Class = o.Or("class", JsonScalar.Word<OrderClass>, OrderClass.Regular),
            Side = o.Required("side", JsonScalar.Word<OrderSide>),
            Type = o.Or("type", WordOrUnknown<OrderType>, OrderType.Unknown),
            Status = status,
            RawStatus = o.Optional("rawStatus", JsonScalar.Text) ?? foreignWord,
            Quantity = o.Nullable("quantity", JsonScalar.Decimal),
            Filled = o.Nullable("filled", JsonScalar.Decimal),
            AveragePrice = o.Nullable("averagePrice", JsonScalar.Decimal),
            Price = o.Nullable("price", JsonScalar.Decimal),
            TriggerPrice = o.Nullable("triggerPrice", JsonScalar.Decimal),
            TimeInForce = o.Or("timeInForce", JsonScalar.Word<TimeInForce>, TimeInForce.Unknown),
            PositionSide = o.Or("positionSide", JsonScalar.Word<PositionSide>, PositionSide.Net),
            IsReduceOnly = o.Or("isReduceOnly", JsonScalar.Bool, false),
            CreatedAt = o.Nullable("createdAt", JsonScalar.Time),
            UpdatedAt = o.Nullable("updatedAt", JsonScalar.Time),
            Origin = o.Or("origin", JsonScalar.Word<OrderOrigin>, OrderOrigin.Unknown),
            Replaces = o.Nullable("replaces", JsonIds.VenueOrder),
            ReplacedBy = o.Nullable("replacedBy", JsonIds.VenueOrder),
            Reason = o.Optional("reason", JsonScalar.Text),
        };
    }

    internal static void WriteMembers(Utf8JsonWriter writer, OrderReport report)
    {
        writer.PutId("instrument", report.Instrument);
        writer.PutId("clientOrder", report.ClientOrder);
        writer.PutId("venueOrder", report.VenueOrder);
        writer.PutWord("class", report.Class);
        writer.PutWord("side", report.Side);
        writer.PutWord("type", report.Type);
        writer.PutWord("status", report.Status);
        writer.Put("rawStatus", report.RawStatus);
        writer.Put("quantity", report.Quantity);
        writer.Put("filled", report.Filled);
        writer.Put("averagePrice", report.AveragePrice);
        writer.Put("price", report.Price);
        writer.Put("triggerPrice", report.TriggerPrice);
        writer.PutWord("timeInForce", report.TimeInForce);
        writer.PutWord("positionSide", report.PositionSide);
        writer.Put("isReduceOnly", report.IsReduceOnly);
        writer.Put("createdAt", report.CreatedAt);
        writer.Put("updatedAt", report.UpdatedAt);
        writer.PutWord("origin", report.Origin);
        writer.PutId("replaces", report.Replaces);
        writer.PutId("replacedBy", report.ReplacedBy);
        writer.Put("reason", report.Reason);
    }

    private static (OrderStatus Status, string? ForeignWord) Status(JsonFields o)
    {
        string word = o.Required("status", JsonScalar.Text);
        return EnumWords<OrderStatus>.TryParse(word, out OrderStatus? status)
            ? (status.Value, null)
            : (OrderStatus.Unknown, word.Length <= Guard.MaxText ? word : word[..Guard.MaxText]);
    }

    private static T WordOrUnknown<T>(JsonCursor at)
        where T : struct, Enum => EnumWords<T>.TryParse(JsonScalar.Text(at), out T? value) ? value.Value : default;
}
