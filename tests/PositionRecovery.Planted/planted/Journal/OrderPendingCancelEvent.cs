namespace PositionRecovery;

/// <summary>A cancellation is under way.</summary>
public sealed record OrderPendingCancelEvent : OrderEvent
{
    /// <inheritdoc/>
    internal override string Kind => "order-pending-cancel";
}
