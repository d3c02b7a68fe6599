namespace PositionRecovery;

/// <summary>The keys made of identifiers, packed.</summary>
internal static class PackKeys
{
    internal static void Write(ref PackWriter w, PositionKey key)
    {
        PackScope outer = w.Begin();
        w.Id(key.Strategy);
        w.Id(key.Account);
        w.Id(key.Instrument);
        w.Word(key.Side);
        w.End(outer);
    }

    internal static PositionKey Position(ref PackReader r)
    {
        PackScope outer = r.Begin();
        var key = new PositionKey(r.Strategy(), r.Account(), r.Instrument(), r.Word<PositionSide>());
        r.End(outer);
        return key;
    }

    internal static void Write(ref PackWriter w, BookKey key)
    {
        PackScope outer = w.Begin();
        w.Id(key.Account);
        w.Id(key.Instrument);
        w.Word(key.Side);
        w.End(outer);
    }

    internal static BookKey Book(ref PackReader r)
    {
        PackScope outer = r.Begin();
        var key = new BookKey(r.Account(), r.Instrument(), r.Word<PositionSide>());
        r.End(outer);
        return key;
    }

    /// <summary>Writes a trade of <see cref="PackWriter.Book"/>: what it shares with that is not said again.</summary>
    internal static void Write(ref PackWriter w, TradeKey key)
    {
        PackScope outer = w.Begin();
        w.Id(key.Trade);
        w.Word(key.Side);
        w.IdOrNull<AccountId>(key.Account == w.Book.Account ? null : key.Account);
        w.IdOrNull<InstrumentId>(key.Instrument == w.Book.Instrument ? null : key.Instrument);
        w.End(outer);
    }

    internal static TradeKey Trade(ref PackReader r)
    {
        PackScope outer = r.Begin();
        TradeId trade = r.Trade();
        OrderSide side = r.Word<OrderSide>();
        AccountId? account = r.AccountOrNull();
        InstrumentId? instrument = r.InstrumentOrNull();
        r.End(outer);
        return account != r.Book.Account && instrument != r.Book.Instrument
            ? new TradeKey(account ?? r.Book.Account, instrument ?? r.Book.Instrument, trade, side)
            : throw r.Wrong("the trade repeats what its position says");
    }
}
