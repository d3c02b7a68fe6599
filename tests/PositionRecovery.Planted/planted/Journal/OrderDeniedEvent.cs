namespace PositionRecovery;

/// <summary>An order was refused before it was sent.</summary>
public sealed record OrderDeniedEvent : OrderEvent
{
    /// <summary>Why, in the words of the venue or the engine.</summary>
    public string? Reason { get; init => field = Guard.Bounded(value); }

    /// <inheritdoc/>
    internal override string Kind => "order-denied";
}
