namespace PositionRecovery;

/// <summary>What the engine knows of one order. Immutable.</summary>
public sealed record OrderSnapshot
{
    /// <summary>What it was meant to do, with the latest amendments.</summary>
    public required OrderIntent Intent
    {
        get; init => field = value
        ?? throw new ArgumentNullException(nameof(Intent));
    }

    /// <summary>Where it is in its life.</summary>
    public required OrderStatus Status { get; init => field = Guard.Defined(value); }

    /// <summary>The venue's id, once known.</summary>
    public VenueOrderId? VenueOrder { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The executed quantity. It may exceed the sum of <see cref="Fills"/> when the venue reported a total
    /// before the executions were seen; the excess is then already part of the position.</summary>
    public decimal Filled { get; init => field = Guard.NotNegative(value, Guard.MaxQuantity); }

    /// <summary>The average price of <see cref="Filled"/>, in quote currency.</summary>
    public decimal? AveragePrice { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <summary>The executions known, placeholders included.</summary>
    public IReadOnlyList<FillSnapshot> Fills
    {
        get;
        init => field = Allocations.Checked(value, nameof(Fills));
    } = FrozenList<FillSnapshot>.Empty;

    /// <summary>Whether it was not the engine that placed it. Stays for ever, even when a strategy claims the order.
    /// </summary>
    public bool IsExternal { get; init; }

    /// <summary>Who made it.</summary>
    public OrderOrigin Origin { get; init => field = Guard.Known(value); } = OrderOrigin.Own;

    /// <summary>Earlier venue ids of this order: before amendments that changed the id, and before a conditional order
    /// became a working one.</summary>
    public IReadOnlyList<VenueOrderId> PriorVenueOrders
    {
        get;
        init => field = FrozenList<VenueOrderId>.CopyOf(value, nameof(PriorVenueOrders));
    } = FrozenList<VenueOrderId>.Empty;

    /// <summary>The working status to go back to when a pending request is not confirmed; <c>null</c> derives it from
    /// <see cref="Filled"/>.</summary>
    public OrderStatus? PriorStatus { get; init; }

    /// <summary>When the intent was made durable.</summary>
    public DateTimeOffset? IntendedAt { get; init; }

    /// <summary>The latest moment at which its first request can have been sent (the signing deadline, or the expiry of
    /// the lease it was sent under); <c>null</c> when not known.</summary>
    public DateTimeOffset? SendDeadline { get; init; }

    /// <summary>When the pending amendment or cancellation was requested.</summary>
    public DateTimeOffset? RequestedAt { get; init; }

    /// <summary>When the venue created it.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The venue time of the latest report applied.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Whether its end was concluded from proven absence. A later report reopens such an order.</summary>
    public bool IsInferredTerminal { get; init; }

    /// <summary>Why it ended or was refused, in the venue's or the engine's words.</summary>
    public string? Reason { get; init => field = Guard.Bounded(value); }

    /// <summary>Whether it can no longer be executed.</summary>
    public bool IsTerminal => HasEnded(Status);

    /// <summary>What is still to be executed.</summary>
    public decimal Remaining => IsTerminal ? 0m : Math.Max(0m, Intent.Quantity - Filled);

    internal static bool HasEnded(OrderStatus status) => status is OrderStatus.Filled or OrderStatus.Canceled
        or OrderStatus.Expired or OrderStatus.Rejected or OrderStatus.Denied;
}
