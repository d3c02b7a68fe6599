namespace PositionRecovery;

/// <summary>Which phase follows which: one row for every phase and every way it can end.</summary>
internal static class PhaseTable
{
    internal static RecoveryPhase Next(RecoveryPhase phase, PhaseSignal signal) => (phase, signal) switch
    {
        (RecoveryPhase.Stopped, _) => RecoveryPhase.Stopped,
        (_, PhaseSignal.Stopped) => RecoveryPhase.Stopped,
        (_, PhaseSignal.Failed) => RecoveryPhase.Failed,
        (RecoveryPhase.Reconcile or RecoveryPhase.Approve, PhaseSignal.Withheld) => RecoveryPhase.Planned,
        (RecoveryPhase.Commit, PhaseSignal.Withheld) => RecoveryPhase.Planned, // committed; nothing more is sent
        (RecoveryPhase.Commit, PhaseSignal.Again) => RecoveryPhase.Query,
        (RecoveryPhase.Query, PhaseSignal.Skipped) => RecoveryPhase.Ready,
        (_, PhaseSignal.Withheld) => throw new InvariantException($"Nothing can be withheld after {phase}."),
        (RecoveryPhase.Unknown or RecoveryPhase.Failed or RecoveryPhase.Planned, PhaseSignal.Done) =>
            RecoveryPhase.Waiting,
        (RecoveryPhase.Waiting, PhaseSignal.Done) => RecoveryPhase.Load,
        (RecoveryPhase.Load, PhaseSignal.Done) => RecoveryPhase.Query,
        (RecoveryPhase.Query, PhaseSignal.Done) => RecoveryPhase.Reconcile,
        (RecoveryPhase.Reconcile, PhaseSignal.Done) => RecoveryPhase.Approve,
        (RecoveryPhase.Approve, PhaseSignal.Done) => RecoveryPhase.Commit,
        (RecoveryPhase.Commit, PhaseSignal.Done) => RecoveryPhase.Notify,
        (RecoveryPhase.Notify, PhaseSignal.Done) => RecoveryPhase.Protect,
        (RecoveryPhase.Protect, PhaseSignal.Done) => RecoveryPhase.WarmUp,
        (RecoveryPhase.WarmUp, PhaseSignal.Done) => RecoveryPhase.Ready,
        (RecoveryPhase.Ready, PhaseSignal.Done) => RecoveryPhase.Ready,
        _ => throw new InvariantException($"There is no row for {phase} and {signal}."),
    };
}
