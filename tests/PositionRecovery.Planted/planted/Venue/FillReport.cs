namespace PositionRecovery;

/// <summary>An execution as the venue reports it.</summary>
public sealed record FillReport : VenueReport
{
    /// <summary>The instrument.</summary>
    public required InstrumentId Instrument { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The venue's fill key.</summary>
    public required TradeId Trade { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The client order id, where the venue shows one.</summary>
    public ClientOrderId? ClientOrder { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The venue's order id.</summary>
    public VenueOrderId? VenueOrder { get; init => field = Guard.NotEmpty(value); }

    /// <summary>Buy or sell.</summary>
    public required OrderSide Side { get; init => field = Guard.Known(value); }

    /// <summary>The leg in hedging mode.</summary>
    public PositionSide PositionSide { get; init => field = Guard.Known(value); } = PositionSide.Net;

    /// <summary>The executed quantity, greater than 0.</summary>
    public required decimal Quantity { get; init => field = Guard.Positive(value, Guard.MaxQuantity); }

    /// <summary>The price, in quote currency.</summary>
    public required decimal Price { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <summary>The fee in <see cref="FeeAsset"/>: positive when paid, negative for a rebate.</summary>
    public decimal Fee { get; init => field = Guard.Within(value, Guard.MaxQuantity); }

    /// <summary>The asset the fee was paid in.</summary>
    public AssetId? FeeAsset { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The venue's time of the execution.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The venue's own ordering of fills, where it declares its ids monotonic.</summary>
    public long? Sequence { get; init; }

    /// <summary>Whether it made or took liquidity.</summary>
    public LiquiditySide Liquidity { get; init => field = Guard.Defined(value); }

    /// <inheritdoc/>
    internal override string Kind => "fill";

    /// <summary>Its identity.</summary>
    public TradeKey Key => new(Account, Instrument, Trade, Side);
}
