namespace PositionRecovery.Redis.Tests;

public sealed class ClusterTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    [RedisFact]
    public async Task Open_OneNodeIsWeaker_RefusesOnlyItsTraders()
    {
        RedisCluster nodes = await cluster.ClusterAsync();
        await using RedisPositionStore store = Stores.At(nodes.Addresses);
        TraderId[] traders = [.. Enumerable.Range(0, 24).Select(_ => Samples.NewTrader())];
        RedisServer weaker = await nodes.NodeOfAsync(Head(traders[0]));
        await weaker.CliAsync("CONFIG", "SET", "appendfsync", "everysec");
        try
        {
            foreach (TraderId trader in traders)
            {
                bool isOnIt = await nodes.NodeOfAsync(Head(trader)) == weaker;
                Exception? error = await Record.ExceptionAsync(
                    async () => await store.OpenAsync(Samples.Request(trader), CancellationToken.None));
                Assert.Equal(isOnIt, error is StoreException);
            }
        }
        finally
        {
            await weaker.CliAsync("CONFIG", "SET", "appendfsync", "always");
        }
    }

    [RedisFact]
    public async Task Commit_SlotMovedToAnotherNode_FollowsIt()
    {
        RedisCluster nodes = await cluster.ClusterAsync();
        await using RedisPositionStore store = Stores.At(nodes.Addresses);
        StoreLease lease = await Samples.LeaseAsync(store, Samples.NewTrader());
        await store.CommitAsync(lease, Samples.Commit(0, 1, Samples.Row("a", "1")), CancellationToken.None);

        RedisServer target = await MoveAsync(nodes, lease.Trader);
        CommitResult result = await store.CommitAsync(
            lease, Samples.Commit(1, 1, Samples.Row("b", "2")), CancellationToken.None);
        StoredState state = await store.LoadAsync(lease.Trader, CancellationToken.None);

        Assert.Equal(CommitResult.Committed(2), result);
        Assert.Equal(["Order a=1", "Order b=2"], Samples.Texts(state));
        Assert.Equal(2, (await Samples.JournalAsync(store, lease.Trader)).Count);
        Assert.Same(target, await nodes.NodeOfAsync(Head(lease.Trader)));
    }

    [RedisFact]
    public async Task Commit_SlotHalfMoved_FailsForNowAndLandsAfter()
    {
        RedisCluster nodes = await cluster.ClusterAsync();
        await using RedisPositionStore store = Stores.At(nodes.Addresses);
        StoreLease lease = await Samples.LeaseAsync(store, Samples.NewTrader());
        await store.CommitAsync(lease, Samples.Commit(0, 1, Samples.Row("a", "1")), CancellationToken.None);

        StoreException? error = null;
        await MoveAsync(nodes, lease.Trader, whenHalfMoved: async () => error = await Assert.ThrowsAsync<StoreException>(
            async () => await store.CommitAsync(
                lease, Samples.Commit(1, 1, Samples.Row("a", "2")), CancellationToken.None)));
        StoredState state = await store.LoadAsync(lease.Trader, CancellationToken.None);
        CommitResult result = await store.CommitAsync(
            lease, Samples.Commit(1, 1, Samples.Row("a", "3")), CancellationToken.None);

        Assert.True(error!.IsTransient, error.Message);
        Assert.Equal(1, state.Sequence);
        Assert.Equal(CommitResult.Committed(2), result);
    }

    [RedisFact]
    public async Task Open_DatabaseInACluster_IsRefused()
    {
        RedisCluster nodes = await cluster.ClusterAsync();
        await using RedisPositionStore store = Stores.At(nodes.Addresses, o => o.Database = 1);

        StoreException error = await Assert.ThrowsAsync<StoreException>(
            async () => await store.OpenAsync(Samples.Request(Samples.NewTrader()), CancellationToken.None));

        Assert.Contains("Database is 1", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
    }

    [RedisFact]
    public async Task Commit_MasterHandsOverToItsReplica_FollowsIt()
    {
        await using RedisCluster nodes = await RedisCluster.StartAsync();
        TraderId trader = Samples.NewTrader();
        RedisServer master = await nodes.NodeOfAsync(Head(trader));
        await using RedisServer replica = await RedisCluster.StartReplicaAsync(master);
        await using RedisPositionStore store = Stores.At(nodes.Addresses);
        OpenResult opened = await store.OpenAsync(Samples.Request(trader), CancellationToken.None);
        await store.CommitAsync(
            opened.Lease!, Samples.Commit(0, 1, Samples.Row("a", "1")), CancellationToken.None);

        await replica.CliAsync("CLUSTER", "FAILOVER");
        while (!(await replica.CliAsync("ROLE")).StartsWith("master", StringComparison.Ordinal))
        {
            await Task.Delay(50);
        }

        CommitResult result = await Patience.UntilAnsweredAsync(() => store.CommitAsync(
            opened.Lease!, Samples.Commit(1, 1, Samples.Row("a", "2")), CancellationToken.None));
        StoredState state = await store.LoadAsync(trader, CancellationToken.None);

        Assert.Contains("failover", Assert.Single(opened.Warnings), StringComparison.Ordinal);
        // A commit whose answer was lost in the handing over has landed: repeated, it is a conflict.
        Assert.Equal(2, result.Sequence);
        Assert.Equal(["Order a=2"], Samples.Texts(state));
        Assert.Equal("2\n", await replica.CliAsync("HGET", Head(trader), "sequence"));
    }

    private static string Head(TraderId trader) => $"trader-head:{{{trader}}}";

    /// <summary>Moves the trader's slot, key by key, as resharding does.</summary>
    private static async Task<RedisServer> MoveAsync(
        RedisCluster nodes, TraderId trader, Func<Task>? whenHalfMoved = null)
    {
        RedisServer source = await nodes.NodeOfAsync(Head(trader));
        RedisServer target = nodes.Nodes.First(node => node != source);
        string slot = (await source.CliAsync("CLUSTER", "KEYSLOT", Head(trader))).Trim();
        string sourceId = (await source.CliAsync("CLUSTER", "MYID")).Trim();
        string targetId = (await target.CliAsync("CLUSTER", "MYID")).Trim();
        await target.CliAsync("CLUSTER", "SETSLOT", slot, "IMPORTING", sourceId);
        await source.CliAsync("CLUSTER", "SETSLOT", slot, "MIGRATING", targetId);
        string[] keys = (await source.CliAsync("CLUSTER", "GETKEYSINSLOT", slot, "100")).Split('\n')[..^1];
        foreach (string key in keys)
        {
            await source.CliAsync("MIGRATE", "127.0.0.1", $"{target.Port}", key, "0", "10000");
            if (whenHalfMoved is not null)
            {
                await whenHalfMoved();
                whenHalfMoved = null;
            }
        }

        foreach (RedisServer node in nodes.Nodes)
        {
            await node.CliAsync("CLUSTER", "SETSLOT", slot, "NODE", targetId);
        }

        return target;
    }
}
