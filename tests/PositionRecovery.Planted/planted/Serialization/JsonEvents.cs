using System.Text.Json;

namespace PositionRecovery;

/// <summary>Events as JSON: the dispatch, and the events of reconciliations that are not about one order.</summary>
internal static class JsonEvents
{
    private static readonly Dictionary<string, Func<JsonFields, ExecutionEvent>> Kinds =
        new(JsonOrderEvents.Kinds.Concat(JsonStateEvents.Kinds), StringComparer.Ordinal)
        {
            ["account-changed"] = static o => new AccountChangedEvent
            {
                At = At(o), Cause = Cause(o), Account = o.Required("account", JsonCached.Account),
            },
            ["balance-changed"] = static o => new BalanceChangedEvent
            {
                At = At(o), Cause = Cause(o), Balance = o.Required("balance", JsonCached.Balance),
            },
            ["cost-basis-restated"] = static o => new CostBasisRestatedEvent
            {
                At = At(o),
                Cause = Cause(o),
                Key = o.Required("key", JsonIds.BookKey),
                Strategy = o.Nullable("strategy", JsonIds.Strategy),
                AveragePrice = o.Required("averagePrice", JsonScalar.Decimal),
            },
            ["instrument-defined"] = static o => new InstrumentDefinedEvent
            {
                At = At(o), Cause = Cause(o), Definition = o.Required("definition", JsonCached.Instrument),
            },
            ["order-filled"] = static o => new OrderFilledEvent
            {
                At = At(o), Cause = Cause(o), Fill = o.Required("fill", JsonOrders.Fill),
            },
            ["order-imported"] = static o => new OrderImportedEvent
            {
                At = At(o), Cause = Cause(o), Order = o.Required("order", JsonOrders.Order),
            },
            ["position-reconciled"] = static o => new PositionReconciledEvent
            {
                At = At(o),
                Cause = Cause(o),
                Key = o.Required("key", JsonIds.BookKey),
                AgreedAt = o.Required("agreedAt", JsonScalar.Time),
            },
            ["position-restated"] = static o => new PositionRestatedEvent
            {
                At = At(o),
                Cause = Cause(o),
                Key = o.Required("key", JsonIds.BookKey),
                Ratio = o.Required("ratio", JsonScalar.Decimal),
            },
        };

    internal static ExecutionEvent Event(JsonCursor at) => at.OneOf(Kinds);

    internal static void Write(Utf8JsonWriter writer, ExecutionEvent happened)
    {
        writer.WriteStartObject();
        writer.Put("kind", happened.Kind);
        writer.Put("at", happened.At);
        writer.Put("cause", happened.Cause);
        switch (happened)
        {
            case OrderEvent e:
                JsonOrderEvents.WriteMembers(writer, e);
                break;
            case AccountChangedEvent e:
                writer.PutObject("account", e.Account, JsonCached.Write);
                break;
            case BalanceChangedEvent e:
                writer.PutObject("balance", e.Balance, JsonCached.Write);
                break;
            case CostBasisRestatedEvent e:
                writer.PutObject("key", e.Key, JsonIds.Write);
                writer.PutId("strategy", e.Strategy);
                writer.Put("averagePrice", e.AveragePrice);
                break;
            case InstrumentDefinedEvent e:
                writer.PutObject("definition", e.Definition, JsonCached.Write);
                break;
            case OrderFilledEvent e:
                writer.PutObject("fill", e.Fill, JsonOrders.Write);
                break;
            case OrderImportedEvent e:
                writer.PutObject("order", e.Order, JsonOrders.Write);
                break;
            case PositionReconciledEvent e:
                writer.PutObject("key", e.Key, JsonIds.Write);
                writer.Put("agreedAt", e.AgreedAt);
                break;
            case PositionRestatedEvent e:
                writer.PutObject("key", e.Key, JsonIds.Write);
                writer.Put("ratio", e.Ratio);
                break;
            default:
                JsonStateEvents.WriteMembers(writer, happened);
                break;
        }

        writer.WriteEndObject();
    }

    private static DateTimeOffset At(JsonFields o) => o.Required("at", JsonScalar.Time);

    private static string? Cause(JsonFields o) => o.Optional("cause", JsonScalar.Text);
}
