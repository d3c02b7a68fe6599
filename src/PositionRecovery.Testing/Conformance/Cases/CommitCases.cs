namespace PositionRecovery.Testing;

/// <summary>What lands, and what does not.</summary>
internal static class CommitCases
{
    private const int Racers = 6;

    private const int Rounds = 20;

    internal static async Task MovesTheSequence(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        IPositionStore other = scene.NewStore();
        long sequence = 0;
        foreach (int records in new[] { 1, 3, 0, 10 })
        {
            StateRow row = Sample.Row("row", Sample.Number(sequence + records));
            CommitResult result = await desk.CommitAsync(Sample.Commit(sequence, records, row)).ConfigureAwait(false);
            sequence += records;
            Claim.Same(sequence, result.Sequence, "The sequence after a commit");
            StoredState seen = await other.LoadAsync(desk.Trader, scene.Token).ConfigureAwait(false);
            Claim.Same(sequence, seen.Sequence, "The sequence another handle sees at once");
            Sample.SameRows([row], seen.Rows);
        }
    }

    internal static async Task OfRowsOnly(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        await desk.CommitAsync(Sample.Commit(0, 0, Sample.Row("a", 1))).ConfigureAwait(false);
        await desk.CommitAsync(Sample.Commit(0, 0, Sample.Row("b", 2))).ConfigureAwait(false);
        StoredState state = await desk.LoadAsync().ConfigureAwait(false);
        Claim.Same(0, state.Sequence, "The sequence after commits of rows only");
        Sample.SameRows([Sample.Row("a", 1), Sample.Row("b", 2)], state.Rows);
    }

    internal static async Task OfRecordsOnly(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        await desk.CommitAsync(Sample.Commit(0, 1, Sample.Row("a", 1))).ConfigureAwait(false);
        await desk.CommitAsync(Sample.Commit(1, 2)).ConfigureAwait(false);
        StoredState state = await desk.LoadAsync().ConfigureAwait(false);
        Claim.Same(3, state.Sequence, "The sequence after a commit of records only");
        Sample.SameRows([Sample.Row("a", 1)], state.Rows);
    }

    internal static async Task OfNothing(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        await desk.CommitAsync(Sample.Commit(0, 0)).ConfigureAwait(false);
        await desk.CommitAsync(Sample.Commit(0, 2, Sample.Row("a", 1))).ConfigureAwait(false);
        StoredState before = await desk.LoadAsync().ConfigureAwait(false);
        await desk.CommitAsync(Sample.Commit(2, 0)).ConfigureAwait(false);
        await desk.IsUntouchedAsync(before).ConfigureAwait(false);
    }

    internal static async Task ConflictWritesNothing(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        await desk.CommitAsync(Sample.Commit(0, 4, Sample.Row("a", 1), Sample.Row("b", 1))).ConfigureAwait(false);
        StoredState before = await desk.LoadAsync().ConfigureAwait(false);
        foreach (long wrong in new[] { 0L, 3L, 5L, 1_000_000_000_000L })
        {
            CommitResult result = await desk.TryCommitAsync(
                Sample.Commit(wrong, 2, Sample.Row("a", 9), Sample.Deletion("b"), Sample.Row("c", 9)))
                .ConfigureAwait(false);
            Claim.Same(CommitResult.Conflict(4), result, $"A commit expecting {wrong} at 4");
        }

        await desk.IsUntouchedAsync(before).ConfigureAwait(false);
        await desk.CommitAsync(Sample.Commit(4, 1)).ConfigureAwait(false);
    }

    internal static async Task EmptyChecksTheSequence(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        await desk.CommitAsync(Sample.Commit(0, 2)).ConfigureAwait(false);
        CommitResult result = await desk.TryCommitAsync(Sample.Commit(1, 0)).ConfigureAwait(false);
        Claim.Same(CommitResult.Conflict(2), result, "A commit of nothing at a wrong sequence");
    }

    internal static async Task RepeatedIsAConflict(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        StoreCommit commit = Sample.Commit(0, 2, Sample.Row("a", 1));
        await desk.CommitAsync(commit).ConfigureAwait(false);
        StoredState before = await desk.LoadAsync().ConfigureAwait(false);
        CommitResult again = await desk.TryCommitAsync(commit).ConfigureAwait(false);
        Claim.Same(CommitResult.Conflict(2), again, "The same commit again");
        await desk.IsUntouchedAsync(before).ConfigureAwait(false);
    }

    internal static async Task RefusesGaps(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        await desk.CommitAsync(Sample.Commit(0, 1)).ConfigureAwait(false);
        StoredState before = await desk.LoadAsync().ConfigureAwait(false);
        long[][] wrong = [[1], [3], [2, 4], [2, 2], [3, 2], [2, 3, 5]];
        foreach (long[] sequences in wrong)
        {
            var commit = new StoreCommit
            {
                ExpectedSequence = 1,
                Rows = [Sample.Row("a", 1)],
                Journal = [.. sequences.Select(sequence => Sample.Record(sequence))],
            };
            await Claim.ThrowsAsync<ArgumentException>(
                () => desk.TryCommitAsync(commit), $"Records {string.Join(", ", sequences)} at sequence 1")
                .ConfigureAwait(false);
        }

        await desk.IsUntouchedAsync(before).ConfigureAwait(false);
    }

    internal static async Task RefusesARowTwice(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        StoredState before = await desk.LoadAsync().ConfigureAwait(false);
        await Claim.ThrowsAsync<ArgumentException>(
            () => desk.TryCommitAsync(Sample.Commit(0, 1, Sample.Row("a", 1), Sample.Row("a", 2))), "A row twice")
            .ConfigureAwait(false);
        await Claim.ThrowsAsync<ArgumentException>(
            () => desk.TryCommitAsync(Sample.Commit(0, 1, Sample.Row("a", 1), Sample.Deletion("a"))),
            "A row written and deleted").ConfigureAwait(false);
        await desk.IsUntouchedAsync(before).ConfigureAwait(false);
    }

