namespace PositionRecovery;

/// <summary>Orders and positions that ended long ago left the live state; the journal keeps them.</summary>
public sealed record StatePurgedEvent : ExecutionEvent
{
    /// <summary>Orders that ended at or before this moment go, once their executions are part of the books for good.
    /// </summary>
    public required DateTimeOffset OrdersBefore { get; init; }

    /// <summary>Lives of positions that ended at or before this moment go.</summary>
    public required DateTimeOffset PositionsBefore { get; init; }

    /// <summary>Identities of purged executions from this moment or earlier are forgotten.</summary>
    public required DateTimeOffset TradesBefore { get; init; }

    /// <inheritdoc/>
    internal override string Kind => "state-purged";
}
