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
}
