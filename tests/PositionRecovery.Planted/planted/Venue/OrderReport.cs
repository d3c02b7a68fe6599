namespace PositionRecovery;

/// <summary>An order as the venue reports it.</summary>
public sealed record OrderReport : VenueReport
{
    /// <summary>The instrument.</summary>
    public required InstrumentId Instrument { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The client order id, where the venue shows one.</summary>
    public ClientOrderId? ClientOrder { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The venue's id.</summary>
    public VenueOrderId? VenueOrder { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The order service it lives in.</summary>
    public OrderClass Class { get; init => field = Guard.Known(value); } = OrderClass.Regular;

    /// <summary>Buy or sell.</summary>
    public required OrderSide Side { get; init => field = Guard.Known(value); }

    /// <summary>The type; <see cref="OrderType.Unknown"/> for one that the adapter does not know.</summary>
    public OrderType Type { get; init => field = Guard.Defined(value); }

    /// <summary>The status. A venue reports <see cref="OrderStatus.Accepted"/>, <see cref="OrderStatus.Triggered"/>,
    /// <see cref="OrderStatus.PartiallyFilled"/>, <see cref="OrderStatus.PendingCancel"/>,
    /// <see cref="OrderStatus.Filled"/>, <see cref="OrderStatus.Canceled"/>, <see cref="OrderStatus.Expired"/> or
    /// <see cref="OrderStatus.Rejected"/>; every other value counts as unknown.</summary>
    public required OrderStatus Status { get; init => field = Guard.Defined(value); }

    /// <summary>The venue's own word for the status.</summary>
    public string? RawStatus { get; init => field = Guard.Bounded(value); }

    /// <summary>The total quantity; <c>null</c> or 0 means not reported.</summary>
    public decimal? Quantity { get; init => field = Guard.NotNegative(value, Guard.MaxQuantity); }

    /// <summary>The executed quantity.</summary>
    public decimal? Filled { get; init => field = Guard.NotNegative(value, Guard.MaxQuantity); }

    /// <summary>The average price of the executed quantity, in quote currency; 0 means not reported.</summary>
    public decimal? AveragePrice { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <summary>The limit price, in quote currency; 0 means not reported.</summary>
    public decimal? Price { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <summary>The trigger price, in quote currency; 0 means not reported.</summary>
    public decimal? TriggerPrice { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <summary>How long it works.</summary>
    public TimeInForce TimeInForce { get; init => field = Guard.Defined(value); }

    /// <summary>The leg in hedging mode.</summary>
    public PositionSide PositionSide { get; init => field = Guard.Known(value); } = PositionSide.Net;

    /// <summary>Whether it may only reduce.</summary>
    public bool IsReduceOnly { get; init; }

    /// <summary>When the venue created it.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When the venue last changed it.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Who made it, where the venue tells: liquidation, auto-deleveraging, settlement. Otherwise
    /// <see cref="OrderOrigin.Unknown"/>.</summary>
    public OrderOrigin Origin { get; init => field = Guard.Defined(value); }

    /// <summary>The venue id this order had before an amendment that changed it.</summary>
    public VenueOrderId? Replaces { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The venue id this order went on under: after an amendment, or as a working order after a trigger.
    /// </summary>
    public VenueOrderId? ReplacedBy { get; init => field = Guard.NotEmpty(value); }

    /// <summary>Why it was refused or ended, in the venue's words.</summary>
    public string? Reason { get; init => field = Guard.Bounded(value); }

    /// <inheritdoc/>
    internal override string Kind => "order";
}
