namespace PositionRecovery.Sample;

/// <summary>Takes out of the live state what ended long ago, as the engine does while it runs.</summary>
internal static class PurgeCommand
{
    /// <param name="trader">Whose.</param>
    /// <param name="rules">Of what age to purge.</param>
    /// <param name="acceptsLoss">Whether a Redis that can lose commits will do.</param>
    /// <param name="output">Where to tell.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<int> RunAsync(
        StoredTrader trader, StateOptions rules, bool acceptsLoss, TextWriter output, CancellationToken cancellationToken)
    {
        await using IPositionStore store = trader.Address.Existing(acceptsLoss);
        StoredPicture before = await trader.LoadAsync(store, cancellationToken);
        if (before.Quarantined.Count > 0)
        {
            throw new RefusalException(
                ExitCode.Damaged,
                $"{before.Quarantined.Count} rows cannot be used; the first is {StoredView.Describe(before.Quarantined[0])} "
                + "Nothing was changed. 'verify' tells more; perhaps the key is another one (--key-env).");
        }

        await using StateManager state = Manager(trader, store, rules);
        StateReport report = await state.OpenAsync(cancellationToken);
        await state.PurgeAsync(cancellationToken);
        TraderState after = state.ReadState();
        await state.CloseAsync(cancellationToken);
        foreach (string warning in report.Warnings)
        {
            output.WriteLine(Words.Plain(warning));
        }

        if (report.LostEntries > 0)
        {
            output.WriteLine($"The store lost the last {report.LostEntries} entries that the anchor knows.");
        }

        output.WriteLine(Told(
            "orders", before.State.Snapshot.Orders.Count, after.Snapshot.Orders.Count));
        TellWhatStays(after, output);
        output.WriteLine(Told(
            "ended positions", before.State.Lives.Count(l => l.IsClosed), after.Lives.Count(l => l.IsClosed)));
        output.WriteLine("The journal keeps all of them.");
        return ExitCode.Intact;
    }

    private static void TellWhatStays(TraderState after, TextWriter output)
    {
        int ended = after.Snapshot.Orders.Count(static order => order.IsTerminal);
        if (ended > 0)
        {
            output.WriteLine(
                $"{ended} of them ended, but too lately, or after their position was last known to agree with the venue.");
        }
    }

    private static string Told(string what, int before, int after) => $"Purged {before - after} {what}; {after} stay.";

    private static StateManager Manager(StoredTrader trader, IPositionStore store, StateOptions rules)
    {
        try
        {
            return new StateManager(new StateSetup
            {
                Trader = trader.Id,
                Store = store,
                Options = rules,
                Owner = $"purge {Environment.MachineName}:{Environment.ProcessId}",

                // An engine that resumes the last session finds its own behind this one.
                Session = new SessionDescription { ResumesLast = true },
            });
        }
        catch (ArgumentException wrong)
        {
            throw new BadUsageException(wrong.Message);
        }
    }
}
