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
}
