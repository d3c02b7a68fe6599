namespace PositionRecovery.Binance;

/// <summary>What a request takes of the budget.</summary>
/// <param name="Weight">Its weight.</param>
/// <param name="Orders">How many orders it places.</param>
/// <param name="Share">The share of the weight it may use; all of it when urgent.</param>
/// <param name="IsUrgent">Whether it goes before the others.</param>
internal readonly record struct RequestCost(int Weight, int Orders, decimal Share, bool IsUrgent)
{
    internal int Of(RateLimitKind kind) => kind switch
    {
        RateLimitKind.Weight => Weight,
        RateLimitKind.Orders => Orders,
        _ => 1,
    };

    /// <summary>How much of a limit it may fill together with what was sent before.</summary>
    internal int Cap(RateLimit limit) =>
        IsUrgent || limit.Kind != RateLimitKind.Weight ? limit.Limit : (int)(limit.Limit * Share);
}
