namespace PositionRecovery;

/// <summary>One execution, or a placeholder that stands for executions not seen yet. Immutable.</summary>
/// <remarks>
/// A placeholder says: fills that we have not seen, with a venue time up to <see cref="CoversUntil"/>, add up to this
/// signed quantity at this cost. Real fills up to that time are taken out of it as they arrive. What is left of a
/// placeholder may have any price, even a negative one: it is a remainder, not a trade.
/// </remarks>
public sealed record FillSnapshot
{
    /// <summary>The venue's fill key, or a deterministic id for a placeholder.</summary>
    public required TradeId Trade { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The client order id of the order it belongs to.</summary>
    public required ClientOrderId Order { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The account.</summary>
    public required AccountId Account { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The instrument.</summary>
    public required InstrumentId Instrument { get; init => field = Guard.NotEmpty(value); }

    /// <summary>Buy or sell.</summary>
    public required OrderSide Side { get; init => field = Guard.Known(value); }

    /// <summary>The executed quantity, greater than 0.</summary>
    public required decimal Quantity { get; init => field = Guard.Positive(value, Guard.MaxQuantity); }

    /// <summary>The price, in quote currency.</summary>
    public required decimal Price { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <summary>Whether a placeholder has no price: nothing was known to estimate one from. <see cref="Price"/> is 0
    /// then
    /// and means nothing.</summary>
    public bool IsPriceUnknown { get; init; }

    /// <summary>The fee in <see cref="FeeAsset"/>: positive when paid, negative for a rebate.</summary>
    public decimal Fee { get; init => field = Guard.Within(value, Guard.MaxQuantity); }

    /// <summary>The asset the fee was paid in; <c>null</c> when there was no fee or it is not known.</summary>
    public AssetId? FeeAsset { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The venue's time of the execution. For a placeholder: where in history it stands.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether this stands for executions not seen yet.</summary>
    public bool IsPlaceholder { get; init; }

    /// <summary>For a placeholder: the latest venue time of the fills it stands for.</summary>
    public DateTimeOffset? CoversUntil { get; init; }

    /// <summary>Whether it took the place of a placeholder that is part of the opening of its books, and so is itself.
    /// </summary>
    public bool IsCarried { get; init; }

    /// <summary>For a placeholder that cancels a late fill out, or a part of it, because the position already agreed
    /// with the venue without it: that fill. A whole pair moves neither quantity nor profit.</summary>
    public TradeId? Offsets { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The venue's own ordering of fills, where it declares its ids monotonic.</summary>
    public long? Sequence { get; init; }

    /// <summary>Whether it made or took liquidity.</summary>
    public LiquiditySide Liquidity { get; init => field = Guard.Defined(value); }

    /// <summary>Who owns it; empty when all of it belongs to the order's strategy.</summary>
    public IReadOnlyList<FillAllocation> Allocations
    {
        get;
        init => field = PositionRecovery.Allocations.Checked(value, nameof(Allocations));
    } = FrozenList<FillAllocation>.Empty;

    /// <summary>The quantity, positive for a buy and negative for a sell.</summary>
    public decimal SignedQuantity => Side == OrderSide.Sell ? -Quantity : Quantity;

    /// <summary>Its identity.</summary>
    public TradeKey Key => new(Account, Instrument, Trade, Side);
}
