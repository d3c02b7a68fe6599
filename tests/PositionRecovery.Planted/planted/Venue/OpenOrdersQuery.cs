namespace PositionRecovery;

/// <summary>Which orders work? A complete answer without an order means that it does not work.</summary>
public sealed record OpenOrdersQuery : VenueQuery
{
    /// <summary>The order service asked; <c>null</c> for every one the venue has. Where conditional orders live in a
    /// service of their own, an answer from one service says nothing about the other.</summary>
    public OrderClass? Class { get; init; }

    /// <inheritdoc/>
    internal override string Kind => "open-orders";
}
