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

    /// <summary>Instruments by id.</summary>
    public IReadOnlyList<InstrumentDefinition> Instruments
    {
        get;
        init => field = FrozenList<InstrumentDefinition>.CopyOf(value, nameof(Instruments));
    } = FrozenList<InstrumentDefinition>.Empty;

    /// <summary>All orders not purged, closed ones included.</summary>
    public IReadOnlyList<OrderSnapshot> Orders
    {
        get;
        init => field = FrozenList<OrderSnapshot>.CopyOf(value, nameof(Orders));
    } = FrozenList<OrderSnapshot>.Empty;

    /// <summary>The strategies' books.</summary>
    public IReadOnlyList<PositionSnapshot> Positions
    {
        get;
        init => field = FrozenList<PositionSnapshot>.CopyOf(value, nameof(Positions));
    } = FrozenList<PositionSnapshot>.Empty;

    /// <summary>The accounts' books. A book that is missing is the sum of the strategies' books.</summary>
    public IReadOnlyList<AccountBookSnapshot> AccountBooks
    {
        get;
        init => field = FrozenList<AccountBookSnapshot>.CopyOf(value, nameof(AccountBooks));
    } = FrozenList<AccountBookSnapshot>.Empty;

    /// <summary>Accounts as a whole.</summary>
    public IReadOnlyList<AccountSnapshot> Accounts
    {
        get;
        init => field = FrozenList<AccountSnapshot>.CopyOf(value, nameof(Accounts));
    } = FrozenList<AccountSnapshot>.Empty;

    /// <summary>Balances.</summary>
    public IReadOnlyList<BalanceSnapshot> Balances
    {
        get;
        init => field = FrozenList<BalanceSnapshot>.CopyOf(value, nameof(Balances));
    } = FrozenList<BalanceSnapshot>.Empty;

    /// <summary>Executions whose orders were purged: recognised, never applied again.</summary>
    public IReadOnlyList<TradeKey> PurgedTrades
    {
        get;
        init => field = FrozenList<TradeKey>.CopyOf(value, nameof(PurgedTrades));
    } = FrozenList<TradeKey>.Empty;
}
