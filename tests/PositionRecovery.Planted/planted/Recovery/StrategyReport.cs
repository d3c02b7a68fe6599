namespace PositionRecovery;

/// <summary>How a strategy fared in a recovery. Immutable.</summary>
public sealed record StrategyReport
{
    /// <summary>The strategy.</summary>
    public required StrategyId Strategy { get; init => field = Guard.NotEmpty(value); }

    /// <summary>Whether it may trade.</summary>
    public required bool IsReady { get; init; }

    /// <summary>Why not; <c>null</c> when it is ready.</summary>
    public string? Problem { get; init; }

    /// <summary>How many positions it got back.</summary>
    public int Positions { get; init; }

    /// <summary>How its warm-up went; <c>null</c> when it has none, or it did not come to it.</summary>
    public WarmupResult? Warmup { get; init; }
}
