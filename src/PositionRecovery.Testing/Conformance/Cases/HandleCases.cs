namespace PositionRecovery.Testing;

/// <summary>Cancellation, disposal, concurrency and health.</summary>
internal static class HandleCases
{
    internal static async Task CancelledBefore(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        await desk.CommitAsync(Sample.Commit(0, 1, Sample.Row("a", 1))).ConfigureAwait(false);
        StoredState before = await desk.LoadAsync().ConfigureAwait(false);
        var cancelled = new CancellationToken(canceled: true);
        IPositionStore store = desk.Store;
        var open = new OpenRequest
        {
            Trader = desk.Trader, Owner = "second", LeaseTime = StoreScene.LongLease, TakeOver = true,
        };
        StoreCommit commit = Sample.Commit(1, 1, Sample.Row("a", 2));
        Func<Task>[] calls =
        [
            async () => await store.OpenAsync(open, cancelled).ConfigureAwait(false),
            async () => await store.CommitAsync(desk.Lease, commit, cancelled).ConfigureAwait(false),
            async () => await store.LoadAsync(desk.Trader, cancelled).ConfigureAwait(false),
            async () => await Desk.ReadAsync(store, desk.Trader, 1, null, cancelled).ConfigureAwait(false),
        ];
        for (int n = 0; n < calls.Length; n++)
        {
            await Claim.ThrowsAsync<OperationCanceledException>(calls[n], $"Cancelled call {n + 1} of 4")
                .ConfigureAwait(false);
        }

        await desk.IsUntouchedAsync(before).ConfigureAwait(false);
        await desk.CommitAsync(commit).ConfigureAwait(false);
    }

    internal static async Task CancelledMeanwhile(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        StateRow[] rows = [.. Enumerable.Range(0, 300).Select(n => Sample.Row($"row {n}", 1))];
        long sequence = 0;
        for (int round = 0; round < 30; round++)
        {
            StateRow[] numbered = [.. rows.Select(row => row with { Payload = Sample.Number(sequence + 1) })];
            using var cancel = new CancellationTokenSource();
            Task<bool> committing = StoreScene.BesideAsync(
                () => TryAsync(desk, Sample.Commit(sequence, 1, numbered), cancel.Token));
            SpinWait.SpinUntil(() => committing.IsCompleted, TimeSpan.FromMicroseconds(100 * round));
            await cancel.CancelAsync().ConfigureAwait(false);
            bool isAcknowledged = await committing.ConfigureAwait(false);
            StoredState state = await desk.LoadAsync().ConfigureAwait(false);
            Claim.That(
                state.Sequence == sequence + 1 || (state.Sequence == sequence && !isAcknowledged),
                $"The sequence is {state.Sequence} after a commit at {sequence} was cancelled.");
            Claim.Same(state.Sequence == 0 ? 0 : rows.Length, state.Rows.Count, "The number of rows");
            Claim.That(
                state.Rows.All(row => Sample.Number(row.Payload!.Value) == state.Sequence),
                "A cancelled commit landed in part.");
            sequence = state.Sequence;
        }

        await desk.CommitAsync(Sample.Commit(sequence, 1)).ConfigureAwait(false);
    }

    internal static async Task DisposedTwice(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        await desk.CommitAsync(Sample.Commit(0, 1)).ConfigureAwait(false);
        await desk.Store.DisposeAsync().ConfigureAwait(false);
        await desk.Store.DisposeAsync().ConfigureAwait(false);
        await scene.NewStore().DisposeAsync().ConfigureAwait(false);
    }

    internal static async Task ReadsAtOnce(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        StateRow[] rows = [.. Enumerable.Range(0, 200).Select(n => Sample.Row($"row {n}", (byte)n))];
        await desk.CommitAsync(Sample.Commit(0, 700, rows)).ConfigureAwait(false);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(n => StoreScene.BesideAsync(async () =>
        {
            if (n % 2 == 0)
            {
                Sample.SameRows(rows, (await desk.LoadAsync().ConfigureAwait(false)).Rows);
            }
            else
            {
                Claim.Same(700 - n, (await desk.ReadAsync(n + 1).ConfigureAwait(false)).Count, "The records read");
            }

            return n;
        }))).ConfigureAwait(false);
    }

    internal static async Task Answers(StoreScene scene)
    {
        IPositionStore store = scene.NewStore();
        await scene.OpenAsync(store, scene.NewTrader()).ConfigureAwait(false);
        StoreHealth health = await store.CheckHealthAsync(scene.Token).ConfigureAwait(false);
        Claim.That(health.IsHealthy, $"The store says it is not well: {health.Description}");
        Claim.That(health.Durability.Length > 0, "The store does not say what it can lose.");
    }

    private static async Task<bool> TryAsync(Desk desk, StoreCommit commit, CancellationToken cancellationToken)
    {
        try
        {
            CommitResult result = await desk.Store.CommitAsync(desk.Lease, commit, cancellationToken)
                .ConfigureAwait(false);
            Claim.Is(CommitStatus.Committed, result, "A commit that may be cancelled");
            return true;
        }
        catch (Exception error) when (error is OperationCanceledException or StoreException)
        {
            return false;
        }
    }
}
