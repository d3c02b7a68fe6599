namespace PositionRecovery;

/// <summary>The venue ended an order; what was filled before stays.</summary>
public sealed record OrderExpiredEvent : OrderEvent
{
    /// <summary>Why, in the words of the venue or the engine.</summary>
    public string? Reason { get; init => field = Guard.Bounded(value); }

    /// <inheritdoc/>
    internal override string Kind => "order-expired";
}
