namespace PositionRecovery;

/// <summary>A position cannot be trusted until somebody looked: it is kept, and no order of it is allowed.</summary>
public sealed record PositionQuarantinedEvent : ExecutionEvent
{
    /// <summary>Which position of which account.</summary>
    public required BookKey Key { get; init => field = Guard.NotEmpty(value); }

    /// <summary>Why, in plain words.</summary>
    public required string Reason { get; init => field = Guard.Filled(value); }

    /// <inheritdoc/>
    internal override string Kind => "position-quarantined";
}
