namespace PositionRecovery;

/// <summary>Quantity and average price were restated together, for example by a split; nothing is realised.</summary>
public sealed record PositionRestatedEvent : ExecutionEvent
{
    /// <summary>Which position of which account.</summary>
    public required BookKey Key { get; init => field = Guard.NotEmpty(value); }

    /// <summary>New units for one old unit, greater than 0. All books of the position change by it, the owners' too.
    /// </summary>
    public required decimal Ratio { get; init => field = Guard.Positive(value, Guard.MaxPrice); }

    /// <inheritdoc/>
    internal override string Kind => "position-restated";
}
