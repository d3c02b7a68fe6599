namespace PositionRecovery;

/// <summary>A change of a book that was not a trade. Immutable.</summary>
public sealed record BookAdjustment
{
    /// <summary>Where in history it stands.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Why.</summary>
    public required AdjustmentKind Kind { get; init => field = Guard.Known(value); }

    /// <summary>For <see cref="AdjustmentKind.CostBasis"/>: the average price from here on, in quote
    /// currency.</summary>
    public decimal? AveragePrice { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <summary>For <see cref="AdjustmentKind.Restated"/>: new units for one old unit, greater than 0.</summary>
    public decimal? Ratio
    {
        get;
        init => field = value is { } ratio ? Guard.Positive(ratio, Guard.MaxPrice) : null;
    }
}
