namespace PositionRecovery.Testing;

/// <summary>What is read of a journal.</summary>
internal static class JournalCases
{
    internal static async Task ReadsInOrder(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        await AppendAsync(desk, 0, 1, 5, 2, 12).ConfigureAwait(false);
        Sample.SameRecords(Records(1, 20), await desk.ReadAsync().ConfigureAwait(false));
    }

    internal static async Task ReadsRanges(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        await AppendAsync(desk, 0, 10).ConfigureAwait(false);
        foreach ((long from, long? to, int count) in new (long, long?, int)[]
        {
            (1, null, 10), (1, 10, 10), (1, 1, 1), (10, 10, 1), (4, 7, 4), (9, null, 2), (9, 99, 2), (10, null, 1),
            (7, 4, 0), (1, 0, 0),
        })
        {
            Sample.SameRecords(Records(from, count), await desk.ReadAsync(from, to).ConfigureAwait(false));
        }
    }

    internal static async Task ReadsBeyondTheEnd(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        Sample.SameRecords([], await desk.ReadAsync().ConfigureAwait(false));
        await AppendAsync(desk, 0, 3).ConfigureAwait(false);
        Sample.SameRecords([], await desk.ReadAsync(from: 4).ConfigureAwait(false));
        Sample.SameRecords([], await desk.ReadAsync(from: 4, to: 9).ConfigureAwait(false));
        Sample.SameRecords([], await desk.ReadAsync(from: long.MaxValue).ConfigureAwait(false));
        Sample.SameRecords(Records(1, 3), await desk.ReadAsync(to: long.MaxValue).ConfigureAwait(false));
    }

    internal static async Task ReadsPages(StoreScene scene)
    {
        const int Length = 6_000;
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        await AppendAsync(desk, 0, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000).ConfigureAwait(false);
        Sample.SameRecords(Records(1, Length), await desk.ReadAsync().ConfigureAwait(false));
        foreach (int from in new[] { 2, 100, 257, 1_000, 1_001, 4_097, Length })
        {
            Sample.SameRecords(Records(from, Length - from + 1), await desk.ReadAsync(from).ConfigureAwait(false));
        }

        Sample.SameRecords(Records(3, 5_000), await desk.ReadAsync(3, 5_002).ConfigureAwait(false));
    }

    internal static async Task BinaryPayloads(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        byte[] all = [.. Enumerable.Range(0, 256).Select(n => (byte)n)];
        JournalRecord[] records =
        [
            Sample.Record(1, all), Sample.Record(2, []), Sample.Record(3, [0]),
            Sample.Record(4, Sample.Noise(1_048_576, 4)), Sample.Record(5, [0xFF, 0xC0]),
        ];
        await desk.CommitAsync(new StoreCommit { ExpectedSequence = 0, Journal = records }).ConfigureAwait(false);
        Sample.SameRecords(records, await desk.ReadAsync().ConfigureAwait(false));
    }

    internal static async Task StopsEarly(StoreScene scene)
    {
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        await AppendAsync(desk, 0, 3_000).ConfigureAwait(false);
        for (int times = 0; times < 20; times++)
        {
            await foreach (JournalRecord record in desk.Store
                .ReadJournalAsync(desk.Trader, JournalRange.All, scene.Token).ConfigureAwait(false))
            {
                if (record.Sequence == 700)
                {
                    break;
                }
            }
        }

        await AppendAsync(desk, 3_000, 1).ConfigureAwait(false);
        Claim.Same(3_001, (await desk.ReadAsync().ConfigureAwait(false)).Count, "The number of records read");
    }

    internal static async Task ReadWhileAppended(StoreScene scene)
    {
        const int Commits = 150;
        Desk desk = await scene.OpenAsync(scene.NewTrader()).ConfigureAwait(false);
        IPositionStore[] readers = [desk.Store, scene.NewStore()];
        long acknowledged = 0;
        Task<bool> writing = StoreScene.BesideAsync(async () =>
        {
            for (int n = 0; n < Commits; n++)
            {
                CommitResult result = await desk.CommitAsync(Sample.Commit(n * 3, 3)).ConfigureAwait(false);
                Interlocked.Exchange(ref acknowledged, result.Sequence);
            }

            return true;
        });
        for (int n = 0; !writing.IsCompleted || n < readers.Length; n++)
        {
            long known = Interlocked.Read(ref acknowledged);
            List<JournalRecord> read = await Desk.ReadAsync(
                readers[n % readers.Length], desk.Trader, 1, null, scene.Token).ConfigureAwait(false);
            Claim.That(read.Count >= known, $"{known} records were acknowledged, {read.Count} read.");
            Sample.SameRecords(Records(1, read.Count), read);
        }

        await writing.ConfigureAwait(false);
    }

    private static JournalRecord[] Records(long from, int count) =>
        [.. Enumerable.Range(0, count).Select(n => Sample.Record(from + n))];

    private static async Task AppendAsync(Desk desk, long expected, params int[] counts)
    {
        foreach (int count in counts)
        {
            await desk.CommitAsync(Sample.Commit(expected, count)).ConfigureAwait(false);
            expected += count;
        }
    }
}
