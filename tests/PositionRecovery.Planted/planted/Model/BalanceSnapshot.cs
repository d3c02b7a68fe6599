namespace PositionRecovery;

/// <summary>What an account holds of one asset. Immutable.</summary>
public sealed record BalanceSnapshot
{
    /// <summary>The account.</summary>
    public required AccountId Account { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The asset.</summary>
    public required AssetId Asset { get; init => field = Guard.NotEmpty(value); }

    /// <summary>All of it: free plus locked.</summary>
    public required decimal Total { get; init => field = Guard.Within(value, Guard.MaxQuantity); }

    /// <summary>What could be used when the rest last changed; <c>null</c> when not known.</summary>
    public decimal? Available { get; init => field = Guard.Within(value, Guard.MaxQuantity); }

    /// <summary>Spot: the part of <see cref="Total"/> that no position of ours explains (deposits, rewards, other
    /// programs). It belongs to <see cref="StrategyId.External"/>.</summary>
    public decimal External { get; init => field = Guard.Within(value, Guard.MaxQuantity); }
}
