namespace PositionRecovery;

/// <summary>How long a phase took. Immutable.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="Duration">How long.</param>
/// <param name="Message">How it ended, in plain words.</param>
public sealed record PhaseTiming(RecoveryPhase Phase, TimeSpan Duration, string Message);
