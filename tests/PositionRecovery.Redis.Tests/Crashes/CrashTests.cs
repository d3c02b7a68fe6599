using PositionRecovery.CrashWriter;
using PositionRecovery.Stores.Tests;
using Xunit.Abstractions;

namespace PositionRecovery.Redis.Tests;

/// <summary>Real processes, killed: the one that writes, and the server it writes to.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private static readonly TraderId Trader = new("desk-7");

    [RedisFact]
    public async Task Writer_KilledAtAnyMoment_LosesNothingAcknowledged()
    {
        await using RedisServer server = await RedisServer.StartDurableAsync();
        var settings = new KillSettings();
        output.WriteLine(settings.ToString());
        var check = new CrashCheck(() => Stores.At(server), Trader);
        int early = 0;
        for (int kill = 0; kill < settings.Kills; kill++)
        {
            await using WriterProcess writer = Start(server, $"writer {kill}");
            early += await RunAsync(writer, settings.Random) ? 1 : 0;
            await writer.KillAsync();
            await check.HoldsAsync(writer);
        }

        output.WriteLine(
            $"{settings.Kills} kills of the writer ({early} while opening), {check.Sequence} records, 0 lost, "
            + $"{check.Unacknowledged} commits landed without being acknowledged");
    }

    [RedisFact]
    public async Task Server_KilledAtAnyMoment_LosesNothingAcknowledged()
    {
        await using RedisServer server = await RedisServer.StartDurableAsync();
        var settings = new KillSettings();
        output.WriteLine(settings.ToString());
        var check = new CrashCheck(() => Stores.At(server), Trader);
        int early = 0;
        for (int kill = 0; kill < settings.Kills; kill++)
        {
            await using WriterProcess writer = Start(server, $"writer {kill}");
            early += await RunAsync(writer, settings.Random) ? 1 : 0;
            server.Kill();
            int end = await writer.EndAsync();
            await server.StartAgainAsync();
            Assert.Equal(WriterExit.Failed, end);
            Assert.StartsWith("error transient", writer.Lines[^1], StringComparison.Ordinal);
            await check.HoldsAsync(writer);
        }

        output.WriteLine(
            $"{settings.Kills} kills of the server ({early} while opening), {check.Sequence} records, 0 lost, "
            + $"{check.Unacknowledged} commits landed without being acknowledged");
    }

    private static WriterProcess Start(RedisServer server, string owner) =>
        WriterProcess.Start(new WriterArguments
        {
            Store = $"redis:{server.Address}", Trader = Trader, Owner = owner, TakesOver = true,
        });

    /// <summary>Lets it run up to the moment of its death: every fourth dies while it opens, the others between or
    /// within commits.</summary>
    private static async Task<bool> RunAsync(WriterProcess writer, Random random)
    {
        bool isEarly = random.Next(4) == 0;
        Assert.True(
            isEarly ? await writer.ReadUntilAsync("ready") : await writer.ReadUntilAsync("ack", random.Next(1, 80)),
            string.Join('\n', writer.Lines));
        KillSettings.Wait(random.Next(isEarly ? 200_000 : 2_000));
        return isEarly;
    }
}
