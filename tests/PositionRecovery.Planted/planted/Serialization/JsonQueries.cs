using System.Text.Json;

namespace PositionRecovery;

/// <summary>Queries as JSON.</summary>
internal static class JsonQueries
{
    private static readonly Dictionary<string, Func<JsonFields, VenueQuery>> Kinds = new(StringComparer.Ordinal)
    {
        ["account"] = static o => new AccountQuery { Account = Account(o), Instrument = Instrument(o) },
        ["balances"] = static o => new BalancesQuery { Account = Account(o), Instrument = Instrument(o) },
        ["cash-flows"] = static o =>
            new CashFlowsQuery { Account = Account(o), Instrument = Instrument(o), From = From(o) },
        ["fills"] = static o => new FillsQuery { Account = Account(o), Instrument = Instrument(o), From = From(o) },
        ["instruments"] = static o => new InstrumentsQuery { Account = Account(o), Instrument = Instrument(o) },
        ["marks"] = static o => new MarksQuery { Account = Account(o), Instrument = Instrument(o) },
        ["open-orders"] = static o =>
            new OpenOrdersQuery { Account = Account(o), Instrument = Instrument(o), Class = Class(o) },
        ["order"] = static o => new OrderQuery
        {
            Account = Account(o),
            Instrument = Instrument(o),
            ClientOrder = o.Nullable("clientOrder", JsonIds.ClientOrder),
            VenueOrder = o.Nullable("venueOrder", JsonIds.VenueOrder),
            Class = Class(o),
        },
        ["order-history"] = static o => new OrderHistoryQuery
        {
            Account = Account(o),
            Instrument = Instrument(o),
            From = From(o),
            Class = Class(o),
        },
        ["positions"] = static o => new PositionsQuery { Account = Account(o), Instrument = Instrument(o) },
    };

    internal static VenueQuery Query(JsonCursor at) => at.OneOf(Kinds);

    internal static void Write(Utf8JsonWriter writer, VenueQuery query)
    {
        writer.WriteStartObject();
        writer.Put("kind", query.Kind);
        writer.PutId("account", query.Account);
        writer.PutId("instrument", query.Instrument);
        switch (query)
        {
            case CashFlowsQuery q:
                writer.Put("from", q.From);
                break;
            case FillsQuery q:
                writer.Put("from", q.From);
                break;
            case OpenOrdersQuery q:
                writer.PutWord("class", q.Class);
                break;
            case OrderQuery q:
                writer.PutId("clientOrder", q.ClientOrder);
                writer.PutId("venueOrder", q.VenueOrder);
                writer.PutWord("class", q.Class);
                break;
            case OrderHistoryQuery q:
                writer.Put("from", q.From);
                writer.PutWord("class", q.Class);
                break;
            case AccountQuery or BalancesQuery or InstrumentsQuery or MarksQuery or PositionsQuery:
                break;
            default:
                throw JsonWriting.NoForm(query);
        }

        writer.WriteEndObject();
    }

    private static AccountId Account(JsonFields o) => o.Required("account", JsonIds.Account);

    private static InstrumentId? Instrument(JsonFields o) => o.Nullable("instrument", JsonIds.Instrument);

    private static DateTimeOffset From(JsonFields o) => o.Required("from", JsonScalar.Time);

    private static OrderClass? Class(JsonFields o) => o.Nullable("class", JsonScalar.Word<OrderClass>);
}
