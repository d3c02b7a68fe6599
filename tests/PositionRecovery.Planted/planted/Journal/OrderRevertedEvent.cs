namespace PositionRecovery;

/// <summary>A pending request was not confirmed in its life; the order works as before.</summary>
public sealed record OrderRevertedEvent : OrderEvent
{
    /// <inheritdoc/>
    internal override string Kind => "order-reverted";
}
