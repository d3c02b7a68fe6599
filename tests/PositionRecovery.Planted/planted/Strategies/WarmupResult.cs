namespace PositionRecovery;

/// <summary>How a warm-up went. Immutable.</summary>
public sealed record WarmupResult
{
    /// <summary>How many bars were fed.</summary>
    public required long Bars { get; init; }

    /// <summary>Whether all that was asked for was fed.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>Why not; <c>null</c> when it was.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether it went on from stored indicators; <c>null</c> when the strategy has no
    /// <see cref="IIndicatorSnapshot"/>, and in what the strategy itself is told. Only the bars after the earlier of
    /// the two stored states were fed then.</summary>
    public bool? IsFromStoredState { get; init; }

    /// <summary>Why it did not go on from stored indicators, in plain words; <c>null</c> otherwise.</summary>
    public string? StoredStateProblem { get; init; }
}
