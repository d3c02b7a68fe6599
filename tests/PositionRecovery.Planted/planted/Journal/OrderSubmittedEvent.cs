namespace PositionRecovery;

/// <summary>An order was sent.</summary>
public sealed record OrderSubmittedEvent : OrderEvent
{
    /// <inheritdoc/>
    internal override string Kind => "order-submitted";
}
