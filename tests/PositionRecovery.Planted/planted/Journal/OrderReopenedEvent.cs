namespace PositionRecovery;

/// <summary>An order believed ended turned out to work.</summary>
public sealed record OrderReopenedEvent : OrderEvent
{
    /// <inheritdoc/>
    internal override string Kind => "order-reopened";
}
