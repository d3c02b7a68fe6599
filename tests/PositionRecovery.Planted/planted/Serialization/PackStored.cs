namespace PositionRecovery;

/// <summary>What exists as rows only, packed.</summary>
internal static class PackStored
{
    internal static void Write(ref PackWriter w, StoredFill stored)
    {
        PackScope outer = w.Begin();
        w.Number(stored.Ordinal);
        PackOrders.Write(ref w, stored.Fill);
        w.End(outer);
    }

    internal static StoredFill Fill(ref PackReader r)
    {
        PackScope outer = r.Begin();
        int ordinal = r.SmallNumber();
        var stored = new StoredFill(PackOrders.Fill(ref r), ordinal);
        r.End(outer);
        return stored;
    }

    internal static void Write(ref PackWriter w, HeldEvent held)
    {
        PackScope outer = w.Begin();
        w.Number(held.Sequence);
        PackEvents.Write(ref w, held.Event);
        w.End(outer);
    }

    internal static HeldEvent Held(ref PackReader r)
    {
        PackScope outer = r.Begin();
        var held = new HeldEvent(r.Number(), PackEvents.Read(ref r));
        r.End(outer);
        return held;
    }

    internal static void Write(ref PackWriter w, PurgedTradeChunk chunk)
    {
        PackScope outer = w.Begin();
        w.Book = chunk.Key;
        PackKeys.Write(ref w, chunk.Key);
        w.Time(chunk.Hour);
        w.Number(chunk.Part);
        w.List(chunk.Trades, PackKeys.Write);
        w.End(outer);
    }

    internal static PurgedTradeChunk Purged(ref PackReader r)
    {
        PackScope outer = r.Begin();
        r.Book = PackKeys.Book(ref r);
        var chunk = new PurgedTradeChunk
        {
            Key = r.Book,
            Hour = r.Time(),
            Part = r.SmallNumber(),
            Trades = FrozenList<TradeKey>.Owning(r.List(PackKeys.Trade)),
        };
        r.End(outer);
        return chunk.Trades.Count <= PurgedTradeChunk.MaxTrades
            ? chunk
            : throw r.Wrong("the chunk has too many trades");
    }
}
