namespace PositionRecovery;

/// <summary>What one account's venue said, so that it may be compared: positions that moved while they were read are
/// left out as not answered. Immutable.</summary>
internal sealed record AccountReading
{
    internal required AccountId Account { get; init; }

    /// <summary>The answers, in the order in which they were asked for.</summary>
    internal required IReadOnlyList<VenueAnswer> Answers { get; init; }

    /// <summary>The instruments whose position moved each time it was read.</summary>
    internal required IReadOnlyList<InstrumentId> Unstable { get; init; }

    /// <summary>Whether a whole list said which positions there are, also where each was read by itself
    /// afterwards.</summary>
    internal bool HasPositionList { get; init; }

    /// <summary>What was not answered, and why.</summary>
    internal required IReadOnlyList<string> Failures { get; init; }

    /// <summary>When it began, by this machine's clock.</summary>
    internal required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    internal required DateTimeOffset EndedAt { get; init; }
}
