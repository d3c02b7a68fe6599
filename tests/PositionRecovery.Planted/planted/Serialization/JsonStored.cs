using System.Text.Json;

namespace PositionRecovery;

/// <summary>What exists as rows only, as JSON.</summary>
internal static class JsonStored
{
    internal static StoredFill Fill(JsonCursor at) => at.Object(static o =>
    {
        int ordinal = o.Required("ordinal", Count);
        return new StoredFill(o.Required("fill", JsonOrders.Fill), ordinal);
    });

    internal static void Write(Utf8JsonWriter writer, StoredFill stored)
    {
        writer.WriteStartObject();
        writer.Put("ordinal", stored.Ordinal);
        writer.PutObject("fill", stored.Fill, JsonOrders.Write);
        writer.WriteEndObject();
    }

    internal static HeldEvent Held(JsonCursor at) => at.Object(static o =>
    {
        long sequence = o.Required("sequence", JsonScalar.Long);
        return new HeldEvent(sequence, o.Required("event", JsonEvents.Event));
    });

    internal static void Write(Utf8JsonWriter writer, HeldEvent held)
    {
        writer.WriteStartObject();
        writer.Put("sequence", held.Sequence);
        writer.PutObject("event", held.Event, JsonEvents.Write);
        writer.WriteEndObject();
    }

    internal static PurgedTradeChunk Purged(JsonCursor at) => at.Object(o =>
    {
        var chunk = new PurgedTradeChunk
        {
            Key = o.Required("key", JsonIds.BookKey),
            Hour = o.Required("hour", JsonScalar.Time),
            Part = o.Required("part", Count),
            Trades = FrozenList<TradeKey>.CopyOf(o.List("trades", JsonIds.TradeKey), "trades"),
        };
        return chunk.Trades.Count <= PurgedTradeChunk.MaxTrades
            ? chunk
            : throw at.Wrong("the chunk has too many trades.");
    });

    internal static void Write(Utf8JsonWriter writer, PurgedTradeChunk chunk)
    {
        writer.WriteStartObject();
        writer.PutObject("key", chunk.Key, JsonIds.Write);
        writer.Put("hour", chunk.Hour);
        writer.Put("part", chunk.Part);
        writer.PutList("trades", chunk.Trades, JsonIds.Write);
        writer.WriteEndObject();
    }

    private static int Count(JsonCursor at) =>
        JsonScalar.Int(at) is var count and >= 0 ? count : throw at.Expected("a whole number, not negative");
}
