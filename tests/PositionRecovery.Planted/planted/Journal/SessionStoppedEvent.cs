namespace PositionRecovery;

/// <summary>A trading session ended in order.</summary>
public sealed record SessionStoppedEvent : ExecutionEvent
{
    /// <summary>The session.</summary>
    public required SessionId Session { get; init => field = Guard.NotEmpty(value); }

    /// <summary>The capital at the end, in the unit of the initial capital; <c>null</c> when not told.</summary>
    public decimal? FinalCapital { get; init => field = Guard.Within(value, Guard.MaxAmount); }

    /// <inheritdoc/>
    internal override string Kind => "session-stopped";
}
