namespace PositionRecovery;

/// <summary>What a pass is to compare.</summary>
internal sealed record FindRequest
{
    internal required CachedSnapshot Cached { get; init; }

    internal required ReconcileScope Scope { get; init; }

    /// <summary>What is not answered by then counts as failed.</summary>
    internal required DateTimeOffset Deadline { get; init; }

    /// <summary>Whether gaps may be closed.</summary>
    internal bool IsRepairing { get; init; } = true;

    /// <summary>Whether a check asked for it, so that it goes on the budget of the checks. A pass that the host asked
    /// for does not.</summary>
    internal bool IsCheck { get; init; }

    /// <summary>Whether to wait until orders that may still be on their way have arrived or cannot arrive any more.
    /// Checks do not: others wait for their turn, and the next check asks again.</summary>
    internal bool IsPatient { get; init; } = true;
}
