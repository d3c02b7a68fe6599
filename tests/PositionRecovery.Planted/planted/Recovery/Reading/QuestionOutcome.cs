namespace PositionRecovery;

/// <summary>What came of asking what the reconciler wanted to know. Immutable.</summary>
internal sealed record QuestionOutcome
{
    /// <summary>The plan by all answers.</summary>
    internal required ReconciliationPlan Plan { get; init; }

    /// <summary>The answers it was made from.</summary>
    internal required VenueSnapshot Venue { get; init; }

    /// <summary>The venue time it was made at.</summary>
    internal required DateTimeOffset Now { get; init; }

    /// <summary>How many rounds of questions were asked.</summary>
    internal required int Rounds { get; init; }

    /// <summary>The questions that stay open.</summary>
    internal required IReadOnlyList<OpenQuestion> Left { get; init; }
}
