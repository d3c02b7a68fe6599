namespace PositionRecovery;

/// <summary>Quantity and average price were restated together, for example by a split; nothing is realised.</summary>
public sealed record PositionRestatedEvent : ExecutionEvent
{
    /// <summary>Which position of which account.</summary>
    public required BookKey Key { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The strategy whose book this restates; <c>null</c> for the account book.</summary>
    public StrategyId? Strategy { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The signed quantity from here on.</summary>
    public required decimal Quantity { get; init => field = Guard.Within(value, Guard.MaxQuantity); }

    /// <summary>The average price from here on, in quote currency.</summary>
    public required decimal AveragePrice { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <inheritdoc/>
    internal override string Kind => "position-restated";
}
