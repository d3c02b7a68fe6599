namespace PositionRecovery;

/// <summary>A quarantined position was looked at and may be used again.</summary>
public sealed record PositionReleasedEvent : ExecutionEvent
{
    /// <summary>Which position of which account.</summary>
    public required BookKey Key { get; init => field = Guard.NotEmpty(value); }

    /// <summary>Why, in plain words.</summary>
    public required string Reason { get; init => field = Guard.Filled(value); }

    /// <inheritdoc/>
    internal override string Kind => "position-released";
}
