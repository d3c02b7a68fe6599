using System.Text.Json;

namespace PositionRecovery;

/// <summary>Reads and writes identifiers and the keys made of them.</summary>
internal static class JsonIds
{
    internal static AccountId Account(JsonCursor at) => Identifier(at, static text => new AccountId(text));

    internal static AssetId Asset(JsonCursor at) => Identifier(at, static text => new AssetId(text));

    internal static ClientOrderId ClientOrder(JsonCursor at) => Identifier(at, static text => new ClientOrderId(text));

    internal static EpochId Epoch(JsonCursor at) => Identifier(at, static text => new EpochId(text));

    internal static InstrumentId Instrument(JsonCursor at) => Identifier(at, static text => new InstrumentId(text));

    internal static PlanId Plan(JsonCursor at) => Identifier(at, static text => new PlanId(text));

    internal static SessionId Session(JsonCursor at) => Identifier(at, static text => new SessionId(text));

    internal static StrategyId Strategy(JsonCursor at) => Identifier(at, static text => new StrategyId(text));

    internal static TradeId Trade(JsonCursor at) => Identifier(at, static text => new TradeId(text));

    internal static VenueOrderId VenueOrder(JsonCursor at) => Identifier(at, static text => new VenueOrderId(text));

    internal static PositionKey PositionKey(JsonCursor at) => at.Object(static o => new PositionKey(
        o.Required("strategy", Strategy),
        o.Required("account", Account),
        o.Required("instrument", Instrument),
        o.Required("side", JsonScalar.Word<PositionSide>)));

    internal static BookKey BookKey(JsonCursor at) => at.Object(static o => new BookKey(
        o.Required("account", Account),
        o.Required("instrument", Instrument),
        o.Required("side", JsonScalar.Word<PositionSide>)));

    internal static TradeKey TradeKey(JsonCursor at) => at.Object(static o => new TradeKey(
        o.Required("account", Account),
        o.Required("instrument", Instrument),
        o.Required("trade", Trade),
        o.Required("side", JsonScalar.Word<OrderSide>)));

    internal static void Write(Utf8JsonWriter writer, PositionKey key)
    {
        writer.WriteStartObject();
        writer.PutId("strategy", key.Strategy);
        writer.PutId("account", key.Account);
        writer.PutId("instrument", key.Instrument);
        writer.PutWord("side", key.Side);
        writer.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter writer, BookKey key)
    {
        writer.WriteStartObject();
        writer.PutId("account", key.Account);
        writer.PutId("instrument", key.Instrument);
        writer.PutWord("side", key.Side);
        writer.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter writer, TradeKey key)
    {
        writer.WriteStartObject();
        writer.PutId("account", key.Account);
        writer.PutId("instrument", key.Instrument);
        writer.PutId("trade", key.Trade);
        writer.PutWord("side", key.Side);
        writer.WriteEndObject();
    }

    /// <summary>The name of a member that is an asset.</summary>
    internal static string AssetName(JsonProperty member, JsonCursor holder)
    {
        try
        {
            return new AssetId(member.Name).Value;
        }
        catch (ArgumentException refusal)
        {
            throw holder.Refused(refusal);
        }
    }

    private static T Identifier<T>(JsonCursor at, Func<string, T> make)
        where T : struct, IIdentifier
    {
        try
        {
            return make(JsonScalar.Text(at));
        }
        catch (ArgumentException refusal)
        {
            throw at.Refused(refusal);
        }
    }
}
