namespace PositionRecovery;

/// <summary>All state was thrown away on purpose; the journal before this entry was archived and stays
/// readable.</summary>
public sealed record StateFlushedEvent : ExecutionEvent
{
    /// <summary>Why, in plain words.</summary>
    public required string Reason { get; init => field = Guard.Filled(value); }

    /// <inheritdoc/>
    internal override string Kind => "state-flushed";
}
