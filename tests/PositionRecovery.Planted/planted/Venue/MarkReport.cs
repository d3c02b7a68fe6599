namespace PositionRecovery;

/// <summary>Prices of an instrument, in quote currency.</summary>
public sealed record MarkReport : VenueReport
{
    /// <summary>The instrument.</summary>
    public required InstrumentId Instrument { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The mark price.</summary>
    public decimal? Mark { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <summary>The best bid.</summary>
    public decimal? Bid { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <summary>The best ask.</summary>
    public decimal? Ask { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <summary>When they held.</summary>
    public DateTimeOffset? At { get; init; }

    /// <inheritdoc/>
    internal override string Kind => "mark";
}
