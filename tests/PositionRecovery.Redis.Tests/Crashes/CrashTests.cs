using PositionRecovery.CrashWriter;
using PositionRecovery.Stores.Tests;
using Xunit.Abstractions;

namespace PositionRecovery.Redis.Tests;

/// <summary>Real processes, killed: the one that writes, and the server it writes to.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private static readonly TraderId Trader = new("desk-7");

    [RedisFact]
    public Task Writer_KilledAtAnyMoment_LosesNothingAcknowledged() => SurvivesAsync("writer", static async (_, writer) =>
        await writer.KillAsync());

    [RedisFact]
    public Task Server_KilledAtAnyMoment_LosesNothingAcknowledged() => SurvivesAsync("server", static async (server, writer) =>
    {
        server.Kill();
        int end = await writer.EndAsync();
        await server.StartAgainAsync();
        Assert.Equal(WriterExit.Failed, end);
        Assert.StartsWith("error transient", writer.Lines[^1], StringComparison.Ordinal);
    });

    private async Task SurvivesAsync(string who, Func<RedisServer, WriterProcess, Task> kill)
    {
        var settings = new KillSettings();
        output.WriteLine(settings.ToString());
        (int early, long records, int unacknowledged) = (0, 0, 0);

        // After so many a new server begins, so that looking at all of the journal after each kill stays quick.
        foreach (int[] kills in Enumerable.Range(0, settings.Kills).Chunk(100))
        {
            await using RedisServer server = await RedisServer.StartDurableAsync();
            var check = new CrashCheck(() => Stores.At(server), Trader);
            foreach (int number in kills)
            {
                await using WriterProcess writer = Start(server, $"writer {number}");
                early += await RunAsync(writer, settings.Random) ? 1 : 0;
                await kill(server, writer);
                await check.HoldsAsync(writer);
            }

            (records, unacknowledged) = (records + check.Sequence, unacknowledged + check.Unacknowledged);
        }

        output.WriteLine(
            $"{settings.Kills} kills of the {who} ({early} while opening), {records} records, 0 lost, "
            + $"{unacknowledged} commits landed without being acknowledged");
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
