namespace PositionRecovery;

/// <summary>One comparison while the engine runs: the same query, reconciliation and commit as at the start, for a part
/// of the positions.</summary>
internal sealed class RunningPass(RecoveryParts parts, RunLog log)
{
    private const int MaxMoves = 3;

    /// <summary>Compares, repairs and looks after exits.</summary>
    /// <param name="scope">What to compare.</param>
    /// <param name="isRepairing">Whether gaps may be closed.</param>
    /// <param name="isCheck">Whether a check asked for it: it keeps to the share of the checks, and does not wait for
    /// what may still be on its way, since the next check asks again.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal async Task<RecoveryReport> RunAsync(
        ReconcileScope scope, bool isRepairing, bool isCheck, CancellationToken cancellationToken)
    {
        Finding? finding = null;
        IReadOnlyList<ExitReport> exits = [];
        try
        {
            finding = await CompareAsync(scope, isRepairing, isCheck, cancellationToken).ConfigureAwait(false);
            await parts.Crew.RenewAsync(finding, log, cancellationToken).ConfigureAwait(false);
            parts.TellReadiness();
            parts.Protector.Learn(finding.Venue);
            exits = await parts.Protector.ProtectLaterAsync(log.Correlation, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception known) when (known is StoreException or VenueException)
        {
            log.Fail(known.Message, known);
            log.Problem(known.Message);
            return Report(RecoveryOutcome.Failed, finding, exits);
        }

        bool isProven = RunReports.IsProven(parts, finding);
        return Report(isProven ? RecoveryOutcome.Ready : RecoveryOutcome.Degraded, finding, exits);
    }

    /// <summary>A check may ask so much less in the same time, and gets so much more of it.</summary>
    private TimeSpan CheckTime => parts.Options.MaxRecoveryTime * Math.Max(
        1.0, (double)parts.Options.QueriesPerSecond / parts.Options.Reconciliation.QueriesPerSecond);

    private async Task<Finding> CompareAsync(
        ReconcileScope scope, bool isRepairing, bool isCheck, CancellationToken cancellationToken)
    {
        for (int moves = 0; ; moves++)
        {
            var request = new FindRequest
            {
                Cached = parts.State.Snapshot(),
                Scope = scope,
                Deadline = parts.Clock.GetUtcNow() + (isCheck ? CheckTime : parts.Options.MaxRecoveryTime),
                IsRepairing = isRepairing,
                IsCheck = isCheck,
                IsPatient = !isCheck,
            };
            Finding finding = await parts.Finder.FindAsync(request, log, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<ExecutionEvent> notes = finding.Plan.Events.Count > 0 ? log.TakeEntries() : [];
            IReadOnlyList<BookKey> moved = await parts.Commit.RunAsync(finding, notes, cancellationToken)
                .ConfigureAwait(false);
            if (moved.Count == 0)
            {
                log.Tell(finding.Plan);
                return finding;
            }

            if (moves == MaxMoves)
            {
                finding = await parts.Commit.RunWithoutAsync(finding, moved, notes, cancellationToken)
                    .ConfigureAwait(false);
                log.Problem($"{finding.Left[0].Instrument} moved whenever it was compared; it is compared again "
                    + "later.");
                log.Tell(finding.Plan);
                return finding;
            }
        }
    }

    private RecoveryReport Report(RecoveryOutcome outcome, Finding? finding, IReadOnlyList<ExitReport> exits) =>
        RunReports.Of(parts, log, outcome, finding, exits, strategies: []);
}
