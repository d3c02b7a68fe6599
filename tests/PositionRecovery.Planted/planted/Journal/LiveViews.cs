namespace PositionRecovery;

/// <summary>The live state as others see it: immutable, in one order.</summary>
internal static class LiveViews
{
    internal static CachedSnapshot Snapshot(LiveState state) => new()
    {
        Sequence = state.Sequence,
        Instruments = Sorted(state.Instruments.Values, static i => i.Id.Value),
        Orders = Orders(state.Orders),
        Positions = FrozenList<PositionSnapshot>.Owning([.. state.Books.Values.SelectMany(static b => b.Owners)]),
        AccountBooks = FrozenList<AccountBookSnapshot>.Owning(
            [.. state.Books.Values.Select(static b => b.Book).OfType<AccountBookSnapshot>()]),
        Accounts = Sorted(state.Accounts.Values, static a => a.Account.Value),
        Balances = FrozenList<BalanceSnapshot>.Owning([.. state.Balances.Values
            .OrderBy(static b => b.Account.Value, StringComparer.Ordinal)
            .ThenBy(static b => b.Asset.Value, StringComparer.Ordinal)]),
        PurgedTrades = FrozenList<TradeKey>.Owning([.. state.Purged.Trades
            .OrderBy(static t => t.Account.Value, StringComparer.Ordinal)
            .ThenBy(static t => t.Instrument.Value, StringComparer.Ordinal)
            .ThenBy(static t => t.Trade.Value, StringComparer.Ordinal)
            .ThenBy(static t => t.Side)]),
    };

    /// <summary>One position only, with all that is known of its account: what a late execution is judged by.</summary>
    internal static CachedSnapshot Snapshot(LiveState state, LiveBook book) => new()
    {
        Sequence = state.Sequence,
        Instruments = state.Instruments.TryGetValue(book.Key.Instrument, out InstrumentDefinition? known)
            ? [known]
            : [],
        Orders = Orders(book.Orders),
        Positions = [.. book.Owners],
        AccountBooks = book.Book is { } account ? [account] : [],
        Accounts = state.Accounts.TryGetValue(book.Key.Account, out AccountSnapshot? whole) ? [whole] : [],
    };

    internal static TraderState State(LiveState state) => new()
    {
        Snapshot = Snapshot(state),
        Lives = Lives(state),
        Sessions = [.. state.Sessions.All.OrderBy(static s => s.StartedAt)
            .ThenBy(static s => s.Id.Value, StringComparer.Ordinal)],
        HeldEvents = [.. state.Held.All.Select(static h => h.Event)],
        StrategyStates = [.. state.StrategyStates.All
            .OrderBy(static s => s.Strategy.Value, StringComparer.Ordinal)
            .ThenBy(static s => s.Part)],
    };

    internal static FrozenList<PositionLife> Lives(LiveState state)
    {
        var lives = new List<PositionLife>();
        foreach (LiveBook book in state.Books.Values)
        {
            lives.AddRange(LifeView.Of(book));
        }

        return FrozenList<PositionLife>.Owning([.. lives]);
    }

    private static FrozenList<OrderSnapshot> Orders(IEnumerable<LiveOrder> orders) =>
        FrozenList<OrderSnapshot>.Owning([.. orders
            .Select(static o => o.Snapshot)
            .OrderBy(static o => o.Intent.Account.Value, StringComparer.Ordinal)
            .ThenBy(static o => o.Intent.Instrument.Value, StringComparer.Ordinal)
            .ThenBy(static o => o.Intent.Id.Value, StringComparer.Ordinal)]);

    private static FrozenList<T> Sorted<T>(IEnumerable<T> items, Func<T, string> key) =>
        FrozenList<T>.Owning([.. items.OrderBy(key, StringComparer.Ordinal)]);
}
