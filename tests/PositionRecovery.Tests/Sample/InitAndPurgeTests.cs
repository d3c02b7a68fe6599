namespace PositionRecovery.Tests.Sample;

public sealed class InitAndPurgeTests
{
    [Fact]
    public async Task InitDb_NothingThere_MakesDirectoryFileAndTraderAndSaysSo()
    {
        using var desk = new StoredDesk();
        string path = desk.PathOf(Path.Combine("state", "new.db"));
        string[] target = ["--store", $"sqlite:{path}", "--trader", "desk-9"];

        (int exitCode, string output, string error) = StoredDesk.RunTool(["init-db", .. target]);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("an empty one was made", output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("Trader desk-9 is made", output, StringComparison.Ordinal);
        Assert.Contains("survives a crash and a power loss", output, StringComparison.Ordinal);
        Assert.Equal(0, StoredDesk.RunTool(["inspect", .. target]).ExitCode);
        Assert.Equal(0, StoredDesk.RunTool(["verify", .. target]).ExitCode);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }

        await Task.CompletedTask;
    }

    [Fact]
    public async Task InitDb_TraderThere_SaysSoAndChangesNothing()
    {
        using StoredDesk desk = await StoredDesk.TradedAsync();
        string before = desk.Run("verify", "--as", "json").Output;

        (int exitCode, string output, _) = desk.Run("init-db");

        Assert.Equal(0, exitCode);
        Assert.Contains("before, with", output, StringComparison.Ordinal);
        Assert.Equal(before, desk.Run("verify", "--as", "json").Output);
    }

    [Theory]
    [InlineData("init-db")]
    [InlineData("purge")]
    public async Task Run_EngineOwnsTheTrader_RefusesAndSaysWho(string command)
    {
        using StoredDesk desk = await StoredDesk.TradedAsync();
        await using var store = desk.Store();
        await using StateManager engine = desk.Manager(store, TimeProvider.System);
        await engine.OpenAsync();

        (int exitCode, string output, string error) = desk.Run(command);

        Assert.Equal((75, ""), (exitCode, output));
        Assert.Contains("owned by 'engine:1'", error, StringComparison.Ordinal);
        Assert.Equal(0, desk.Run("inspect").ExitCode);
    }

    [Fact]
    public async Task Purge_OldOrders_LeavesTheOpenOnesAndTheJournal()
    {
        using StoredDesk desk = await StoredDesk.TradedAsync();
        await desk.AgreeAsync();

        (int exitCode, string output, string error) = desk.Run("purge");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("Purged 2 orders; 1 stay.", output, StringComparison.Ordinal);
        (_, string state, _) = desk.Run("inspect");
        Assert.DoesNotMatch("C1 +SIM", state);
        Assert.Matches("C3 +SIM", state);
        Assert.Matches("SIM:BTCUSDT +reduced +1[.]5", state);
        Assert.Equal(0, desk.Run("verify").ExitCode);
        Assert.Contains("T-C1", desk.Run("inspect", "--journal", "100").Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Purge_PositionNotKnownToAgreeWithTheVenue_LeavesItsOrdersAndSaysWhy()
    {
        using StoredDesk desk = await StoredDesk.TradedAsync();

        (int exitCode, string output, string error) = desk.Run("purge");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("Purged 0 orders; 3 stay.", output, StringComparison.Ordinal);
        Assert.Contains("2 of them ended, but", output, StringComparison.Ordinal);
        Assert.Matches("C1 +SIM", desk.Run("inspect").Output);
    }

    [Fact]
    public async Task Purge_DamagedRows_IsRefused()
    {
        using StoredDesk desk = await StoredDesk.TradedAsync();
        desk.Intrude("UPDATE state_row SET payload = zeroblob(9) WHERE kind = 'Position'");

        (int exitCode, _, string error) = desk.Run("purge");

        Assert.Equal(2, exitCode);
        Assert.Contains("Nothing was changed", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Purge_BufferOutOfRange_IsBadUsage()
    {
        using StoredDesk desk = await StoredDesk.TradedAsync();

        (int exitCode, _, string error) = desk.Run("purge", "--buffer", "0");

        Assert.Equal(64, exitCode);
        Assert.Contains("PurgeBuffer", error, StringComparison.Ordinal);
    }
}
