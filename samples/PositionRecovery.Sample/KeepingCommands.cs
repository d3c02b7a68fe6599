namespace PositionRecovery.Sample;

/// <summary>Commands that write: they take the trader, as an engine does, and are refused while one runs.</summary>
internal static class KeepingCommands
{
    public static async Task<int> InitAsync(
        IPositionStore store, TraderId trader, TextWriter output, CancellationToken cancellationToken)
    {
        StoredState stored = await OpenAsync(store, trader, output, cancellationToken);
        StoreHealth health = await store.CheckHealthAsync(cancellationToken);
        await output.WriteLineAsync(
            FormattableString.Invariant($"Ready: trader '{trader}' at sequence {stored.Sequence}. {health.Durability}."));
        return ExitCode.InSync;
    }

    public static async Task<int> PurgeAsync(
        IPositionStore store, TraderId trader, Secret? key, TextWriter output, CancellationToken cancellationToken)
    {
        await using var state = new StateManager(new StateSetup
        {
            Trader = trader,
            Store = store,
            Options = new StateOptions { JournalKey = key, OpenTimeout = TimeSpan.Zero, PurgeInterval = null },
        });
        await state.OpenAsync(cancellationToken);
        int before = state.Snapshot().Orders.Count;
        await state.PurgeAsync(cancellationToken);
        int after = state.Snapshot().Orders.Count;
        await state.CloseAsync(cancellationToken);
        await output.WriteLineAsync(FormattableString.Invariant($"{before - after} orders purged, {after} kept."));
        return ExitCode.InSync;
    }

    private static async Task<StoredState> OpenAsync(
        IPositionStore store, TraderId trader, TextWriter output, CancellationToken cancellationToken)
    {
        OpenResult opened = await store.OpenAsync(
            new OpenRequest { Trader = trader, Owner = "init-db", LeaseTime = TimeSpan.FromSeconds(10) },
            cancellationToken);
        StoreLease lease = opened.Lease
            ?? throw new OwnershipLostException($"Trader '{trader}' is owned by '{opened.CurrentOwner}'.");
        foreach (string warning in opened.Warnings)
        {
            await output.WriteLineAsync(warning);
        }

        StoredState stored = await store.LoadAsync(trader, cancellationToken);
        await store.CommitAsync(
            lease,
            new StoreCommit { ExpectedSequence = stored.Sequence, ReleaseLease = true },
            cancellationToken);
        return stored;
    }
}
