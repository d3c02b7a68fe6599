namespace PositionRecovery;

/// <summary>One recovery, phase by phase. What went wrong ends it with a report; only the caller's own cancellation and
/// mistakes of this library are exceptions.</summary>
/// <param name="parts">What it works with.</param>
/// <param name="log">Where it tells of itself.</param>
/// <param name="advance">Called when a phase ends.</param>
internal sealed partial class RecoveryRun(RecoveryParts parts, RunLog log, Action<PhaseSignal> advance)
{
    /// <summary>The part of the time that asking and comparing may take: the rest is for storing, notifying and
    /// protecting.</summary>
    private const double AskingShare = 0.7;

    /// <summary>The part of the time that asking for all instruments may take.</summary>
    private const double DefiningShare = 0.2;

    /// <summary>How often positions that moved while they were compared are compared again.</summary>
    private const int MaxMoves = 3;

    private readonly RecoveryOptions _options = parts.Options;
    private readonly List<ExitReport> _exits = [];
    private IReadOnlyList<StrategyReport> _strategies = [];
    private Finding? _finding;
    private bool _isLate;

    internal async Task<RecoveryReport> StartAsync(PlanId? approved, CancellationToken cancellationToken)
    {
        advance(PhaseSignal.Done);
        try
        {
            parts.Gate.Change(static _ => GateState.Shut(GateReason.NotReady, "The recovery is under way."));
            await WaitAsync(cancellationToken).ConfigureAwait(false);
            using var limit = new CancellationTokenSource(_options.MaxRecoveryTime, parts.Clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
            try
            {
                return await RecoverAsync(approved, NewDeadline(), either.Token, cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (limit.IsCancellationRequested
                && !cancellationToken.IsCancellationRequested)
            {
                return Failed($"it took longer than {_options.MaxRecoveryTime} (MaxRecoveryTime)", null);
            }
        }
        catch (OperationCanceledException)
        {
            Failed("it was cancelled", null);
            throw;
        }
        catch (Exception known) when (known is StoreException or OwnershipLostException or VenueException)
        {
            return Failed(known.Message, known);
        }
        catch (Exception bug)
        {
            Failed($"an unexpected error: {bug.Message}", bug);
            throw;
        }
    }

    /// <summary>Compares what is stored with what the venues say, without owning anything.</summary>
    internal async Task<(Finding Finding, StoredPicture Stored)> PrepareAsync(CancellationToken cancellationToken)
    {
        Secret? key = _options.State.JournalKey;
        StoredPicture stored;
        using (log.Begin(RecoveryPhase.Load, "Reading what is stored."))
        {
            stored = await new StateReader(parts.Setup.Store, parts.Setup.Trader, key).LoadAsync(cancellationToken)
                .ConfigureAwait(false);
            foreach (string warning in stored.Warnings.Concat(stored.Quarantined.Select(Describe)))
            {
                log.Problem(warning);
            }

            log.End($"Read up to sequence {stored.Sequence}.");
        }

        CachedSnapshot cached = Definitions.With(stored.State.Snapshot, parts.Setup.Instruments);
        Finding finding = await FindAsync(cached, ReconcileScope.Everything, NewDeadline(), cancellationToken)
            .ConfigureAwait(false);
        return (finding, stored);
    }

    private DateTimeOffset NewDeadline() => parts.Clock.GetUtcNow() + (_options.MaxRecoveryTime * AskingShare);

    private async Task<RecoveryReport> RecoverAsync(
        PlanId? approved, DateTimeOffset deadline, CancellationToken limited, CancellationToken unlimited)
    {
        if (_options.DryRun)
        {
            return await DryRunAsync(limited).ConfigureAwait(false);
        }

        await LoadAsync(limited).ConfigureAwait(false);
        if (!_options.RecoveryEnabled)
        {
            return Disabled();
        }

        for (int moves = 0; ; moves++)
        {
            _finding = await FindAsync(parts.State.Snapshot(), ReconcileScope.Everything, deadline, limited)
                .ConfigureAwait(false);
            advance(PhaseSignal.Done);
            advance(PhaseSignal.Done); // queried, and reconciled
            if (_finding.IsOutOfTime && _options.OnFailure == FailurePolicy.FailClosed)
            {
                return Failed(
                    $"the venues did not answer within {_options.MaxRecoveryTime} (MaxRecoveryTime): "
                    + string.Join("; ", _finding.Unanswered.Take(3)), null);
            }

            if (!Approve(approved))
            {
                return Report(RecoveryOutcome.Refused);
            }

            if (await CommitAsync(isLast: moves == MaxMoves, limited).ConfigureAwait(false))
            {
                break;
            }
        }

        return await ActAsync(limited, unlimited).ConfigureAwait(false);
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using IDisposable? activity = log.Begin(
            RecoveryPhase.Waiting, $"Waiting {_options.StartupDelay} for orders under way to arrive.");
        if (_options.StartupDelay > TimeSpan.Zero && !_options.DryRun)
        {
            await Task.Delay(_options.StartupDelay, parts.Clock, cancellationToken).ConfigureAwait(false);
        }

        Done("Waited.");
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        using IDisposable? activity = log.Begin(RecoveryPhase.Load, $"Taking trader {parts.Setup.Trader}.");
        if (!parts.IsOpen)
        {
            StateReport opened = await parts.State.OpenOrWaitAsync(isLastTry: false, cancellationToken)
                .ConfigureAwait(false);
            parts.IsOpen = true;
            foreach (string problem in opened.Warnings.Concat(opened.Quarantined.Select(Describe)))
            {
                log.Problem(problem);
            }

            if (opened.LostEntries > 0)
            {
                log.Problem($"The store lost its last {opened.LostEntries} journal entries; the venue is asked again.");
            }
        }

        IReadOnlyList<InstrumentDefinition> told = !_options.RecoveryEnabled
            ? []
            : await parts.Finder.InstrumentsAsync(_options.MaxRecoveryTime * DefiningShare, cancellationToken)
                .ConfigureAwait(false);
        ExecutionEvent[] unknown = [.. Definitions.News(
            parts.State.Snapshot().Instruments, parts.Setup.Instruments, told)
            .Select(i => new InstrumentDefinedEvent { At = parts.Clock.GetUtcNow(), Definition = i })];
        if (unknown.Length > 0)
        {
            await parts.State.ApplyAsync(unknown, JournalActor.Library, cancellationToken).ConfigureAwait(false);
        }

        CachedSnapshot loaded = parts.State.Snapshot();
        Done($"Loaded sequence {loaded.Sequence}: {loaded.Positions.Count(static p => p.Quantity != 0m)} positions, "
            + $"{loaded.Orders.Count(static o => !o.IsTerminal)} open orders.");
    }

    private async Task<Finding> FindAsync(
        CachedSnapshot cached, ReconcileScope scope, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        Finding finding = await parts.Finder.FindAsync(
            new FindRequest { Cached = cached, Scope = scope, Deadline = deadline }, log, cancellationToken)
            .ConfigureAwait(false);
        log.Tell(finding.Plan);
        return finding;
    }

    private bool Approve(PlanId? approved)
    {
        ReconciliationPlan plan = _finding!.Plan;
        using IDisposable? activity = log.Begin(RecoveryPhase.Approve, $"Plan {plan.Id}.");
        if (approved is null || approved == plan.Id)
        {
            Done(approved is null ? "Approved by policy." : "Approved.");
            return true;
        }

        End($"Refused: plan {approved} was approved, and now it is plan {plan.Id}.", PhaseSignal.Withheld);
        log.Problem($"Plan {approved} was approved; the plan is {plan.Id} now. Nothing was applied.");
        parts.Gate.Change(static _ => GateState.Shut(GateReason.NotReady, "The plan is not approved."));
        return false;
    }

    /// <returns>Whether it is stored; otherwise positions moved meanwhile, and all is compared again.</returns>
    private async Task<bool> CommitAsync(bool isLast, CancellationToken cancellationToken)
    {
        using IDisposable? activity = log.Begin(RecoveryPhase.Commit, $"Storing {_finding!.Plan.Events.Count} events.");
        IReadOnlyList<ExecutionEvent> notes = log.TakeEntries();
        IReadOnlyList<BookKey> moved = await parts.Commit.RunAsync(_finding, notes, cancellationToken)
            .ConfigureAwait(false);
        if (moved.Count == 0)
        {
            End($"Stored {_finding.Plan.Events.Count} events.", Committed);
            return true;
        }

        string names = string.Join(", ", moved.Select(static k => k.Instrument.Value).Distinct());
        log.Problem($"The engine reported about {names} while it was compared; it is compared again.");
        if (!isLast)
        {
            End("Not stored: positions moved.", PhaseSignal.Again);
            return false;
        }

        _finding = await parts.Commit.RunWithoutAsync(_finding, moved, notes, cancellationToken).ConfigureAwait(false);
        log.Problem($"{_finding.Left.Count} positions moved whenever they were compared: entries into them stay shut "
            + "until a check proves them.");
        End($"Stored {_finding.Plan.Events.Count} events, without what kept moving.", Committed);
        return true;
    }

    private PhaseSignal Committed => _options.ReconcileOnly ? PhaseSignal.Withheld : PhaseSignal.Done;

    private void Done(string message) => End(message, PhaseSignal.Done);

    private void End(string message, PhaseSignal signal)
    {
        log.End(message);
        advance(signal);
    }

    private static string Describe(QuarantinedRow row) =>
        $"The stored {row.Kind} '{row.Key}' cannot be used: {row.Reason}";
}
