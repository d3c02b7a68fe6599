namespace PositionRecovery;

/// <summary>Whether a store answers, and what its settings can lose. Immutable.</summary>
public sealed record StoreHealth
{
    /// <summary>Whether it answers and accepts commits.</summary>
    public required bool IsHealthy { get; init; }

    /// <summary>What survives what, in plain words: for example "survives a crash and a power loss".</summary>
    public required string Durability { get; init => field = Guard.Filled(value); }

    /// <summary>What is wrong, or which product and version answers; never a secret.</summary>
    public string? Description { get; init => field = Guard.Bounded(value); }
}
