namespace PositionRecovery;

/// <summary>What a run, at the start or later, says of itself.</summary>
internal static class RunReports
{
    /// <summary>Whether nothing is in doubt: every position that was compared is proven, every account answers, and
    /// nothing lacks the exits it should have, or a strategy that sees to it.</summary>
    /// <param name="parts">What the run worked with.</param>
    /// <param name="finding">What it found.</param>
    internal static bool IsProven(RecoveryParts parts, Finding finding)
    {
        return finding.Left.Count == 0
            && finding.Plan.Verdicts.All(static v => v.Verdict != Verdict.Unverified && !v.IsPending && !v.IsWithheld)
            && parts.Gate.State.Accounts.All(a => a.Value.IsOpen || IsOther(a.Key))
            && parts.Watch.Open.All(u => IsOther(u.Key.Account))
            && parts.Crew.Strangers(parts.State.Snapshot().Positions).All(p => IsOther(p.Key.Account));

        bool IsOther(AccountId other) => finding.Scope.Account is { } one && one != other;
    }

    internal static RecoveryReport Of(
        RecoveryParts parts,
        RunLog log,
        RecoveryOutcome outcome,
        Finding? finding,
        IReadOnlyList<ExitReport> exits,
        IReadOnlyList<StrategyReport> strategies) => new()
        {
            Correlation = log.Correlation,
            Outcome = outcome,
            StartedAt = log.StartedAt,
            Duration = log.Elapsed,
            Plan = finding?.Plan,
            Incident = finding?.ToIncident(log.Problems),
            Phases = log.Phases,
            Problems = log.Problems,
            Strategies = strategies,
            Exits = exits,
            Unprotected = parts.Watch.Open,
        };
}
