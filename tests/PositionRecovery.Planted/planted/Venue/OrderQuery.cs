namespace PositionRecovery;

/// <summary>What became of one order? A complete and empty answer is one "not found".</summary>
public sealed record OrderQuery : VenueQuery
{
    /// <summary>The client order id to look for.</summary>
    public ClientOrderId? ClientOrder { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The venue order id to look for.</summary>
    public VenueOrderId? VenueOrder { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The order service asked; <c>null</c> for every one the venue has.</summary>
    public OrderClass? Class { get; init; }

    /// <inheritdoc/>
    internal override string Kind => "order";
}
