namespace PositionRecovery.Testing;

/// <summary>An order that a program tried to send, taken or not. Immutable.</summary>
public sealed record SubmitAttempt
{
    /// <summary>Counts the attempts, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>What was to be sent.</summary>
    public required OrderSubmission Submission { get; init; }

    /// <summary>The venue's time at the beginning of the call.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What the venue made of it, whatever the caller was told; <c>null</c> when it never got there, or has
    /// not yet.</summary>
    public SubmitResult? Effect { get; init; }
}
