using System.Globalization;

namespace PositionRecovery.Redis.Tests;

/// <summary>States too large for one step.</summary>
public sealed class LargeStateTests(StandaloneFixture standalone) : IClassFixture<StandaloneFixture>
{
    private const int Many = 6_000;

    [RedisFact]
    public async Task Load_ManyRowsWhileOthersCommit_IsOfOneSequence()
    {
        RedisServer server = await standalone.ServerAsync();
        await using RedisPositionStore writer = Stores.At(server);
        await using RedisPositionStore reader = Stores.At(server);
        StoreLease lease = await Samples.LeaseAsync(writer, Samples.NewTrader());
        await writer.CommitAsync(lease, All(0), CancellationToken.None);
        using var stop = new CancellationTokenSource();
        Task<long> writing = WriteAsync(writer, lease, stop.Token);

        for (int round = 0; round < 15; round++)
        {
            StoredState state = await reader.LoadAsync(lease.Trader, CancellationToken.None);

            Assert.Equal(2 * Many, state.Rows.Count);
            Assert.Equal(2 * Many, state.Rows.DistinctBy(row => (row.Kind, row.Key)).Count());
            string[] marks =
                [.. state.Rows.Where(row => row.Key == "mark").Select(Samples.Text).Distinct()];
            Assert.Equal(state.Sequence.ToString(CultureInfo.InvariantCulture), Assert.Single(marks));
        }

        await stop.CancelAsync();
        StoredState last = await reader.LoadAsync(lease.Trader, CancellationToken.None);
        Assert.Equal(await writing, last.Sequence);
    }

    [RedisFact]
    public async Task Load_ManyRowsWhileRowsOnlyAreCommitted_IsOfOneMoment()
    {
        RedisServer server = await standalone.ServerAsync();
        await using RedisPositionStore writer = Stores.At(server);
        await using RedisPositionStore reader = Stores.At(server);
        StoreLease lease = await Samples.LeaseAsync(writer, Samples.NewTrader());
        await writer.CommitAsync(lease, All(0), CancellationToken.None);
        using var stop = new CancellationTokenSource();
        Task<int> writing = WriteRowsAsync(writer, lease, stop.Token);

        for (int round = 0; round < 5; round++)
        {
            StoredState state = await reader.LoadAsync(lease.Trader, CancellationToken.None);

            Assert.Single(state.Rows.Where(row => row.Key == "mark").Select(Samples.Text).Distinct());
        }

        await stop.CancelAsync();
        Assert.True(await writing > 0);
    }

    [RedisFact]
    public async Task Commit_TwentyThousandRowsAndRecords_LandsWhole()
    {
        RedisServer server = await standalone.ServerAsync();
        await using RedisPositionStore store = Stores.At(server);
        StoreLease lease = await Samples.LeaseAsync(store, Samples.NewTrader());
        StateRow[] rows = [.. Enumerable.Range(0, 20_000).Select(n => Samples.Row($"row {n}", new string('x', 300)))];

        CommitResult made = await store.CommitAsync(
            lease, Samples.Commit(0, 20_000, rows), CancellationToken.None);
        StoredState state = await store.LoadAsync(lease.Trader, CancellationToken.None);
        List<JournalRecord> journal = await Samples.JournalAsync(store, lease.Trader);
        CommitResult cleared = await store.CommitAsync(
            lease,
            Samples.Commit(20_000, 0, [.. rows.Select(row => row with { Payload = null })]),
            CancellationToken.None);
        StoredState after = await store.LoadAsync(lease.Trader, CancellationToken.None);

        Assert.Equal(CommitResult.Committed(20_000), made);
        Assert.Equal(20_000, state.Rows.Count);
        Assert.Equal(Enumerable.Range(1, 20_000).Select(n => (long)n), journal.Select(record => record.Sequence));
        Assert.Equal(CommitStatus.Committed, cleared.Status);
        Assert.Empty(after.Rows);
    }

    [RedisFact]
    public async Task ReadJournal_LargeRecords_ComeInSmallerPages()
    {
        RedisServer server = await standalone.ServerAsync();
        await using RedisPositionStore store = Stores.At(server);
        StoreLease lease = await Samples.LeaseAsync(store, Samples.NewTrader());
        for (int n = 0; n < 150; n += 10)
        {
            StoreCommit commit = Samples.Commit(n, 10);
            byte[] large = new byte[256 * 1024];
            await store.CommitAsync(
                lease,
                commit with { Journal = [.. commit.Journal.Select(record => record with { Payload = large })] },
                CancellationToken.None);
        }

        List<JournalRecord> journal = await Samples.JournalAsync(store, lease.Trader);

        Assert.Equal(150, journal.Count);
        Assert.All(journal, record => Assert.Equal(256 * 1024, record.Payload.Length));
    }

    [RedisFact]
    public async Task Commit_TooLargeForTheServer_IsRefusedBeforeItIsSent()
    {
        RedisServer server = await standalone.ServerAsync();
        await using RedisPositionStore store = Stores.At(server);
        StoreLease lease = await Samples.LeaseAsync(store, Samples.NewTrader());
        byte[] shared = new byte[1024 * 1024];
        StateRow[] rows =
        [
            .. Enumerable.Range(0, 257).Select(n => Samples.Row($"row {n}", string.Empty) with { Payload = shared }),
        ];

        StoreException error = await Assert.ThrowsAsync<StoreException>(
            async () => await store.CommitAsync(lease, Samples.Commit(0, 1, rows), CancellationToken.None));

        Assert.False(error.IsTransient);
        Assert.Contains("too large", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await store.LoadAsync(lease.Trader, CancellationToken.None)).Sequence);
    }

    private static StoreCommit All(long expected) => Samples.Commit(
        expected,
        1,
        [.. Enumerable.Range(1, Many - 1).SelectMany(n => Both($"row {n}", "0")), .. Both("mark", $"{expected + 1}")]);

    private static StateRow[] Both(string key, string text) =>
        [Samples.Row(key, text), Samples.Row(key, text, RowKind.Position)];

    private static async Task<long> WriteAsync(RedisPositionStore store, StoreLease lease, CancellationToken stop)
    {
        long sequence = 1;
        while (!stop.IsCancellationRequested)
        {
            StoreCommit commit = Samples.Commit(sequence, 1, Both("mark", $"{sequence + 1}"));
            sequence = (await store.CommitAsync(lease, commit, CancellationToken.None)).Sequence;
        }

        return sequence;
    }

    private static async Task<int> WriteRowsAsync(RedisPositionStore store, StoreLease lease, CancellationToken stop)
    {
        int n = 0;
        while (!stop.IsCancellationRequested)
        {
            await store.CommitAsync(lease, Samples.Commit(1, 0, Both("mark", $"{++n}")), CancellationToken.None);
        }

        return n;
    }
}
