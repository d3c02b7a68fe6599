namespace PositionRecovery;

/// <summary>What was done about one exit order. Immutable.</summary>
public sealed record ExitReport
{
    /// <summary>The position.</summary>
    public required PositionKey Key { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The strategy's name of the leg; <c>null</c> for an order that belongs to none.</summary>
    public string? Leg { get; init; }

    /// <summary>The order; <c>null</c> when there is none.</summary>
    public ClientOrderId? Order { get; init; }

    /// <summary>What was done.</summary>
    public required ExitOutcome Outcome { get; init => field = Guard.Known(value); }

    /// <summary>The same in plain words.</summary>
    public required string Explanation { get; init => field = Guard.Filled(value); }

    /// <summary>Whether an order was placed.</summary>
    public bool IsPlaced => Outcome == ExitOutcome.Placed;
}
