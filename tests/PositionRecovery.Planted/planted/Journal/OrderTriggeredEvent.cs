namespace PositionRecovery;

/// <summary>The trigger of a conditional order was reached.</summary>
public sealed record OrderTriggeredEvent : OrderEvent
{
    /// <summary>The venue order id, when it is new.</summary>
    public VenueOrderId? VenueOrder { get; init => field = Guard.NotEmpty(value); }

    /// <inheritdoc/>
    internal override string Kind => "order-triggered";
}
