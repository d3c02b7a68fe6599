namespace PositionRecovery;

/// <summary>A person did something to this trader.</summary>
public sealed record OperatorActedEvent : ExecutionEvent
{
    /// <summary>Who.</summary>
    public required string Operator { get; init => field = Guard.Filled(value); }

    /// <summary>What, in plain words.</summary>
    public required string Action { get; init => field = Guard.Filled(value); }

    /// <summary>Why, in plain words.</summary>
    public required string Reason { get; init => field = Guard.Filled(value); }

    /// <inheritdoc/>
    internal override string Kind => "operator-acted";
}
