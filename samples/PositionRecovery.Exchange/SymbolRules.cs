namespace PositionRecovery.Exchange;

/// <summary>The filters of a symbol beyond its tick and step.</summary>
public sealed record SymbolRules
{
    /// <summary>The least value of an order that does not only reduce; 0 for none, <c>null</c> for that of the
    /// instrument, or 5.</summary>
    public decimal? MinNotional { get; init; }

    /// <summary>The least quantity; <c>null</c> for that of the instrument, or one step.</summary>
    public decimal? MinQuantity { get; init; }

    /// <summary>The greatest quantity; <c>null</c> for that of the instrument, or a million.</summary>
    public decimal? MaxQuantity { get; init; }

    /// <summary>The greatest price.</summary>
    public decimal MaxPrice { get; init; } = 10_000_000m;

    /// <summary>A limit price is at most so many times the present one, and at least as small a part of it; 0 for no
    /// such rule.</summary>
    public decimal PriceBand { get; init; } = 5m;

    /// <summary>What exchangeInfo says of the symbol; nothing but TRADING can be traded.</summary>
    public string Status { get; init; } = "TRADING";
}
