namespace PositionRecovery;

/// <summary>An order that never was sent: it explains a difference between the books and the venue.
/// Immutable.</summary>
public sealed record SyntheticOrder
{
    /// <summary>The tag that every synthetic order carries.</summary>
    public const string Tag = "RECONCILIATION";

    /// <summary>Its deterministic id.</summary>
    public required ClientOrderId Id { get; init => field = Guard.NotEmpty(value); }

    /// <summary>Whose position it moves.</summary>
    public required PositionKey Key { get; init => field = Guard.NotEmpty(value); }

    /// <summary>What it moves it by: positive buys, negative sells.</summary>
    public required decimal SignedQuantity { get; init => field = Guard.Within(value, Guard.MaxQuantity); }

    /// <summary>The price, in quote currency; <c>null</c> for a market order without a price.</summary>
    public decimal? Price { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <summary>Where the price came from.</summary>
    public required PriceLevel PriceLevel { get; init => field = Guard.Known(value); }

    /// <summary>Whether it only reduces.</summary>
    public bool IsReduceOnly { get; init; }
}
