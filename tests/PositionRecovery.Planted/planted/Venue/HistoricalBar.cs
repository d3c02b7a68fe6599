namespace PositionRecovery;

/// <summary>The prices of a stretch of time. Immutable.</summary>
public sealed record HistoricalBar
{
    /// <summary>The instrument.</summary>
    public required InstrumentId Instrument { get; init => field = Guard.NotEmpty(value); }

    /// <summary>When it begins.</summary>
    public required DateTimeOffset OpenTime { get; init; }

    /// <summary>How long it is.</summary>
    public required TimeSpan BarSize { get; init => field = Guard.UpToADay(value); }

    /// <summary>The first price.</summary>
    public required decimal Open { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <summary>The highest price.</summary>
    public required decimal High { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <summary>The lowest price.</summary>
    public required decimal Low { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <summary>The last price.</summary>
    public required decimal Close { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <summary>The quantity traded; 0 or more.</summary>
    public required decimal Volume { get; init => field = Guard.NotNegative(value, Guard.MaxQuantity); }

    /// <summary>When it ends: the moment from which on it is known.</summary>
    public DateTimeOffset CloseTime => OpenTime + BarSize;
}
