namespace PositionRecovery.Exchange;

/// <summary>The filters of a symbol beyond its tick and step.</summary>
public sealed record SymbolRules
{
    /// <summary>The least value of an order that does not only reduce; 0 for none.</summary>
    public decimal MinNotional { get; init; } = 5m;

    /// <summary>The least quantity; <c>null</c> for one step.</summary>
    public decimal? MinQuantity { get; init; }

    /// <summary>The greatest quantity.</summary>
    public decimal MaxQuantity { get; init; } = 1_000_000m;

    /// <summary>The greatest price.</summary>
    public decimal MaxPrice { get; init; } = 10_000_000m;

    /// <summary>A limit price is at most so many times the present one, and at least as small a part of it; 0 for no
    /// such rule.</summary>
    public decimal PriceBand { get; init; } = 5m;

    /// <summary>What exchangeInfo says of the symbol; nothing but TRADING can be traded.</summary>
    public string Status { get; init; } = "TRADING";
}
