namespace PositionRecovery.Testing;

/// <summary>What a load shows.</summary>
internal static class LoadCases
{
    internal static async Task UnknownTrader(StoreScene scene)
    {
        TraderId trader = scene.NewTrader();
        IPositionStore store = scene.NewStore();
        StoredState state = await store.LoadAsync(trader, scene.Token).ConfigureAwait(false);
        Claim.Same(0, state.Sequence, "The sequence of a trader never stored");
        Claim.Same(0, state.Epoch, "The epoch of a trader never stored");
        Claim.Same(0, state.Rows.Count, "The rows of a trader never stored");
        List<JournalRecord> journal = await Desk.ReadAsync(store, trader, 1, null, scene.Token).ConfigureAwait(false);
        Claim.Same(0, journal.Count, "The journal of a trader never stored");
        Desk desk = await scene.OpenAsync(trader).ConfigureAwait(false);
        Claim.Same(1, desk.Lease.Epoch, "The first epoch after looking");
    }

    internal static async Task NeedsNoLease(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        await desk.CommitAsync(Sample.Commit(0, 2, Sample.Row("a", 1))).ConfigureAwait(false);
        IPositionStore operators = scene.NewStore();
        StoredState state = await operators.LoadAsync(desk.Trader, scene.Token).ConfigureAwait(false);
        Claim.Same(2, state.Sequence, "The sequence an operator sees");
        Sample.SameRows([Sample.Row("a", 1)], state.Rows);
        List<JournalRecord> journal = await Desk.ReadAsync(operators, desk.Trader, 1, null, scene.Token)
            .ConfigureAwait(false);
        Claim.Same(2, journal.Count, "The length of the journal an operator sees");
        await desk.CommitAsync(Sample.Commit(2, 1)).ConfigureAwait(false);
    }

    internal static async Task TellsTheEpoch(StoreScene scene)
    {
        TraderId trader = scene.NewTrader();
        IPositionStore store = scene.NewStore();
        for (int epoch = 1; epoch <= 3; epoch++)
        {
            Desk desk = await scene.OpenAsync(store, trader).ConfigureAwait(false);
            Claim.Same(epoch, (await desk.LoadAsync().ConfigureAwait(false)).Epoch, "The epoch under a lease");
            await desk.ReleaseAsync().ConfigureAwait(false);
            Claim.Same(epoch, (await desk.LoadAsync().ConfigureAwait(false)).Epoch, "The epoch after a release");
        }
    }

    internal static async Task SeesOneSequence(StoreScene scene)
    {
        const int Commits = 200;
        const int RowsEach = 25;
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        IPositionStore[] readers = [desk.Store, scene.NewStore()];
        long acknowledged = 0;
        Task<bool> writing = StoreScene.BesideAsync(async () =>
        {
            for (int n = 0; n < Commits; n++)
            {
                // One row more or less each time, so that a mixture shows in the number of rows too.
                StateRow extra = n % 2 == 0 ? Sample.Row("extra", Sample.Number(n + 1)) : Sample.Deletion("extra");
                StateRow[] rows = [.. Enumerable.Range(0, RowsEach).Select(k => Numbered(k, n + 1)), extra];
                CommitResult result = await desk.CommitAsync(Sample.Commit(n, 1, rows)).ConfigureAwait(false);
                Interlocked.Exchange(ref acknowledged, result.Sequence);
            }

            return true;
        });
        for (int n = 0; !writing.IsCompleted || n < readers.Length; n++)
        {
            long known = Interlocked.Read(ref acknowledged);
            StoredState state = await readers[n % readers.Length].LoadAsync(desk.Trader, scene.Token)
                .ConfigureAwait(false);
            Claim.That(state.Sequence >= known, $"{known} was acknowledged, {state.Sequence} loaded.");
            int expected = state.Sequence == 0 ? 0 : RowsEach + (int)(state.Sequence % 2);
            Claim.Same(expected, state.Rows.Count, $"The number of rows at sequence {state.Sequence}");
            Claim.That(
                state.Rows.All(row => Sample.Number(row.Payload!.Value) == state.Sequence),
                $"Rows of other commits were loaded with sequence {state.Sequence}.");
        }

        await writing.ConfigureAwait(false);
    }

    internal static async Task SurvivesAllHandles(StoreScene scene)
    {
        TraderId trader = scene.NewTrader();
        Desk desk = await scene.OpenAsync(trader).ConfigureAwait(false);
        StoreCommit commit = Sample.Commit(0, 3, Sample.Row("a", 1), Sample.Row("b", 2));
        await desk.CommitAsync(commit).ConfigureAwait(false);
        await scene.CloseAsync().ConfigureAwait(false);
        IPositionStore store = scene.NewStore();
        StoredState state = await store.LoadAsync(trader, scene.Token).ConfigureAwait(false);
        Claim.Same(3, state.Sequence, "The sequence after all handles were disposed");
        Claim.Same(1, state.Epoch, "The epoch after all handles were disposed");
        Sample.SameRows(commit.Rows, state.Rows);
        List<JournalRecord> journal = await Desk.ReadAsync(store, trader, 1, null, scene.Token).ConfigureAwait(false);
        Sample.SameRecords(commit.Journal, journal);
        Desk again = await scene.OpenAsync(store, trader, takeOver: true).ConfigureAwait(false);
        Claim.Same(2, again.Lease.Epoch, "The epoch after all handles were disposed");
        await again.CommitAsync(Sample.Commit(3, 1)).ConfigureAwait(false);
    }

    private static StateRow Numbered(int row, long number) => Sample.Row($"row {row}", Sample.Number(number));
}
