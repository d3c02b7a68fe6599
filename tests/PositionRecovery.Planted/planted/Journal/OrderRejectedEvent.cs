namespace PositionRecovery;

/// <summary>The venue refused an order, or it never arrived there.</summary>
public sealed record OrderRejectedEvent : OrderEvent
{
    /// <summary>Why, in the words of the venue or the engine.</summary>
    public string? Reason { get; init => field = Guard.Bounded(value); }

    /// <summary>The venue order id, when the venue gave one to what it refused.</summary>
    public VenueOrderId? VenueOrder { get; init => field = Guard.NotEmpty(value); }

    /// <summary>Whether this was concluded from proven absence instead of a report.</summary>
    public bool IsInferred { get; init; }

    /// <inheritdoc/>
    internal override string Kind => "order-rejected";
}
