namespace PositionRecovery.Redis.Tests;

public sealed class OutageTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);

    [RedisFact]
    public async Task Open_ServerDown_FailsForNowAndWorksOnceItIsUp()
    {
        await using RedisServer server = await RedisServer.StartDurableAsync();
        server.Kill();
        await using RedisPositionStore store = Impatient(server);

        StoreException error = await Assert.ThrowsAsync<StoreException>(
            async () => await store.OpenAsync(Samples.Request(new("desk")), CancellationToken.None));
        await server.StartAgainAsync();
        StoreLease lease =
            await Patience.UntilAnsweredAsync(async () => await Samples.LeaseAsync(store, new("desk")));

        Assert.True(error.IsTransient);
        Assert.Equal(1, lease.Epoch);
    }

    [RedisFact]
    public async Task CheckHealth_ServerDown_SaysSoAndDoesNotThrow()
    {
        await using RedisServer server = await RedisServer.StartDurableAsync();
        server.Kill();
        await using RedisPositionStore store = Impatient(server);

        StoreHealth health = await store.CheckHealthAsync(CancellationToken.None);

        Assert.False(health.IsHealthy);
        Assert.NotEmpty(health.Description!);
    }

    [RedisFact]
    public async Task CheckHealth_StoreDisposed_SaysSoAndDoesNotThrow()
    {
        await using RedisServer server = await RedisServer.StartDurableAsync();
        RedisPositionStore store = Stores.At(server);
        await store.DisposeAsync();

        StoreHealth health = await store.CheckHealthAsync(CancellationToken.None);

        Assert.False(health.IsHealthy);
    }

    [RedisFact]
    public async Task Commit_ServerGoesAndComesBack_GoesOnUnderTheSameLease()
    {
        await using RedisServer server = await RedisServer.StartDurableAsync();
        await using RedisPositionStore store = Impatient(server);
        StoreLease lease = await Samples.LeaseAsync(store, new("desk"));
        await store.CommitAsync(lease, Samples.Commit(0, 1), CancellationToken.None);

        server.Kill();
        StoreException error = await Assert.ThrowsAsync<StoreException>(
            async () => await store.CommitAsync(lease, Samples.Commit(1, 1), CancellationToken.None));
        StoreHealth down = await store.CheckHealthAsync(CancellationToken.None);
        await server.StartAgainAsync();
        StoredState state =
            await Patience.UntilAnsweredAsync(() => store.LoadAsync(lease.Trader, CancellationToken.None));
        CommitResult result =
            await store.CommitAsync(lease, Samples.Commit(state.Sequence, 1), CancellationToken.None);

        Assert.True(error.IsTransient);
        Assert.False(down.IsHealthy);
        Assert.Equal(CommitResult.Committed(state.Sequence + 1), result);
        Assert.True((await store.CheckHealthAsync(CancellationToken.None)).IsHealthy);
    }

    [RedisTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Commit_ServerDoesNotAnswer_IsGivenUpAndFoundOutAbout(bool isStopped)
    {
        await using RedisServer server = await RedisServer.StartDurableAsync();
        await using RedisPositionStore store = Impatient(server);
        StoreLease lease = await Samples.LeaseAsync(store, new("desk"));
        _ = isStopped
            ? await server.SignalAsync("STOP")
            : await server.CliAsync("CLIENT", "PAUSE", "600000", "WRITE");

        StoreException error = await Assert.ThrowsAsync<StoreException>(
            async () => await store.CommitAsync(
                lease, Samples.Commit(0, 1, Samples.Row("a", "1")), CancellationToken.None));
        StoreHealth paused = await store.CheckHealthAsync(CancellationToken.None);
        _ = isStopped ? await server.SignalAsync("CONT") : await server.CliAsync("CLIENT", "UNPAUSE");
        StoredState state =
            await Patience.UntilAnsweredAsync(() => store.LoadAsync(lease.Trader, CancellationToken.None));

        Assert.True(error.IsTransient);
        Assert.Contains("not known", error.Message, StringComparison.Ordinal);
        Assert.False(paused.IsHealthy);
        Assert.Equal(state.Sequence, state.Rows.Count);
        Assert.Equal(state.Sequence, (await Samples.JournalAsync(store, lease.Trader)).Count);
    }

    [RedisFact]
    public async Task Commit_ServerOutOfMemory_IsRefusedWhole()
    {
        await using RedisServer server = await RedisServer.StartDurableAsync();
        await using RedisPositionStore store = Stores.At(server);
        StoreLease lease = await Samples.LeaseAsync(store, new("desk"));
        await store.CommitAsync(lease, Samples.Commit(0, 1, Samples.Row("a", "1")), CancellationToken.None);
        await server.CliAsync("CONFIG", "SET", "maxmemory", "1mb");

        StoreException withRecords = await Assert.ThrowsAsync<StoreException>(
            async () => await store.CommitAsync(
                lease, Samples.Commit(1, 2, Samples.Row("a", "2")), CancellationToken.None));
        StoreException rowsOnly = await Assert.ThrowsAsync<StoreException>(
            async () => await store.CommitAsync(
                lease, Samples.Commit(1, 0, Samples.Row("a", "3")), CancellationToken.None));
        StoreException renewal = await Assert.ThrowsAsync<StoreException>(
            async () => await store.CommitAsync(lease, Samples.Commit(1, 0), CancellationToken.None));
        StoreHealth full = await store.CheckHealthAsync(CancellationToken.None);
        await server.CliAsync("CONFIG", "SET", "maxmemory", "0");
        StoredState state = await store.LoadAsync(lease.Trader, CancellationToken.None);

        Assert.All([withRecords, rowsOnly, renewal], error => Assert.True(error.IsTransient, error.Message));
        Assert.False(full.IsHealthy);
        Assert.Contains("maxmemory", full.Description, StringComparison.Ordinal);
        Assert.Equal(1, state.Sequence);
        Assert.Equal(["Order a=1"], Samples.Texts(state));
        Assert.Single(await Samples.JournalAsync(store, lease.Trader));
        Assert.Equal(
            CommitResult.Committed(2),
            await store.CommitAsync(lease, Samples.Commit(1, 1), CancellationToken.None));
    }

    [RedisFact]
    public async Task Commit_WhileTheServerCannotSaveSnapshots_IsRefusedWhole()
    {
        await using RedisServer server = await RedisServer.StartAsync(
            "--appendonly", "yes", "--appendfsync", "always", "--save", "3600 1000000");
        await using RedisPositionStore store = Stores.At(server);
        StoreLease lease = await Samples.LeaseAsync(store, new("desk"));
        Directory.CreateDirectory(Path.Combine(server.Folder, "dump.rdb"));
        await server.CliAsync("BGSAVE");
        while (!(await server.CliAsync("INFO", "persistence"))
            .Contains("rdb_last_bgsave_status:err", StringComparison.Ordinal))
        {
            await Task.Delay(50);
        }

        StoreException error = await Assert.ThrowsAsync<StoreException>(
            async () => await store.CommitAsync(
                lease, Samples.Commit(0, 1, Samples.Row("a", "1")), CancellationToken.None));
        StoreHealth health = await store.CheckHealthAsync(CancellationToken.None);
        StoredState state = await store.LoadAsync(lease.Trader, CancellationToken.None);

        Assert.True(error.IsTransient, error.Message);
        Assert.False(health.IsHealthy);
        Assert.Empty(state.Rows);
    }

    private static RedisPositionStore Impatient(RedisServer server) =>
        Stores.At(server.Address, o =>
        {
            o.ConnectTimeout = Short;
            o.OperationTimeout = Short;
        });
}
