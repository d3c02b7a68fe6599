using StackExchange.Redis;

namespace PositionRecovery.Redis.Tests;

public sealed class ScriptTests(StandaloneFixture standalone) : IClassFixture<StandaloneFixture>
{
    [RedisFact]
    public async Task Commit_ScriptsFlushed_LandsOnce()
    {
        RedisServer server = await standalone.ServerAsync();
        await using RedisPositionStore store = Stores.At(server);
        StoreLease lease = await Samples.LeaseAsync(store, Samples.NewTrader());
        await store.CommitAsync(lease, Samples.Commit(0, 1), CancellationToken.None);
        await server.CliAsync("SCRIPT", "FLUSH");

        CommitResult result = await store.CommitAsync(lease, Samples.Commit(1, 1), CancellationToken.None);
        await server.CliAsync("SCRIPT", "FLUSH");
        StoredState state = await store.LoadAsync(lease.Trader, CancellationToken.None);

        Assert.Equal(CommitResult.Committed(2), result);
        Assert.Equal(2, state.Sequence);
    }

    [RedisFact]
    public async Task Commit_OfRowsOnly_ArrivingAfterANewerOne_IsDropped()
    {
        RedisServer server = await standalone.ServerAsync();
        await using RedisPositionStore store = Stores.At(server);
        StoreLease lease = await Samples.LeaseAsync(store, Samples.NewTrader());
        var keys = new TraderKeys(lease.Trader, string.Empty);
        var givenUp = new CommitArguments(lease, Samples.Commit(0, 0, Samples.Row("a", "1")), keys);
        await store.CommitAsync(lease, Samples.Commit(0, 0, Samples.Row("a", "1")), CancellationToken.None);
        await store.CommitAsync(lease, Samples.Commit(0, 0, Samples.Row("a", "2")), CancellationToken.None);

        using ConnectionMultiplexer client = await ConnectionMultiplexer.ConnectAsync(server.Address);
        var answer = (string[])(await client.GetDatabase().ScriptEvaluateAsync(
            Script.Commit, givenUp.Keys, givenUp.Values(attempt: 1)))!;
        StoredState state = await store.LoadAsync(lease.Trader, CancellationToken.None);

        Assert.Equal(["late", "0", "2"], answer);
        Assert.Equal(["Order a=2"], Samples.Texts(state));
    }

    [RedisFact]
    public async Task Commit_LeaseFromAnotherHandle_IsTakenInTurns()
    {
        RedisServer server = await standalone.ServerAsync();
        await using RedisPositionStore one = Stores.At(server);
        await using RedisPositionStore other = Stores.At(server);
        StoreLease lease = await Samples.LeaseAsync(one, Samples.NewTrader());

        foreach (RedisPositionStore store in new[] { one, other, one, one, other, other, one })
        {
            Assert.Equal(
                CommitResult.Committed(0),
                await store.CommitAsync(lease, Samples.Commit(0, 0, Samples.Row("a", "1")), CancellationToken.None));
        }
    }

