namespace PositionRecovery;

/// <content>What follows from right books: strategies get their positions, and positions their exits.</content>
internal sealed partial class RecoveryRun
{
    /// <summary>Whether a recovery whose time is over goes on with what is committed.</summary>
    private bool IsLenient => _options.OnFailure == FailurePolicy.Degraded;

    private async Task<RecoveryReport> ActAsync(CancellationToken limited, CancellationToken unlimited)
    {
        if (_options.ReconcileOnly)
        {
            parts.Gate.Change(static before => before with
            {
                Blanket = new GateDecision(GateReason.NotReady, "Only the books were reconciled (ReconcileOnly)."),
            });
            parts.Protector.Learn(_finding!.Venue);
            await parts.Protector.LookAsync(log.Correlation, limited).ConfigureAwait(false);
            return Report(RecoveryOutcome.Reconciled);
        }

        using (log.Begin(RecoveryPhase.Notify, "Handing strategies their positions."))
        {
            // What a hook may take is limited by itself.
            await parts.Crew.NotifyAsync(_finding!, log, IsLenient ? unlimited : limited).ConfigureAwait(false);
            Done("Strategies have their positions.");
        }

        // From here on exits may be sent, and entries not yet.
        parts.Gate.Change(static before => before with
        {
            Blanket = null,
            NoEntries = new GateDecision(GateReason.NotReady, "The recovery is not done yet."),
        });
        using (log.Begin(RecoveryPhase.Protect, "Looking after exit orders."))
        {
            parts.Protector.Learn(_finding!.Venue);
            await ProtectAsync(limited, unlimited).ConfigureAwait(false);
            int placed = _exits.Count(static e => e.IsPlaced);
            Done($"{placed} exits placed, {parts.Watch.Open.Count} positions unprotected.");
        }

        using (log.Begin(RecoveryPhase.WarmUp, "Feeding past prices to strategies."))
        {
            _strategies = await parts.Crew.WarmUpAsync(log, unlimited).ConfigureAwait(false);
            Done($"{_strategies.Count(static s => s.IsReady)} of {_strategies.Count} strategies are ready.");
        }

        return await ReadyAsync(unlimited).ConfigureAwait(false);
    }

    private async Task ProtectAsync(CancellationToken limited, CancellationToken unlimited)
    {
        try
        {
            _exits.AddRange(await parts.Protector.ProtectAsync(log.Correlation, limited).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (IsLenient && limited.IsCancellationRequested
            && !unlimited.IsCancellationRequested)
        {
            // The books are right. The exits that lack are the checks' work now, as they are after a venue's outage.
            _isLate = true;
            log.Problem($"Not all exits were looked after within {_options.MaxRecoveryTime} (MaxRecoveryTime): the "
                + "checks go on with it.");
            await parts.Protector.LookAsync(log.Correlation, unlimited).ConfigureAwait(false);
            foreach (UnprotectedExposure bare in parts.Watch.Open)
            {
                log.Problem($"{bare.Key.Strategy} has {bare.Quantity} {bare.Key.Instrument} in {bare.Key.Account} "
                    + $"without the exits it should have: {bare.Reason}");
            }
        }
    }
}
