namespace PositionRecovery;

/// <summary>A trading session began.</summary>
public sealed record SessionStartedEvent : ExecutionEvent
{
    /// <summary>The session as it begins.</summary>
    public required SessionSnapshot Session
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Session));
    }

    /// <inheritdoc/>
    internal override string Kind => "session-started";
}
