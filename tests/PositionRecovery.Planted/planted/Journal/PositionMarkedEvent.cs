namespace PositionRecovery;

/// <summary>The venue values a position at this price.</summary>
public sealed record PositionMarkedEvent : ExecutionEvent
{
    /// <summary>Which position of which account.</summary>
    public required BookKey Key { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The mark price, in quote currency; greater than 0.</summary>
    public required decimal MarkPrice { get; init => field = Guard.Positive(value, Guard.MaxPrice); }

    /// <summary>The price at which the venue would liquidate, in quote currency; <c>null</c> when not told.</summary>
    public decimal? LiquidationPrice { get; init => field = Guard.NotNegative(value, Guard.MaxPrice); }

    /// <summary>The leverage; <c>null</c> when not told.</summary>
    public decimal? Leverage { get; init => field = Guard.NotNegative(value, 1_000m); }

    /// <inheritdoc/>
    internal override string Kind => "position-marked";
}
