namespace PositionRecovery;

/// <summary>A step of a recovery or of a pass, as it happens. Immutable.</summary>
public sealed record RecoveryEvent
{
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where it stands.</summary>
    public required RecoveryPhase Phase { get; init => field = Guard.Known(value); }

    /// <summary>Which run: all events of one have the same.</summary>
    public required string Correlation { get; init => field = Guard.Filled(value); }

    /// <summary>What happened, in plain words.</summary>
    public required string Message { get; init => field = Guard.Filled(value); }

    /// <summary>How far the phase is, 0 to 1; <c>null</c> when it cannot be said.</summary>
    public double? Progress { get; init; }

    /// <summary>How long the phase took; <c>null</c> while it goes on.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How serious it is.</summary>
    public Severity Severity { get; init => field = Guard.Known(value); } = Severity.Info;
}
