namespace PositionRecovery;

/// <content>How a recovery ends: ready, planned only, switched off, or failed.</content>
internal sealed partial class RecoveryRun
{
    private async Task<RecoveryReport> ReadyAsync(CancellationToken cancellationToken)
    {
        using IDisposable? activity = log.Begin(RecoveryPhase.Ready, "Opening the gate for what is proven.");
        bool isPerfect = !_isLate && RunReports.IsProven(parts, _finding!)
            && _strategies.All(static s => s.IsReady);
        RecoveryOutcome outcome = isPerfect ? RecoveryOutcome.Ready : RecoveryOutcome.Degraded;
        log.End($"{outcome}.");
        if (!await IsStoredAsync(cancellationToken).ConfigureAwait(false))
        {
            return Failed($"the store took nothing for {_options.MaxRecoveryTime} (MaxRecoveryTime)", null);
        }

        parts.Gate.Change(before => before with { NoEntries = null, Strategies = parts.Crew.NotReady() });
        return Report(outcome);
    }

    /// <summary>Writes what the journal has not got yet. Nothing opens while the store takes nothing.</summary>
    private async Task<bool> IsStoredAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_options.MaxRecoveryTime, parts.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await parts.State.ApplyAsync(log.TakeEntries(), JournalActor.Library, either.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<RecoveryReport> DryRunAsync(CancellationToken cancellationToken)
    {
        (_finding, _) = await PrepareAsync(cancellationToken).ConfigureAwait(false);
        advance(PhaseSignal.Done);
        advance(PhaseSignal.Done);
        advance(PhaseSignal.Withheld);
        parts.Gate.Change(static _ => GateState.Shut(GateReason.NotReady, "It was a dry run (DryRun)."));
        return Report(RecoveryOutcome.Planned);
    }

    private RecoveryReport Disabled()
    {
        bool isAllowed = _options.TradeWithoutRecovery;
        Log.RecoveryDisabled(log.Logger, parts.Setup.Trader.Value, isAllowed);
        log.Problem("RecoveryEnabled is off: nobody asked the venues, and every position is pending.");
        parts.Gate.Change(_ => isAllowed
            ? GateState.OpenFor(parts.Setup.Venues.SelectMany(static v => v.Reports.Profile.Accounts))
            : GateState.Shut(GateReason.NotReady, "RecoveryEnabled is off, and TradeWithoutRecovery, too."));
        advance(PhaseSignal.Skipped);
        return Report(RecoveryOutcome.Disabled);
    }

    private RecoveryReport Failed(string why, Exception? failure)
    {
        log.Fail(why, failure);
        log.Problem($"{log.Phase} failed: {why}.");
        parts.Gate.Change(_ => GateState.Shut(GateReason.NotReady, $"The recovery failed: {why}"));
        advance(PhaseSignal.Failed);
        return Report(RecoveryOutcome.Failed);
    }

    private RecoveryReport Report(RecoveryOutcome outcome)
    {
        RecoveryMetrics.Recoveries.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString()));
        return RunReports.Of(parts, log, outcome, _finding, [.. _exits], _strategies);
    }
}
