namespace PositionRecovery;

/// <summary>The result of a reconciliation: what differs, what to do about it, what must be asked first, and how far
/// each position can be trusted afterwards. Immutable; applying it is one atomic commit.</summary>
public sealed class ReconciliationPlan
{
    internal ReconciliationPlan()
    {
    }

    /// <summary>The content hash: two plans that would do the same have the same id, whenever they were made.</summary>
    public required PlanId Id { get; init; }

    /// <summary>The differences, sorted by account, instrument, side, kind and order.</summary>
    public required IReadOnlyList<Discrepancy> Diff { get; init; }

    /// <summary>The orders that explain what no report explains.</summary>
    public required IReadOnlyList<SyntheticOrder> SyntheticOrders { get; init; }

    /// <summary>The events which turn the cached snapshot into <see cref="Projected"/>, in order.</summary>
    public required IReadOnlyList<ExecutionEvent> Events { get; init; }

    /// <summary>The queries that must be answered before more can be concluded.</summary>
    public required IReadOnlyList<Question> Questions { get; init; }

    /// <summary>How far each position can be trusted, sorted by account, instrument and side.</summary>
    public required IReadOnlyList<InstrumentVerdict> Verdicts { get; init; }

    /// <summary>The state after the plan; the cached snapshot itself when there are no events.</summary>
    public required CachedSnapshot Projected { get; init; }

    /// <summary>How many reports, and books, were compared and found equal; a report that is repeated counts again.
    /// </summary>
    public required long Matched { get; init; }

    /// <summary>Whether nothing differs, nothing is to be done and nothing is to be asked.</summary>
    public bool IsEmpty => Diff.Count + Events.Count + Questions.Count == 0;
}