    [RedisFact]
    public async Task Commit_AKeyOfAnotherType_IsRefusedWhole()
    {
        RedisServer server = await standalone.ServerAsync();
        await using RedisPositionStore store = Stores.At(server);
        StoreLease lease = await Samples.LeaseAsync(store, Samples.NewTrader());
        await server.CliAsync("SET", $"trader-position:{{{lease.Trader}}}", "not a hash");

        StoreException error = await Assert.ThrowsAsync<StoreException>(
            async () => await store.CommitAsync(
                lease,
                Samples.Commit(0, 1, Samples.Row("a", "1"), Samples.Row("b", "1", RowKind.Position)),
                CancellationToken.None));
        await server.CliAsync("DEL", $"trader-position:{{{lease.Trader}}}");
        StoredState state = await store.LoadAsync(lease.Trader, CancellationToken.None);

        Assert.Contains("is a string, not a hash", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
        Assert.Equal(0, state.Sequence);
        Assert.Empty(state.Rows);
        Assert.Empty(await Samples.JournalAsync(store, lease.Trader));
    }

    [RedisFact]
    public async Task Commit_AForeignRecordInTheJournal_IsRefusedWhole()
    {
        RedisServer server = await standalone.ServerAsync();
        await using RedisPositionStore store = Stores.At(server);
        StoreLease lease = await Samples.LeaseAsync(store, Samples.NewTrader());
        await server.CliAsync("XADD", $"trader-journal:{{{lease.Trader}}}", "7-0", "p", "foreign");

        StoreException error = await Assert.ThrowsAsync<StoreException>(
            async () => await store.CommitAsync(
                lease, Samples.Commit(0, 1, Samples.Row("a", "1")), CancellationToken.None));
        StoredState state = await store.LoadAsync(lease.Trader, CancellationToken.None);

        Assert.Contains("Nothing was written", error.Message, StringComparison.Ordinal);
        Assert.Empty(state.Rows);
    }

    [RedisTheory]
    [InlineData("XDEL", "3-0")]
    [InlineData("XADD", "9-0", "p", "foreign")]
    public async Task Open_JournalDoesNotEndAtItsHead_IsRefused(string command, params string[] arguments)
    {
        RedisServer server = await standalone.ServerAsync();
        await using RedisPositionStore store = Stores.At(server);
        StoreLease lease = await Samples.LeaseAsync(store, Samples.NewTrader());
        await store.CommitAsync(
            lease, Samples.Commit(0, 3) with { ReleaseLease = true }, CancellationToken.None);
        await server.CliAsync([command, $"trader-journal:{{{lease.Trader}}}", .. arguments]);

        StoreException error = await Assert.ThrowsAsync<StoreException>(
            async () => await store.OpenAsync(Samples.Request(lease.Trader), CancellationToken.None));

        Assert.Contains("is at 3", error.Message, StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task Open_NewerSchema_IsLeftAlone()
    {
        RedisServer server = await standalone.ServerAsync();
        await using RedisPositionStore store = Stores.At(server);
        TraderId trader = Samples.NewTrader();
        await server.CliAsync("HSET", $"trader-head:{{{trader}}}", "schema", "2", "sequence", "0");

        StoreException open = await Assert.ThrowsAsync<StoreException>(
            async () => await store.OpenAsync(Samples.Request(trader), CancellationToken.None));
        StoreException load = await Assert.ThrowsAsync<StoreException>(
            async () => await store.LoadAsync(trader, CancellationToken.None));

        Assert.Contains("schema 2", open.Message, StringComparison.Ordinal);
        Assert.Contains("schema 2", load.Message, StringComparison.Ordinal);
        Assert.Equal("2\n", await server.CliAsync("HLEN", $"trader-head:{{{trader}}}"));
    }

    [RedisFact]
    public async Task Load_RowsOfAKindNotKnown_IsNotPassedOverInSilence()
    {
        RedisServer server = await standalone.ServerAsync();
        await using RedisPositionStore store = Stores.At(server);
        StoreLease lease = await Samples.LeaseAsync(store, Samples.NewTrader());
        await server.CliAsync("HSET", $"trader-head:{{{lease.Trader}}}", "newest-kind", "99");

        StoreException error = await Assert.ThrowsAsync<StoreException>(
            async () => await store.LoadAsync(lease.Trader, CancellationToken.None));

        Assert.Contains("kind 99", error.Message, StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task Load_RowsUnderKeysNobodyHereWrites_AreShownAllTheSame()
    {
        RedisServer server = await standalone.ServerAsync();
        await using RedisPositionStore store = Stores.At(server);
        StoreLease lease = await Samples.LeaseAsync(store, Samples.NewTrader());
        string orders = $"trader-order:{{{lease.Trader}}}";
        await server.CliAsync("HSET", orders, "", "1", "two\nlines", "2", new string('k', 2000), "3");

        StoredState state = await store.LoadAsync(lease.Trader, CancellationToken.None);

        Assert.Equal(
            ["Order (empty)=1", "Order " + new string('k', 1024) + "=3", "Order two\uFFFDlines=2"],
            Samples.Texts(state));
    }

    [RedisFact]
    public async Task ReadJournal_RecordsTamperedWith_AreHandedOutForTheChainToJudge()
    {
        RedisServer server = await standalone.ServerAsync();
        await using RedisPositionStore store = Stores.At(server);
        StoreLease lease = await Samples.LeaseAsync(store, Samples.NewTrader());
        string journal = $"trader-journal:{{{lease.Trader}}}";
        await store.CommitAsync(lease, Samples.Commit(0, 3), CancellationToken.None);
        await server.CliAsync("XDEL", journal, "2-0");
        await server.CliAsync("XADD", journal, "3-1", "q", "inserted");
        await server.CliAsync("XADD", journal, "18446744073709551615-18446744073709551615", "p", "last");

        List<JournalRecord> records = await Samples.JournalAsync(store, lease.Trader);

        Assert.Equal([1, 3, 3, long.MaxValue], records.Select(record => record.Sequence));
        Assert.True(records[2].Payload.IsEmpty);
        Assert.True(records[2].Hash.IsEmpty);
    }
}