    internal static async Task KeepsNoBuffers(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        byte[] row = [1, 2, 3];
        byte[] payload = [4, 5, 6];
        JournalRecord record = Sample.Record(1, payload);
        byte[] hash = record.Hash.ToArray();
        var commit = new StoreCommit
        {
            ExpectedSequence = 0, Rows = [Sample.Row("a", row)], Journal = [record with { Hash = hash }],
        };
        await desk.CommitAsync(commit).ConfigureAwait(false);
        Array.Clear(row);
        Array.Clear(payload);
        Array.Clear(hash);
        StoredState state = await desk.LoadAsync().ConfigureAwait(false);
        Sample.SameRows([Sample.Row("a", 1, 2, 3)], state.Rows);
        Sample.SameRecords([Sample.Record(1, [4, 5, 6])], await desk.ReadAsync().ConfigureAwait(false));
    }

    internal static async Task OfThousands(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        StateRow[] rows = [.. Enumerable.Range(0, 5_000).Select(n => Sample.Row($"row {n}", Sample.Noise(40, n)))];
        StoreCommit commit = Sample.Commit(0, 2_000, rows);
        await desk.CommitAsync(commit).ConfigureAwait(false);
        Sample.SameRows(rows, (await desk.LoadAsync().ConfigureAwait(false)).Rows);
        Sample.SameRecords(commit.Journal, await desk.ReadAsync().ConfigureAwait(false));
        await desk.CommitAsync(Sample.Commit(2_000, 1, [.. rows.Select(row => Sample.Deletion(row.Key))]))
            .ConfigureAwait(false);
        Sample.SameRows([], (await desk.LoadAsync().ConfigureAwait(false)).Rows);
    }

    internal static async Task RacingCommits(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        Desk[] desks = [.. Enumerable.Range(0, Racers).Select(_ => new Desk(scene, scene.NewStore(), desk.Lease))];
        for (int round = 0; round < Rounds; round++)
        {
            long expected = round;
            CommitResult[] results = await Task.WhenAll(desks.Select((racer, n) => StoreScene.BesideAsync(
                () => racer.TryCommitAsync(Racing(expected, n))))).ConfigureAwait(false);
            Claim.Same(1, results.Count(r => r.Status == CommitStatus.Committed), "The number of commits that landed");
            Claim.Same(
                Racers - 1, results.Count(r => r.Status == CommitStatus.Conflict), "The number of conflicts");
            int winner = Array.FindIndex(results, r => r.Status == CommitStatus.Committed);
            StoredState state = await desk.LoadAsync().ConfigureAwait(false);
            Sample.SameRows(Racing(expected, winner).Rows, state.Rows);
            List<JournalRecord> record = await desk.ReadAsync(from: expected + 1).ConfigureAwait(false);
            Sample.SameRecords(Racing(expected, winner).Journal, record);
        }
    }

    internal static async Task RacingATakeOver(StoreScene scene)
    {
        IPositionStore[] stores = [scene.NewStore(), scene.NewStore()];
        for (int round = 0; round < Rounds; round++)
        {
            Desk first = await scene.OpenAsync(stores[0], scene.NewTrader()).ConfigureAwait(false);
            Task<CommitResult> committing = StoreScene.BesideAsync(() => first.TryCommitAsync(Racing(0, 1)));
            Desk second = await StoreScene.BesideAsync(
                () => scene.OpenAsync(stores[1], first.Trader, owner: "second", takeOver: true)).ConfigureAwait(false);
            StoredState seen = await second.LoadAsync().ConfigureAwait(false);
            CommitResult result = await committing.ConfigureAwait(false);
            bool hasLanded = result.Status == CommitStatus.Committed;
            Claim.That(hasLanded || result.Status == CommitStatus.Fenced, $"The racing commit was {result.Status}.");
            Claim.Same(hasLanded ? 1 : 0, seen.Sequence, "The sequence the new owner finds");
            Sample.SameRows(hasLanded ? Racing(0, 1).Rows : [], seen.Rows);
            await second.CommitAsync(Sample.Commit(seen.Sequence, 1)).ConfigureAwait(false);
        }
    }

    internal static async Task ManyTradersAtOnce(StoreScene scene)
    {
        IPositionStore[] stores = [scene.NewStore(), scene.NewStore()];
        await Task.WhenAll(Enumerable.Range(0, 24).Select(n => StoreScene.BesideAsync(async () =>
        {
            Desk desk = await scene.OpenAsync(stores[n % 2], scene.NewTrader()).ConfigureAwait(false);
            for (int k = 0; k < 10; k++)
            {
                await desk.CommitAsync(Racing(k, n)).ConfigureAwait(false);
            }

            StoredState state = await desk.LoadAsync().ConfigureAwait(false);
            Claim.Same(10, state.Sequence, "The sequence of one of many traders");
            Sample.SameRows(Racing(9, n).Rows, state.Rows);
            return desk;
        }))).ConfigureAwait(false);
    }

    /// <summary>A commit that can be told from those of the others: all of it carries the number.</summary>
    private static StoreCommit Racing(long expected, int number) => new()
    {
        ExpectedSequence = expected,
        Rows = [.. Enumerable.Range(0, 8).Select(n => Sample.Row($"row {n}", Sample.Number(number)))],
        Journal = [Sample.Record(expected + 1, Sample.Number(number))],
    };
}
