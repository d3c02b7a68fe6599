namespace PositionRecovery;

/// <summary>An order was canceled; what was filled before stays.</summary>
public sealed record OrderCanceledEvent : OrderEvent
{
    /// <summary>Why, in the words of the venue or the engine.</summary>
    public string? Reason { get; init => field = Guard.Bounded(value); }

    /// <summary>Whether this was concluded from proven absence instead of a report.</summary>
    public bool IsInferred { get; init; }

    /// <inheritdoc/>
    internal override string Kind => "order-canceled";
}
