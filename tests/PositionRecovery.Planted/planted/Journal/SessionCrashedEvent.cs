namespace PositionRecovery;

/// <summary>A trading session was found without an end: its process died.</summary>
public sealed record SessionCrashedEvent : ExecutionEvent
{
    /// <summary>The session.</summary>
    public required SessionId Session { get; init => field = Guard.NotEmpty(value); }

    /// <inheritdoc/>
    internal override string Kind => "session-crashed";
}
