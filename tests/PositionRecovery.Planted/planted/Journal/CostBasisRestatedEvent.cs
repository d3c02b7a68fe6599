namespace PositionRecovery;

/// <summary>The average price of a book was restated without a trade; what it moved is posted to the cost-basis
/// adjustment.</summary>
public sealed record CostBasisRestatedEvent : ExecutionEvent
{
    /// <summary>Which position of which account.</summary>
    public required BookKey Key { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The strategy whose book is restated too, because it owned all of the position for all of its life;
    /// <c>null</c> restates the account book alone.</summary>
    public StrategyId? Strategy { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The average price from here on, in quote currency.</summary>
    public required decimal AveragePrice { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <inheritdoc/>
    internal override string Kind => "cost-basis-restated";
}
