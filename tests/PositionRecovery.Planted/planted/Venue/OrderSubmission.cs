namespace PositionRecovery;

/// <summary>An order to be sent. Immutable.</summary>
public sealed record OrderSubmission
{
    /// <summary>The order.</summary>
    public required OrderIntent Order
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Order));
    }

    /// <summary>It must be signed and sent before this moment, or not at all: afterwards somebody else may own the
    /// trader. Check it right before sending; do not sign again after a pause.</summary>
    public required DateTimeOffset SendBefore { get; init; }

    /// <summary>The exit that the venue cancels when this one is executed, and the other way round; <c>null</c> for an
    /// order of its own. Set only where <see cref="VenueProfile.SupportsOneCancelsOther"/>; both orders are then placed
    /// by this one call.</summary>
    public OrderIntent? CancelsOther { get; init; }

    /// <summary>How far a trailing stop stays behind the price, in quote currency; <c>null</c> for other orders.
    /// </summary>
    public decimal? TrailingDistance
    {
        get;
        init => field = value is null ? null : Guard.Positive(value.Value, Guard.MaxPrice);
    }
}
