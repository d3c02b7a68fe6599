namespace PositionRecovery;

/// <summary>What to do about the exits of one position. Immutable.</summary>
internal sealed record ExitProposal
{
    /// <summary>The decisions: cancellations first, then orders to place, stops before take-profits.</summary>
    internal required IReadOnlyList<ExitDecision> Decisions { get; init; }

    internal required Protection Protection { get; init; }

    /// <summary>Whether nothing is to be done or waited for.</summary>
    internal bool IsSettled => Decisions.All(static d =>
        d.Kind is ExitDecisionKind.Keep or ExitDecisionKind.Omit or ExitDecisionKind.Unresolved);
}
