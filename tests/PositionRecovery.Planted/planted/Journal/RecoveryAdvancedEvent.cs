namespace PositionRecovery;

/// <summary>A phase of a recovery ended. Changes no state: a note of what was done, and how long it took.</summary>
public sealed record RecoveryAdvancedEvent : ExecutionEvent
{
    /// <summary>Which run of the recovery.</summary>
    public required string Correlation { get; init => field = Guard.Filled(value); }

    /// <summary>The phase that ended.</summary>
    public required RecoveryPhase Phase { get; init => field = Guard.Known(value); }

    /// <summary>How it ended, in plain words.</summary>
    public required string Message { get; init => field = Guard.Filled(value); }

    /// <summary>How long it took; 0 or more.</summary>
    public required TimeSpan Duration
    {
        get;
        init => field = value >= TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Duration), value, "Duration must not be negative.");
    }

    /// <inheritdoc/>
    internal override string Kind => "recovery-advanced";
}
