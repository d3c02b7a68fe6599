namespace PositionRecovery.Simulation;

/// <summary>Plays a history: first everything goes wrong that it says, then nothing does any more, and what is right
/// must be found.</summary>
internal static class HistoryRun
{
    private const int MaxRounds = 6;

    private static readonly TimeSpan MaxStart = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MaxHealing = TimeSpan.FromMinutes(6);

    internal static async Task<HistoryResult> PlayAsync(History history, bool keepsText = false)
    {
        var reach = new ReachTable();
        using var world = new World(history.Options, reach, keepsText);
        var player = new StepPlayer(world);
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
            await HealAsync(world);
            await JournalOracle.CheckAsync(world);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            world.Watch.Violate($"an exception came out: {error}");
        }

        foreach (Process process in world.Processes.ToArray())
        {
            process.Life.Kill();
        }

        return new HistoryResult(world.Watch.Violations, world.Log.Hash(), reach) { Lines = world.Log.Lines };
    }

    /// <summary>Bounded progress: the engine that runs puts all right, or the next one does.</summary>
    private static async Task HealAsync(World world)
    {
        IReadOnlyList<string> wrong = [];
        foreach (Process doomed in world.Processes.Where(static p => p.IsDoomed).ToArray())
        {
            doomed.Kill(); // nobody dies any more
        }

        // An order whose deadline was given by a clock that ran ahead is waited for until the clock has caught up.
        TimeSpan maxHealing = MaxHealing + world.ClockAhead;
        for (int round = 1; round <= MaxRounds; round++)
        {
            await Pump.SettleAsync();
            world.Bury();
            while (world.Processes.Count > 1)
            {
                world.Processes[0].Kill(); // who lost the trader is switched off at last
            }

            Process process = world.Newest ?? world.NewProcess();
            if (!await world.Pump.UntilAsync(process.Starting, MaxStart))
            {
                world.Watch.Violate($"the start of {process.Owner} does not end");
                return;
            }

            // A wrong book that is called right is wrong at once, not when it stays so.
            if (process.Starting.IsCompletedSuccessfully
                && await world.Pump.UntilAsync(
                    () => (wrong = Agreement.Check(world, process)).Count == 0, maxHealing))
            {
                await CheckStillAsync(world, process);
                return;
            }

            wrong = [.. wrong, $"the start ended: {Describe(process)}"];
            await world.Pump.UntilAsync(process.StopAsync(), TimeSpan.FromMinutes(1));
            if (world.Processes.Contains(process))
            {
                process.Kill();
            }
        }

        world.Watch.Violate("it does not come right: " + string.Join("; ", wrong));
    }

    /// <summary>What is right stays as it is: looking again changes nothing, and neither does another start.</summary>
    private static async Task CheckStillAsync(World world, Process process)
    {
        await world.Pump.ElapseAsync(TimeSpan.FromMinutes(2)); // what was pending has its life behind it
        int sent = world.Venue.SubmitAttempts.Count;
        string before = Agreement.Books(process);
        Task<RecoveryReport> again = process.Coordinator.ReconcileAsync(ReconcileScope.Everything);
        if (!await world.Pump.UntilAsync(again, MaxStart))
        {
            world.Watch.Violate("a pass over everything does not end");
            return;
        }

        IsSame(world, process, sent, before, "a pass");
        await world.Pump.UntilAsync(process.StopAsync(), TimeSpan.FromMinutes(1));
        Process next = world.NewProcess();
        if (!await world.Pump.UntilAsync(next.Starting, MaxStart))
        {
            world.Watch.Violate("the last start does not end");
            return;
        }

        bool isKnown = next.Started is { Outcome: RecoveryOutcome.Degraded, Unprotected.Count: > 0 }
            || Agreement.Stuck(world, next.Coordinator.State.Snapshot()).Count > 0;
        if (!isKnown && next.Started is not { Outcome: RecoveryOutcome.Ready })
        {
            world.Watch.Violate($"the last start is not ready: {Describe(next)}");
            return;
        }

        IsSame(world, next, sent, before, "a restart");
        foreach (string wrong in Agreement.Check(world, next))
        {
            world.Watch.Violate($"after the last start: {wrong}");
        }
    }

    private static void IsSame(World world, Process process, int sent, string before, string after)
    {
        CachedSnapshot known = process.Coordinator.State.Snapshot();
        HashSet<InstrumentId> left = [.. Agreement.Opposed(known), .. Agreement.Stuck(world, known)];
        if (left.Count > 0)
        {
            return; // there is more to do, but it cannot be done
        }

        if (world.Venue.SubmitAttempts.Count != sent)
        {
            world.Watch.Violate($"{after} over what is right sends {world.Venue.SubmitAttempts[^1].Submission.Order.Id}");
        }

        if (Agreement.Books(process) is var books && books != before)
        {
            world.Watch.Violate($"{after} over what is right changes the books from\n{before}to\n{books}");
        }
    }

    private static string Describe(Process process) => process.Starting.IsFaulted
        ? process.Starting.Exception!.GetBaseException().ToString()
        : string.Join(" | ",
        [
            process.Starting.Result.Summary, .. process.Coordinator.LastReport?.Problems ?? [],
            .. process.Coordinator.LastReport?.Exits.Select(static e => $"{e.Leg} {e.Order} {e.Outcome}: {e.Explanation}") ?? [],
            .. process.Coordinator.LastReport?.Plan?.Diff.Select(static d => $"{d.Kind} {d.Action}: {d.Explanation}") ?? [],
            .. process.Coordinator.Unprotected.Select(static u => $"unprotected {u.Key} since {u.Since:O}: {u.Reason}"),
        ]);
}
