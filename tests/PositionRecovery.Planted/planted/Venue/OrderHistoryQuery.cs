namespace PositionRecovery;

/// <summary>Which orders were changed since a time, closed ones included?</summary>
public sealed record OrderHistoryQuery : VenueQuery
{
    /// <summary>The earliest venue time asked for.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The order service asked; <c>null</c> for every one the venue has. Where conditional orders live in a
    /// service of their own, an answer from one service says nothing about the other.</summary>
    public OrderClass? Class { get; init; }

    /// <inheritdoc/>
    internal override string Kind => "order-history";
}
