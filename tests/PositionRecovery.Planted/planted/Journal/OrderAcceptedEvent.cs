namespace PositionRecovery;

/// <summary>The venue works an order.</summary>
public sealed record OrderAcceptedEvent : OrderEvent
{
    /// <summary>The venue order id, when it is new.</summary>
    public VenueOrderId? VenueOrder { get; init => field = Guard.NotEmpty(value); }

    /// <inheritdoc/>
    internal override string Kind => "order-accepted";
}
