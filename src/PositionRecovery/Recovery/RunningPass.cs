namespace PositionRecovery;

/// <summary>One comparison while the engine runs: the same query, reconciliation and commit as at the start, for a part
/// of the positions.</summary>
internal sealed class RunningPass(RecoveryParts parts, RunLog log)
{
    private const int MaxMoves = 3;

    internal async Task<RecoveryReport> RunAsync(
        ReconcileScope scope, bool isRepairing, bool isPatient, CancellationToken cancellationToken)
    {
        Finding? finding = null;
        IReadOnlyList<ExitReport> exits = [];
        try
        {
            finding = await CompareAsync(scope, isRepairing, isPatient, cancellationToken).ConfigureAwait(false);
            await parts.Crew.RenewAsync(finding, log, cancellationToken).ConfigureAwait(false);
            parts.TellReadiness();
            parts.Protector.Learn(finding.Venue);
            exits = await parts.Protector.ProtectAsync(log.Correlation, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception known) when (known is StoreException or VenueException)
        {
            log.Fail(known.Message, known);
            log.Problem(known.Message);
            return Report(RecoveryOutcome.Failed, finding, exits);
        }

        bool isProven = RunReports.IsProven(parts, finding.Plan, scope.Account);
        return Report(isProven ? RecoveryOutcome.Ready : RecoveryOutcome.Degraded, finding, exits);
    }

    private async Task<Finding> CompareAsync(
        ReconcileScope scope, bool isRepairing, bool isPatient, CancellationToken cancellationToken)
    {
        for (int moves = 0; ; moves++)
        {
            var request = new FindRequest
            {
                Cached = parts.State.Snapshot(),
                Scope = scope,
                Deadline = parts.Clock.GetUtcNow() + parts.Options.MaxRecoveryTime,
                IsRepairing = isRepairing,
                IsCheck = true,
                IsPatient = isPatient,
            };
            Finding finding = await parts.Finder.FindAsync(request, log, cancellationToken).ConfigureAwait(false);
            bool isNews = finding.Plan.Events.Count > 0;
            IReadOnlyList<BookKey> moved = await parts.Commit
                .RunAsync(finding, isNews ? log.TakeEntries() : [], cancellationToken).ConfigureAwait(false);
            if (moved.Count == 0)
            {
                log.Tell(finding.Plan);
                return finding;
            }

            if (moves == MaxMoves)
            {
                parts.Gate.Change(before => GateRules.Shut(before, moved, "it moved whenever it was compared"));
                throw new VenueException(
                    $"{moved[0].Instrument} moved whenever it was compared; it is compared again later.", true);
            }
        }
    }

    private RecoveryReport Report(RecoveryOutcome outcome, Finding? finding, IReadOnlyList<ExitReport> exits) =>
        RunReports.Of(parts, log, outcome, finding, exits, strategies: []);
}
