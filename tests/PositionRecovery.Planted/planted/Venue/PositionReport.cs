namespace PositionRecovery;

/// <summary>A position as the venue reports it. A row with quantity 0 says flat.</summary>
public sealed record PositionReport : VenueReport
{
    /// <summary>The instrument.</summary>
    public required InstrumentId Instrument { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The leg in hedging mode.</summary>
    public PositionSide Side { get; init => field = Guard.Known(value); } = PositionSide.Net;

    /// <summary>The signed quantity: positive long, negative short (a short leg is negative, too).</summary>
    public required decimal Quantity { get; init => field = Guard.Within(value, Guard.MaxQuantity); }

    /// <summary>The average entry price, in quote currency; 0 means not reported.</summary>
    public decimal? AveragePrice { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <summary>The mark price, in quote currency.</summary>
    public decimal? MarkPrice { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <summary>The liquidation price, in quote currency.</summary>
    public decimal? LiquidationPrice { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <summary>The leverage.</summary>
    public decimal? Leverage { get; init => field = Guard.NotNegative(value, 1_000m); }

    /// <summary>The margin mode.</summary>
    public MarginMode MarginMode { get; init => field = Guard.Defined(value); }

    /// <summary>When the venue last changed the position.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <inheritdoc/>
    internal override string Kind => "position";

    /// <summary>Which position of which account.</summary>
    public BookKey Key => new(Account, Instrument, Side);
}
