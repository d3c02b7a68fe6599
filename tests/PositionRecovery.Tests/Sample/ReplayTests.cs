using System.Text;

namespace PositionRecovery.Tests.Sample;

public sealed class ReplayTests
{
    [Fact]
    public async Task Replay_ToASequence_ShowsTheStateAsItWas()
    {
        using StoredDesk desk = await StoredDesk.TradedAsync();

        (int exitCode, string output, _) = desk.Run("replay", "--to-sequence", "5");

        Assert.Equal(0, exitCode);
        Assert.Contains("replayed to entry 5 of", output, StringComparison.Ordinal);
        Assert.Matches("SIM:BTCUSDT +open +2 +100", output);
        Assert.DoesNotContain("C2", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-03-01T11:59Z", 0)]
    [InlineData("2026-03-01T12:00Z", 3)]
    public async Task Replay_ToATime_TakesWhatWasWrittenByThen(string time, int orders)
    {
        using StoredDesk desk = await StoredDesk.TradedAsync();

        (int exitCode, string output, _) = desk.Run("replay", "--to", time, "--as", "json");

        Assert.Equal(0, exitCode);
        Assert.Equal(
            orders, SnapshotJson.ReadState(Encoding.UTF8.GetBytes(output), "stdout").Snapshot.Orders.Count);
    }

    [Fact]
    public async Task Replay_Saved_IsWhatReconcileTakes()
    {
        using StoredDesk desk = await StoredDesk.TradedAsync();
        string saved = desk.PathOf("then.json");
        string venue = Path.Combine(AppContext.BaseDirectory, "Tour", "spot", "venue.json");

        (int exitCode, string output, _) = desk.Run("replay", "--save", saved);

        Assert.Equal(0, exitCode);
        Assert.Contains("then.json", output, StringComparison.Ordinal);
        Assert.InRange(StoredDesk.RunTool("reconcile", "--cached", saved, "--venue", venue).ExitCode, 0, 2);
        Assert.Equal(1.5m, SnapshotJson.ReadCached(await File.ReadAllBytesAsync(saved), saved).Positions[0].Quantity);
    }

    [Fact]
    public async Task Replay_SavedOverAFile_IsRefused()
    {
        using StoredDesk desk = await StoredDesk.TradedAsync();

        (int exitCode, _, string error) = desk.Run("replay", "--save", desk.Database);

        Assert.Equal(73, exitCode);
        Assert.StartsWith("--save: ", error, StringComparison.Ordinal);
        Assert.Equal(0, desk.Run("verify").ExitCode);
    }

    [Fact]
    public async Task Replay_BeyondTheEnd_SaysWhereItEnds()
    {
        using StoredDesk desk = await StoredDesk.TradedAsync();

        (int exitCode, _, string error) = desk.Run("replay", "--to-sequence", "4711");

        Assert.Equal(64, exitCode);
        Assert.Matches("--to-sequence: the journal ends at entry [0-9]+[.]", error);
    }

    [Fact]
    public async Task Replay_BrokenJournal_IsDamaged()
    {
        using StoredDesk desk = await StoredDesk.TradedAsync();
        desk.Intrude("UPDATE journal SET payload = zeroblob(9) WHERE sequence = 5");

        (int exitCode, string output, string error) = desk.Run("replay");

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains("broken at entry 5", error, StringComparison.Ordinal);
    }
}
