using System.Globalization;
using PositionRecovery.CrashWriter;
using PositionRecovery.Sqlite;
using Xunit.Abstractions;

namespace PositionRecovery.Stores.Tests;

/// <summary>An engine that records through a state manager, as a process that is killed, frozen and asked to end.
/// KILLS sets how often it is killed.</summary>
public sealed class EngineCrashTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TraderId Trader = new("desk-7");

    private readonly TemporaryDirectory _directory = new();

    private string Path => _directory.File("desk.db");

    [Fact]
    public async Task Engine_KilledAtAnyMoment_EverythingAcknowledgedIsThereAndProven()
    {
        int kills = int.TryParse(
            Environment.GetEnvironmentVariable("KILLS"), CultureInfo.InvariantCulture, out int set) ? set : 8;
        var random = new Random(20260302);
        long acknowledged = 0;
        for (int kill = 0; kill < kills; kill++)
        {
            await using (WriterProcess engine = Start())
            {
                Assert.True(await engine.ReadUntilAsync("ack", random.Next(1, 60)), string.Join('\n', engine.Lines));
                await engine.KillAsync();
                acknowledged = engine.Acknowledged;
            }

            await using var store = new SqlitePositionStore(new SqliteStoreOptions { Path = Path });
            var reader = new StateReader(store, Trader, null);
            StateVerification proof = await reader.VerifyAsync(null);
            Assert.True(proof.IsIntact, string.Join('\n', proof.Differences));
            StoredPicture stored = await reader.LoadAsync();
            Assert.True(stored.Sequence >= acknowledged, $"{stored.Sequence} is stored, {acknowledged} acknowledged.");
        }

        output.WriteLine($"{kills} kills, {acknowledged} entries acknowledged, 0 lost");
    }

    [UnixFact]
    public async Task Engine_AskedToEnd_StopsItsSessionAndGivesTheTraderBack()
    {
        await using (WriterProcess engine = Start())
        {
            Assert.True(await engine.ReadUntilAsync("ack", 5));
            engine.AskToEnd();
            Assert.Equal(WriterExit.Done, await engine.EndAsync());
            Assert.Equal("closed", engine.Lines[^1]);
        }

        await using var store = new SqlitePositionStore(new SqliteStoreOptions { Path = Path });
        await using var state = new StateManager(new StateSetup
        {
            Trader = Trader, Store = store, Owner = "next", Options = new StateOptions { OpenTimeout = TimeSpan.Zero },
        });
        StateReport report = await state.OpenAsync();
        Assert.Empty(report.Crashed);
        Assert.Equal(SessionStatus.Stopped, state.ReadState().Sessions[0].Status);
    }

    [UnixFact]
    public async Task Engine_FrozenAndTakenOver_IsFencedWhenItWakes()
    {
        await using WriterProcess first = Start(pause: 20);
        Assert.True(await first.ReadUntilAsync("ack", 5));
        for (int attempt = 0; attempt < 30; attempt++)
        {
            first.Freeze();
            await using WriterProcess second = Start(commits: 5);
            int end = await second.EndAsync();
            first.Thaw();
            if (end == WriterExit.Failed)
            {
                Assert.True(await first.ReadUntilAsync("ack", 2)); // it froze within a commit and kept the file locked
                continue;
            }

            Assert.Equal(WriterExit.Done, end);
            Assert.Equal(WriterExit.Fenced, await first.EndAsync());
            return;
        }

        Assert.Fail("It froze within a commit every time.");
    }

    public void Dispose() => _directory.Dispose();

    private WriterProcess Start(int commits = int.MaxValue, int pause = 0) => WriterProcess.Start(new WriterArguments
    {
        Store = $"sqlite:{Path}",
        Trader = Trader,
        Owner = $"engine {commits}",
        IsEngine = true,
        TakesOver = true,
        LeaseTime = TimeSpan.FromSeconds(20),
        Commits = commits,
        Pause = TimeSpan.FromMilliseconds(pause),
    });
}
