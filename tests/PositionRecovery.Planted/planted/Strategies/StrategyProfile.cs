namespace PositionRecovery;

/// <summary>What is constant about a strategy. Immutable.</summary>
public sealed record StrategyProfile
{
    /// <summary>The strategy.</summary>
    public required StrategyId Id { get; init => field = Guard.NotEmpty(value); }

    /// <summary>External orders and positions that are its own; the claim's <see cref="ExternalClaim.Strategy"/> is
    /// filled in.</summary>
    public IReadOnlyList<ExternalClaim> Claims
    {
        get;
        init => field = FrozenList<ExternalClaim>.CopyOf(value, nameof(Claims));
    } = FrozenList<ExternalClaim>.Empty;

    /// <summary>Past prices it wants before it trades; each instrument and bar size once.</summary>
    public IReadOnlyList<WarmupRequest> Warmup
    {
        get;
        init => field = FrozenList<WarmupRequest>.DistinctCopyOf(
            value, nameof(Warmup), static w => (w.Instrument, w.BarSize));
    } = FrozenList<WarmupRequest>.Empty;
}
