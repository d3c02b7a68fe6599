namespace PositionRecovery;

/// <summary>What the reconciler must know of an instrument. Immutable.</summary>
public sealed record InstrumentDefinition
{
    /// <summary>The instrument.</summary>
    public required InstrumentId Id { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The smallest price step, in quote currency; greater than 0. Averages are compared to this.</summary>
    public required decimal PriceIncrement { get; init => field = Guard.Positive(value, Guard.MaxPrice); }

    /// <summary>The smallest quantity step; greater than 0.</summary>
    public required decimal QuantityIncrement { get; init => field = Guard.Positive(value, Guard.MaxQuantity); }

    /// <summary>The least quantity of an order; greater than 0. <c>null</c> when the venue has no such bound, or does
    /// not tell it. An exit below it is not placed, and is said to be missing.</summary>
    public decimal? MinQuantity { get; init => field = Guard.Positive(value, Guard.MaxQuantity); }

    /// <summary>The greatest quantity of an order; greater than 0. <c>null</c> when the venue has no such bound, or
    /// does not tell it. An exit for more closes as much as this, and the rest is said to be unprotected.</summary>
    public decimal? MaxQuantity { get; init => field = Guard.Positive(value, Guard.MaxQuantity); }

    /// <summary>The greatest quantity of an order that executes at the market, at once or when it is triggered; greater
    /// than 0. <c>null</c> when only <see cref="MaxQuantity"/> bounds it.</summary>
    public decimal? MaxMarketQuantity { get; init => field = Guard.Positive(value, Guard.MaxQuantity); }

    /// <summary>The least worth of an order that may also open a position, in quote currency (quantity × price ×
    /// <see cref="Multiplier"/>; for inverse instruments without the price); greater than 0. <c>null</c> when the venue
    /// has no such bound, or does not tell it. Reduce-only orders are exempt; there are none on spot.</summary>
    public decimal? MinNotional { get; init => field = Guard.Positive(value, Guard.MaxPrice); }

    /// <summary>The currency that prices are in.</summary>
    public required AssetId QuoteAsset { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The asset that is bought and sold; needed for spot, where the balance of this asset is the position.
    /// </summary>
    public AssetId? BaseAsset { get; init => field = Guard.NotEmpty(value); }

    /// <summary>Worth of one unit of quantity: base units a contract for linear instruments, quote units a contract for
    /// inverse ones; greater than 0.</summary>
    public decimal Multiplier { get; init => field = Guard.Positive(value, Guard.MaxPrice); } = 1m;

    /// <summary>Whether profit is in the base currency and the cost of one unit is 1/price (coin-margined contracts).
    /// </summary>
    public bool IsInverse { get; init; }

    /// <summary>Whether positions are balances of <see cref="BaseAsset"/> (a spot market).</summary>
    public bool IsSpot { get; init; }

    /// <summary>What so much, without sign, is worth at a price, in quote currency.</summary>
    internal decimal WorthOf(decimal quantity, decimal price)
    {
        decimal units = quantity * (IsInverse ? 1m : price);
        return units > decimal.MaxValue / Math.Max(1m, Multiplier) ? decimal.MaxValue : units * Multiplier;
    }

    /// <summary>The greatest quantity of an order of a type; <c>null</c> when nothing bounds it.</summary>
    internal decimal? MaxQuantityOf(OrderType type) =>
        type is OrderType.Limit or OrderType.PostOnly or OrderType.StopLimit or OrderType.TakeProfitLimit
            || MaxMarketQuantity is null || MaxMarketQuantity > MaxQuantity
            ? MaxQuantity
            : MaxMarketQuantity;
}
