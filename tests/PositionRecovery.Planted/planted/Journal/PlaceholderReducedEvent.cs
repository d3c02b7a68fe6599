namespace PositionRecovery;

/// <summary>Real executions took the place of a placeholder, in part or in full.</summary>
public sealed record PlaceholderReducedEvent : OrderEvent
{
    /// <summary>The placeholder.</summary>
    public required TradeId Placeholder { get; init => field = Guard.NotEmpty(value); }

    /// <summary>What is left of it, signed; 0 when it is used up.</summary>
    public required decimal RemainingQuantity { get; init => field = Guard.Within(value, Guard.MaxQuantity); }

    /// <summary>The price of what is left, in quote currency.</summary>
    public required decimal RemainingPrice { get; init => field = Guard.Within(value, Guard.MaxPrice); }

    /// <inheritdoc/>
    internal override string Kind => "placeholder-reduced";
}
