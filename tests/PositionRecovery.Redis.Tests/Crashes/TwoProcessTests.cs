using PositionRecovery.CrashWriter;
using PositionRecovery.Stores.Tests;

namespace PositionRecovery.Redis.Tests;

/// <summary>Two processes that want the same trader.</summary>
public sealed class TwoProcessTests(StandaloneFixture standalone) : IClassFixture<StandaloneFixture>
{
    private readonly TraderId _trader = Samples.NewTrader();

    [RedisFact]
    public async Task Writers_StartedAtOnce_OneGetsTheTrader()
    {
        RedisServer server = await standalone.ServerAsync();
        await using WriterProcess first = Start(server, "first", commits: 20);
        await using WriterProcess second = Start(server, "second", commits: 20);
        await using WriterProcess third = Start(server, "third", commits: 20);

        int[] ends = await Task.WhenAll(first.EndAsync(), second.EndAsync(), third.EndAsync());

        Assert.Equal([WriterExit.Done, WriterExit.Refused, WriterExit.Refused], ends.Order());
    }

    [RedisFact]
    public async Task Writer_TakenOver_IsFencedAndWritesNoMore()
    {
        RedisServer server = await standalone.ServerAsync();
        await using WriterProcess first = Start(server, "first");
        Assert.True(await first.ReadUntilAsync("ack", 20));
        await using WriterProcess refused = Start(server, "second");
        Assert.Equal(WriterExit.Refused, await refused.EndAsync());

        await using WriterProcess second = Start(server, "second", takesOver: true, commits: 50);

        Assert.Equal(WriterExit.Fenced, await first.EndAsync());
        Assert.Equal(WriterExit.Done, await second.EndAsync());
        await IsWrittenInTurnAsync(server, first, second);
    }

    [RedisFact]
    public async Task Writer_FrozenAndTakenOver_IsFencedWhenItWakes()
    {
        RedisServer server = await standalone.ServerAsync();
        await using WriterProcess first = Start(server, "first");
        Assert.True(await first.ReadUntilAsync("ack", 20));

        first.Freeze();
        await using WriterProcess second = Start(server, "second", takesOver: true, commits: 50);
        Assert.Equal(WriterExit.Done, await second.EndAsync());
        first.Thaw();

        Assert.Equal(WriterExit.Fenced, await first.EndAsync());
        await IsWrittenInTurnAsync(server, first, second);
    }

    [RedisFact]
    public async Task Writer_FrozenBeyondItsLease_IsFencedWhenItWakes()
    {
        RedisServer server = await standalone.ServerAsync();
        await using WriterProcess writer = WriterProcess.Start(
            Arguments(server, "first") with { LeaseTime = TimeSpan.FromSeconds(3) });
        Assert.True(await writer.ReadUntilAsync("ack", 20));

        writer.Freeze();
        await Task.Delay(TimeSpan.FromSeconds(3.1));
        writer.Thaw();

        Assert.Equal(WriterExit.Fenced, await writer.EndAsync());
    }

    [RedisFact]
    public async Task Server_FrozenBeyondALease_LetsNobodyWriteUnderIt()
    {
        await using RedisServer server = await RedisServer.StartDurableAsync();
        await using WriterProcess writer = WriterProcess.Start(
            Arguments(server, "first") with { LeaseTime = TimeSpan.FromSeconds(3) });
        Assert.True(await writer.ReadUntilAsync("ack", 20));

        await server.SignalAsync("STOP");
        await Task.Delay(TimeSpan.FromSeconds(3.1));
        await server.SignalAsync("CONT");

        Assert.Equal(WriterExit.Fenced, await writer.EndAsync());
    }

    private WriterArguments Arguments(RedisServer server, string owner) =>
        new() { Store = $"redis:{server.Address}", Trader = _trader, Owner = owner };

    private WriterProcess Start(
        RedisServer server, string owner, bool takesOver = false, int commits = int.MaxValue) =>
        WriterProcess.Start(Arguments(server, owner) with { TakesOver = takesOver, Commits = commits });

    private async Task IsWrittenInTurnAsync(RedisServer server, WriterProcess first, WriterProcess second)
    {
        await using RedisPositionStore store = Stores.At(server);
        StoredState state = await store.LoadAsync(_trader, CancellationToken.None);
        Assert.Null(WriterBatch.FindFault(state));
        Assert.Equal(second.Acknowledged, state.Sequence);
        Assert.True(first.Acknowledged < second.Acknowledged);
        string[] owners = [.. (await Samples.JournalAsync(store, _trader)).Select(WriterBatch.OwnerOf)];
        int turn = Array.IndexOf(owners, "second");
        Assert.True(turn >= first.Acknowledged);
        Assert.DoesNotContain("first", owners.Skip(turn));
    }
}
