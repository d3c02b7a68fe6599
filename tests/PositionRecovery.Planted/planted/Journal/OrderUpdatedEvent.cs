namespace PositionRecovery;

/// <summary>An order was amended. A member that is <c>null</c> did not change.</summary>
public sealed record OrderUpdatedEvent : OrderEvent
{
    /// <summary>The new total quantity.</summary>
    public decimal? Quantity { get; init => field = Guard.NotNegative(value, Guard.MaxQuantity); }

    /// <summary>The new limit price, in quote currency.</summary>
    public decimal? Price { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <summary>The new trigger price, in quote currency.</summary>
    public decimal? TriggerPrice { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <summary>The new venue order id.</summary>
    public VenueOrderId? VenueOrder { get; init => field = Guard.NotEmpty(value); }

    /// <inheritdoc/>
    internal override string Kind => "order-updated";
}
