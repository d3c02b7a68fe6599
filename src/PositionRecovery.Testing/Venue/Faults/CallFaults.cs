namespace PositionRecovery.Testing;

/// <summary>What goes wrong with one call.</summary>
internal sealed class CallFaults(IReadOnlyList<VenueFault> due, Task healed, VenueException? refusal)
{
    /// <summary>The one that decides what becomes of the call; <c>null</c> when it succeeds.</summary>
    internal VenueFault? Outcome { get; } = due.FirstOrDefault(static f => IsOutcome(f.Kind));

    /// <summary>How long the request is under way.</summary>
    internal TimeSpan Delay => Sum(VenueFaultKind.Delay);

    internal TimeSpan AnswerDelay => Sum(VenueFaultKind.DelayAnswer);

    internal TimeSpan Lag => Sum(VenueFaultKind.Lag);

    /// <summary>Those that change rows, in the order in which they were planted.</summary>
    internal IEnumerable<VenueFault> OfRows => due.Where(static f => f.Kind is VenueFaultKind.CutPage
        or VenueFaultKind.Duplicate or VenueFaultKind.Reorder or VenueFaultKind.Withhold or VenueFaultKind.WrongRows
        or VenueFaultKind.ShortPages);

    internal bool Has(VenueFaultKind kind) => due.Any(f => f.Kind == kind);

    /// <summary>Throws what a limit or a ban throws.</summary>
    internal void ThrowIfRefused()
    {
        if (refusal is not null)
        {
            throw refusal;
        }
    }

    /// <summary>Waits until the caller gives up or the venue is healed.</summary>
    internal Task HangAsync(CancellationToken cancellationToken) => healed.WaitAsync(cancellationToken);

    private static bool IsOutcome(VenueFaultKind kind) => kind is VenueFaultKind.Fail or VenueFaultKind.AnswerFailed
        or VenueFaultKind.Unsupported or VenueFaultKind.Reject or VenueFaultKind.HangBefore or VenueFaultKind.HangAfter
        or VenueFaultKind.TimeOutBefore or VenueFaultKind.TimeOutAfter or VenueFaultKind.AcceptLate;

    private TimeSpan Sum(VenueFaultKind kind) =>
        due.Where(f => f.Kind == kind).Aggregate(TimeSpan.Zero, static (sum, f) => sum + f.Time);
}
