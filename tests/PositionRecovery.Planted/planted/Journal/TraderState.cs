namespace PositionRecovery;

/// <summary>All that is known of a trader: what the reconciler compares, and what people ask about it. Immutable.
/// </summary>
public sealed record TraderState
{
    /// <summary>Orders, positions, balances and accounts, each list in order of key.</summary>
    public required CachedSnapshot Snapshot
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Snapshot));
    }

    /// <summary>The lives of positions, open and ended, in order of key and time. A flat position that an order would
    /// open shows as <see cref="PositionStatus.Opening"/>.</summary>
    public IReadOnlyList<PositionLife> Lives
    {
        get;
        init => field = FrozenList<PositionLife>.CopyOf(value, nameof(Lives));
    } = FrozenList<PositionLife>.Empty;

    /// <summary>The trading sessions, in order of time.</summary>
    public IReadOnlyList<SessionSnapshot> Sessions
    {
        get;
        init => field = FrozenList<SessionSnapshot>.CopyOf(value, nameof(Sessions));
    } = FrozenList<SessionSnapshot>.Empty;

    /// <summary>Events about orders that are not known: kept until the order is.</summary>
    public IReadOnlyList<ExecutionEvent> HeldEvents
    {
        get;
        init => field = FrozenList<ExecutionEvent>.CopyOf(value, nameof(HeldEvents));
    } = FrozenList<ExecutionEvent>.Empty;

    /// <summary>What is stored for strategies, in order of strategy and part.</summary>
    public IReadOnlyList<StoredStrategyState> StrategyStates
    {
        get;
        init => field = FrozenList<StoredStrategyState>.CopyOf(value, nameof(StrategyStates));
    } = FrozenList<StoredStrategyState>.Empty;
}
