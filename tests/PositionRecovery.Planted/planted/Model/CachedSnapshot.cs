namespace PositionRecovery;

/// <summary>What the engine believed when it stopped. Immutable; lists handed in are copied.</summary>
public sealed record CachedSnapshot
{
    /// <summary>The last journal sequence this snapshot contains.</summary>
    public long Sequence
    {
        get;
        init => field = value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Sequence), value, "Sequence must not be negative.");
    }

    /// <summary>Instruments; each id once.</summary>
    public IReadOnlyList<InstrumentDefinition> Instruments
    {
        get;
        init => field = FrozenList<InstrumentDefinition>.DistinctCopyOf(value, nameof(Instruments), static i => i.Id);
    } = FrozenList<InstrumentDefinition>.Empty;

    /// <summary>All orders not purged, closed ones included; each client order id of an account and instrument once.
    /// </summary>
    public IReadOnlyList<OrderSnapshot> Orders
    {
        get;
        init => field = FrozenList<OrderSnapshot>.DistinctCopyOf(
            value, nameof(Orders), static o => (o.Intent.Account, o.Intent.Instrument, o.Intent.Id));
    } = FrozenList<OrderSnapshot>.Empty;

    /// <summary>The strategies' books; each key once.</summary>
    public IReadOnlyList<PositionSnapshot> Positions
    {
        get;
        init => field = FrozenList<PositionSnapshot>.DistinctCopyOf(value, nameof(Positions), static p => p.Key);
    } = FrozenList<PositionSnapshot>.Empty;

    /// <summary>The accounts' books; each key once. A book that is missing is the sum of the strategies'
    /// books.</summary>
    public IReadOnlyList<AccountBookSnapshot> AccountBooks
    {
        get;
        init => field = FrozenList<AccountBookSnapshot>.DistinctCopyOf(value, nameof(AccountBooks), static b => b.Key);
    } = FrozenList<AccountBookSnapshot>.Empty;

    /// <summary>Accounts as a whole; each once.</summary>
    public IReadOnlyList<AccountSnapshot> Accounts
    {
        get;
        init => field = FrozenList<AccountSnapshot>.DistinctCopyOf(value, nameof(Accounts), static a => a.Account);
    } = FrozenList<AccountSnapshot>.Empty;

    /// <summary>Balances; each asset of an account once.</summary>
    public IReadOnlyList<BalanceSnapshot> Balances
    {
        get;
        init => field = FrozenList<BalanceSnapshot>.DistinctCopyOf(value, nameof(Balances), static b =>
            (b.Account, b.Asset));
    } = FrozenList<BalanceSnapshot>.Empty;

    /// <summary>Executions whose orders were purged: recognised, never applied again.</summary>
    public IReadOnlyList<TradeKey> PurgedTrades
    {
        get;
        init => field = FrozenList<TradeKey>.CopyOf(value, nameof(PurgedTrades));
    } = FrozenList<TradeKey>.Empty;
}
