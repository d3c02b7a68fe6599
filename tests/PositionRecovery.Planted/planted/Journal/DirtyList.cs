namespace PositionRecovery;

/// <summary>What changed in the live state since it was last asked for, each thing once.</summary>
internal sealed class DirtyList
{
    internal List<LiveOrder> Orders { get; } = [];

    internal List<LiveBook> Books { get; } = [];

    internal List<LiveLife> Lives { get; } = [];

    internal List<LiveLife> LivesGone { get; } = [];

    internal HashSet<InstrumentId> Instruments { get; } = [];

    internal HashSet<AccountId> Accounts { get; } = [];

    internal HashSet<(AccountId Account, AssetId Asset)> Balances { get; } = [];

    internal HashSet<(BookKey Key, DateTimeOffset At)> Purged { get; } = [];

    internal List<PurgedTradeChunk> PurgedGone { get; } = [];

    /// <summary>Events held, and released (<c>null</c>).</summary>
    internal List<(long Sequence, HeldEvent? Event)> Held { get; } = [];

    internal HashSet<(StrategyId Strategy, StrategyStatePart Part)> StrategyStates { get; } = [];

    /// <summary>Whether all that was stored is thrown away first.</summary>
    internal bool IsFlushed { get; set; }

    internal void Add(LiveOrder order)
    {
        if (!order.IsDirty)
        {
            order.IsDirty = true;
            Orders.Add(order);
        }
    }

    internal void Add(LiveBook book)
    {
        if (!book.IsDirty)
        {
            book.IsDirty = true;
            Books.Add(book);
        }
    }

    internal void Add(LiveLife life)
    {
        if (!life.IsDirty)
        {
            life.IsDirty = true;
            Lives.Add(life);
        }
    }

    internal void Clear()
    {
        Orders.ForEach(static o => o.IsDirty = false);
        Books.ForEach(static b => b.IsDirty = false);
        Lives.ForEach(static l => l.IsDirty = false);
        Orders.Clear();
        Books.Clear();
        Lives.Clear();
        LivesGone.Clear();
        Instruments.Clear();
        Accounts.Clear();
        Balances.Clear();
        Purged.Clear();
        PurgedGone.Clear();
        Held.Clear();
        StrategyStates.Clear();
    }
}
