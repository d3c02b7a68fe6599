namespace PositionRecovery;

/// <summary>A change of a book that was not a trade. Immutable.</summary>
public sealed record BookAdjustment
{
    /// <summary>Where in history it stands.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Why.</summary>
    public required AdjustmentKind Kind { get; init => field = Guard.Known(value); }

    /// <summary>The average price from here on, in quote currency.</summary>
    public required decimal AveragePrice { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <summary>The signed quantity from here on; <c>null</c> leaves it.</summary>
    public decimal? Quantity { get; init => field = Guard.Within(value, Guard.MaxQuantity); }
}
