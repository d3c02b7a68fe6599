namespace PositionRecovery;

/// <summary>All that belongs to a strategy. Immutable.</summary>
public sealed record RecoveredState
{
    /// <summary>Its positions that are not flat.</summary>
    public required IReadOnlyList<RecoveredPosition> Positions
    {
        get;
        init => field = FrozenList<RecoveredPosition>.CopyOf(value, nameof(Positions));
    }

    /// <summary>Its orders that have not ended.</summary>
    public required IReadOnlyList<OrderSnapshot> Orders
    {
        get;
        init => field = FrozenList<OrderSnapshot>.CopyOf(value, nameof(Orders));
    }

    /// <summary>What was found to differ in any instrument it holds, claims or has orders in.</summary>
    public IReadOnlyList<Discrepancy> Reasons
    {
        get;
        init => field = FrozenList<Discrepancy>.CopyOf(value, nameof(Reasons));
    } = FrozenList<Discrepancy>.Empty;

    /// <summary>What the strategy stored last for itself, by a <see cref="StrategyStateSavedEvent"/>; <c>null</c> when
    /// it stored nothing. Of any version it ever wrote: it looks at <see cref="StrategySnapshot.Version"/>
    /// first.</summary>
    public StrategySnapshot? Stored { get; init; }
}
