using PositionRecovery.Testing;

namespace PositionRecovery.Simulation;

/// <summary>Plays a history: first everything goes wrong that it says, then nothing does any more, and what is right
/// must be found.</summary>
internal sealed class HistoryRun
{
    private const int MaxRounds = 6;

    private static readonly TimeSpan MaxStart = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MaxStop = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MaxHealing = TimeSpan.FromMinutes(6);

    private readonly World _world;

    private HistoryRun(World world) => _world = world;

    /// <param name="history">What happens.</param>
    /// <param name="extra">What happens besides; <c>null</c> for nothing.</param>
    /// <param name="keepsText">Whether to keep what happened as text.</param>
    internal static async Task<HistoryResult> PlayAsync(
        History history, Accident? extra = null, bool keepsText = false)
    {
        using var world = new World(history.Options, keepsText);
        var player = new StepPlayer(world, extra?.Deaths ?? []);
        extra?.Plant(world);
        try
        {
            player.StartNext();
            foreach (Step step in history.Steps)
            {
                await player.PlayAsync(step);
                if (world.Newest is null && step.Kind is not (StepKind.Kill or StepKind.Stop))
                {
                    player.StartNext();
                }
            }

            world.Heal();
            await new HistoryRun(world).KeepLeaseAsync();
            world.SetClockRight();
            await new HistoryRun(world).HealAsync(player);
            await JournalOracle.CheckAsync(world);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            world.Watch.Violate($"an exception came out: {error}");
        }

        world.Processes.ForEach(static p => p.Life.Kill());

        world.NoteReach();
        return new HistoryResult(world.Watch.Violations, world.Log.Hash(), world.Reach)
        {
            Lines = world.Log.Lines,
            HasSynthetics = world.HasSynthetics,
            Points = world.PointsOf,
            StoreCalls = Enum.GetValues<StoreCall>().ToDictionary(static c => c, world.FaultyStore.CountOf),
            VenueCalls = world.Venue.Calls,
        };
    }

    /// <summary>Who is well keeps the trader, whatever the wall clock says.</summary>
    private async Task KeepLeaseAsync()
    {
        if (!_world.IsClockOff || _world.Processes is not [{ Coordinator.Phase: RecoveryPhase.Ready } process])
        {
            return;
        }

        await _world.Pump.ElapseAsync(TimeSpan.FromSeconds(20)); // what the faults left behind
        bool wasWell = !process.IsDead && process.Coordinator.State.Health.IsHealthy && _world.Store.IsLeaseLive;
        await _world.Pump.ElapseAsync(TimeSpan.FromMinutes(3));
        if (wasWell && !process.IsDead && !_world.Store.IsLeaseLive)
        {
            _world.Watch.Violate($"{process.Owner} is well and lost its lease");
        }
    }

    /// <summary>Bounded progress: the engine that runs puts all right, or the next one does.</summary>
    private async Task HealAsync(StepPlayer player)
    {
        IReadOnlyList<string> wrong = [];

        // An order whose deadline was given by a clock that ran ahead is waited for until the clock has caught up.
        TimeSpan maxHealing = MaxHealing + _world.ClockAhead;
        for (int round = 1; round <= MaxRounds; round++)
        {
            await Pump.SettleAsync();
            _world.Bury();
            while (_world.Processes.Count > 1)
            {
                _world.Processes[0].Kill(); // who lost the trader is switched off at last
            }

            if (_world.Newest is null)
            {
                player.StartNext();
            }

            Process process = _world.Newest!;
            if (!await UntilAsync(process, () => process.Starting.IsCompleted, MaxStart))
            {
                _world.Watch.Violate($"the start of {process.Owner} does not end");
                return;
            }

            if (process.IsDead)
            {
                continue;
            }

            if (process.Starting.IsCompletedSuccessfully && await UntilAsync(
                process, () => (wrong = Agreement.Check(_world, process)).Count == 0, maxHealing))
            {
                if (process.IsDead || !await StaysAsync(process, player))
                {
                    continue;
                }

                return;
            }

            wrong = [.. wrong, $"the start ended: {process.Describe()}"];
            await StopAsync(process);
        }

        _world.Watch.Violate("it does not come right: " + string.Join("; ", wrong));
    }

    /// <summary>What is right stays as it is: looking again changes nothing, and neither does another start.</summary>
    /// <returns>Whether that was looked at; not when the process died meanwhile.</returns>
    private async Task<bool> StaysAsync(Process process, StepPlayer player)
    {
        await _world.Pump.ElapseAsync(TimeSpan.FromMinutes(2)); // what was pending has its life behind it
        if (process.IsDead || (_world.Options.IsVenueLate && Agreement.Check(_world, process).Count > 0))
        {
            return false; // or an order arrived only now, and what follows from it is under way
        }

        CachedSnapshot known = process.Coordinator.State.Snapshot();
        bool isLeft = _world.Watch.IsSplit || _world.Watch.WasHidden || Agreement.Opposed(known).Any() || Agreement.Stuck(_world, known).Count > 0; // more to do than can be
        int sent = _world.Venue.SubmitAttempts.Count;
        string before = Agreement.Books(_world, process);
        Task<RecoveryReport> again = process.Coordinator.ReconcileAsync(ReconcileScope.Everything);
        if (!await UntilAsync(process, () => again.IsCompleted, MaxStart))
        {
            _world.Watch.Violate("a pass over everything does not end");
            return true;
        }

        if (process.IsDead)
        {
            return false;
        }

        if (!isLeft)
        {
            IsSame(process, sent, before, "a pass");
        }

        await StopAsync(process);
        player.StartNext();
        Process next = _world.Newest!;
        if (!await UntilAsync(next, () => next.Starting.IsCompleted, MaxStart))
        {
            _world.Watch.Violate("the last start does not end");
            return true;
        }

        if (next.IsDead)
        {
            return false;
        }

        bool isKnown = _world.Watch.IsSplit || next.Started is { Outcome: RecoveryOutcome.Degraded, Unprotected.Count: > 0 }
            || Agreement.Stuck(_world, next.Coordinator.State.Snapshot()).Count > 0;
        if (!isKnown && next.Started is not { Outcome: RecoveryOutcome.Ready })
        {
            _world.Watch.Violate($"the last start is not ready: {next.Describe()}");
            return true;
        }

        if (!isLeft)
        {
            IsSame(next, sent, before, "a restart");
        }

        // A book that is wrong and called right is wrong at once, not only when it stays so.
        foreach (string wrong in Agreement.Check(_world, next).Concat(MoneyOracle.MissingFunding(_world, next)))
        {
            _world.Watch.Violate($"after the last start: {wrong}");
        }

        return true;
    }

    private async Task StopAsync(Process process)
    {
        Task stopping = process.StopAsync();
        await UntilAsync(process, () => stopping.IsCompleted, MaxStop);
        if (_world.Processes.Contains(process))
        {
            process.Kill();
        }
    }

    /// <returns>Whether it happened, or the process died.</returns>
    private Task<bool> UntilAsync(Process process, Func<bool> happens, TimeSpan limit) =>
        _world.Pump.UntilAsync(() => process.IsDead || happens(), limit);

    private void IsSame(Process process, int sent, string before, string after)
    {
        if (_world.Venue.SubmitAttempts.Count != sent)
        {
            _world.Watch.Violate(
                $"{after} over what is right sends {_world.Venue.SubmitAttempts[^1].Submission.Order.Id}");
        }

        if (Agreement.Books(_world, process) is var books && books != before)
        {
            _world.Watch.Violate($"{after} over what is right changes the books from\n{before}to\n{books}");
        }
    }
}
