namespace PositionRecovery.Redis.Tests;

/// <summary>What the server knows and the client does not, and the other way round.</summary>
public sealed class WireTests(StandaloneFixture standalone) : IClassFixture<StandaloneFixture>
{
    [RedisFact]
    public async Task Commit_ArrivesAfterSomebodyElseTookOver_IsRefusedByTheServer()
    {
        RedisServer server = await standalone.ServerAsync();
        await using var wire = new Wire(server);
        await using RedisPositionStore first = Impatient(wire);
        await using RedisPositionStore second = Stores.At(server);
        StoreLease lease = await Samples.LeaseAsync(first, Samples.NewTrader());

        wire.HoldRequests();
        StoreException error = await Assert.ThrowsAsync<StoreException>(
            async () => await first.CommitAsync(
                lease, Samples.Commit(0, 1, Samples.Row("a", "old")), CancellationToken.None));
        OpenResult taken = await second.OpenAsync(
            Samples.Request(lease.Trader, "second", takeOver: true), CancellationToken.None);
        await second.CommitAsync(
            taken.Lease!, Samples.Commit(0, 0, Samples.Row("a", "new")), CancellationToken.None);
        wire.LetGo();
        CommitResult again = await Patience.UntilAnsweredAsync(() => first.CommitAsync(
            lease, Samples.Commit(0, 1, Samples.Row("a", "old")), CancellationToken.None));
        StoredState state = await second.LoadAsync(lease.Trader, CancellationToken.None);

        Assert.True(error.IsTransient);
        Assert.Equal(CommitResult.Fenced(0), again);
        Assert.Equal(["Order a=new"], Samples.Texts(state));
        Assert.Equal(0, state.Sequence);
    }

    /// <summary>A caller that blocks would stop the thread from which all answers come.</summary>
    [RedisFact]
    public async Task Load_Answered_ContinuesOutsideTheClient()
    {
        await using RedisPositionStore store = Stores.At(await standalone.ServerAsync());
        TraderId trader = Samples.NewTrader();
        var stacks = new List<string>();

        await Task.Run(async () =>
        {
            for (int i = 0; i < 50; i++)
            {
                await store.LoadAsync(trader, CancellationToken.None).ConfigureAwait(false);
                stacks.Add(Environment.StackTrace);
            }
        });

        Assert.DoesNotContain(stacks, static stack => stack.Contains("StackExchange", StringComparison.Ordinal));
    }

    [RedisFact]
    public async Task Commit_AnswerIsLost_HasLandedOnceAndWhole()
    {
        RedisServer server = await standalone.ServerAsync();
        await using var wire = new Wire(server);
        await using RedisPositionStore store = Impatient(wire);
        StoreLease lease = await Samples.LeaseAsync(store, Samples.NewTrader());
        StoreCommit commit = Samples.Commit(0, 1, Samples.Row("a", "1"));

        wire.HoldAnswers();
        StoreException error = await Assert.ThrowsAsync<StoreException>(
            async () => await store.CommitAsync(lease, commit, CancellationToken.None));
        wire.Cut();
        CommitResult again =
            await Patience.UntilAnsweredAsync(() => store.CommitAsync(lease, commit, CancellationToken.None));
        StoredState state = await store.LoadAsync(lease.Trader, CancellationToken.None);

        Assert.True(error.IsTransient);
        Assert.Equal(CommitResult.Conflict(1), again);
        Assert.Equal(["Order a=1"], Samples.Texts(state));
        Assert.Single(await Samples.JournalAsync(store, lease.Trader));
    }

    [RedisFact]
    public async Task Commit_ConnectionCutAgainAndAgain_LosesNothingAcknowledged()
    {
        RedisServer server = await standalone.ServerAsync();
        await using var wire = new Wire(server);
        await using RedisPositionStore store = Impatient(wire);
        StoreLease lease = await Samples.LeaseAsync(store, Samples.NewTrader());
        long acknowledged = 0;
        long expected = 0;
        for (int round = 0; round < 10; round++)
        {
            for (int n = 0; n < 5; n++)
            {
                acknowledged = expected = (await store.CommitAsync(
                    lease, Samples.Commit(expected, 1, Samples.Row("a", $"{expected + 1}")), CancellationToken.None))
                    .Sequence;
            }

            wire.Cut();
            StoredState state =
                await Patience.UntilAnsweredAsync(() => store.LoadAsync(lease.Trader, CancellationToken.None));
            Assert.Equal(acknowledged, state.Sequence);
            Assert.Equal([$"Order a={expected}"], Samples.Texts(state));
        }

        Assert.Equal(acknowledged, (await Samples.JournalAsync(store, lease.Trader)).Count);
    }

    [RedisFact]
    public async Task Commit_ConnectionFallsSilent_IsReplaced()
    {
        RedisServer server = await standalone.ServerAsync();
        await using var wire = new Wire(server);
        await using RedisPositionStore store = Stores.At(wire.Address, o =>
        {
            o.ConnectTimeout = TimeSpan.FromSeconds(3);
            o.OperationTimeout = TimeSpan.FromSeconds(1);
        });
        StoreLease lease = await Samples.LeaseAsync(store, Samples.NewTrader());
        StoreCommit commit = Samples.Commit(0, 1, Samples.Row("a", "1"));

        wire.Silence();
        CommitResult committed =
            await Patience.UntilAnsweredAsync(() => store.CommitAsync(lease, commit, CancellationToken.None));

        Assert.Equal(1, committed.Sequence);
        Assert.Single(await Samples.JournalAsync(store, lease.Trader));
    }

    private static RedisPositionStore Impatient(Wire wire) =>
        Stores.At(wire.Address, o => o.OperationTimeout = TimeSpan.FromSeconds(2));
}
