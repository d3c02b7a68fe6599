using PositionRecovery.Sample;

namespace PositionRecovery.Tests.Sample;

public sealed class StoreAddressTests : IDisposable
{
    private readonly StoredDesk _desk = new();

    public static TheoryData<string> Looking => ["inspect", "verify", "replay", "purge"];

    public static TheoryData<string, string> Misuses => new()
    {
        { "inspect --store sqlite:a.db", "Option '--trader' is required." },
        { "inspect --store sqlite:a.db --trader a\u200Bb", "--trader: " },
        { "inspect --store postgres:a --trader a", "'postgres:a' is no store" },
        { "inspect --store a.db --trader a", "'a.db' is no store; write sqlite:PATH or redis:HOST:PORT." },
        { "inspect --store sqlite::memory: --trader a", "it must be the path of a file" },
        { "inspect --store redis:localhost --trader a", "redis:HOST:PORT" },
        { "inspect --store redis:localhost:0 --trader a", "redis:HOST:PORT" },
        { "inspect --store redis:localhost:6379,password=pw --trader a", "REDIS_PASSWORD" },
        { "inspect --store redis:localhost:6379,keyPrefix={ --trader a", "KeyPrefix" },
        { "inspect --trader a", "or set DB_PATH" },
        { "inspect --store sqlite:a.db --trader a --journal 0", "--journal: '0'" },
        { "inspect --store sqlite:a.db --trader a --as pie", "pie" },
        { "verify --store sqlite:a.db --trader a --as tree", "tree" },
        { "replay --store sqlite:a.db --trader a --to noon", "--to: 'noon' is no time" },
        { "replay --store sqlite:a.db --trader a --to 2026-03-01T12:00Z --to-sequence 5", "exclude each other" },
        { "replay --store sqlite:a.db --trader a --to-sequence -1", "--to-sequence: '-1' is no number" },
        { "replay --store sqlite:a.db --trader a --to-sequence x", "--to-sequence: 'x' is no number" },
        { "inspect --store sqlite:a.db --trader a --key-env POSITION_RECOVERY_NO_SUCH_KEY", "--key-env: " },
    };

    public void Dispose() => _desk.Dispose();

    [Theory]
    [MemberData(nameof(Misuses))]
    public void Run_BadUsage_SaysWhat(string line, string says)
    {
        (int exitCode, string output, string error) = StoredDesk.RunTool(line.Split(' '));
        Assert.Equal((64, ""), (exitCode, output));
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.DoesNotContain("pw", error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Looking))]
    public void Run_NoDatabase_IsAnErrorAndMakesNone(string command)
    {
        (int exitCode, string output, string error) = _desk.Run(command);
        Assert.Equal((66, ""), (exitCode, output));
        Assert.Contains($"There is no database '{_desk.Database}'", error, StringComparison.Ordinal);
        Assert.False(File.Exists(_desk.Database));
    }

    [Theory]
    [MemberData(nameof(Looking))]
    public async Task Run_TraderNeverStored_IsAnError(string command)
    {
        using StoredDesk desk = await StoredDesk.TradedAsync();
        (int exitCode, string output, string error) =
            StoredDesk.RunTool(command, "--store", $"sqlite:{desk.Database}", "--trader", "desk-8");
        Assert.Equal((66, ""), (exitCode, output));
        Assert.Contains("Nothing was ever stored of trader 'desk-8'", error, StringComparison.Ordinal);
        Assert.Equal(0, desk.Run("verify").ExitCode);
    }

    [Fact]
    public void Run_NoServer_IsUnavailable()
    {
        (int exitCode, string output, string error) =
            StoredDesk.RunTool("inspect", "--store", "redis:127.0.0.1:1", "--trader", "desk-7");
        Assert.Equal((69, ""), (exitCode, output));
        Assert.Contains("Redis", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithoutAStore_TakesTheFileOfTheVariable()
    {
        using StoredDesk desk = await StoredDesk.TradedAsync();
        Environment.SetEnvironmentVariable(StoreAddress.PathVariable, desk.Database);
        try
        {
            Assert.Equal(0, StoredDesk.RunTool("inspect", "--trader", "desk-7").ExitCode);
            Assert.Equal(0, StoredDesk.RunTool("inspect", "--store", "sqlite", "--trader", "desk-7").ExitCode);
        }
        finally
        {
            Environment.SetEnvironmentVariable(StoreAddress.PathVariable, null);
        }
    }

    [Theory]
    [InlineData("sqlite:state/desk-7.db", "sqlite:state/desk-7.db")]
    [InlineData("SQLite:state/desk-7.db", "sqlite:state/desk-7.db")]
    [InlineData("redis:", "redis:localhost:6379")]
    [InlineData("redis:a:1,b:2,ssl=true,keyPrefix=x:", "redis:a:1,b:2")]
    public void Parse_Name_HasNoOptions(string text, string name) => Assert.Equal(name, StoreAddress.Parse(text).Name);

    [Theory]
    [InlineData("inspect", "--journal")]
    [InlineData("verify", "--anchor")]
    [InlineData("replay", "--to-sequence")]
    [InlineData("init-db", "--accept-loss-window")]
    [InlineData("purge", "--retention")]
    public void Help_OfEachCommand_HasOptionsExamplesAndExitCodes(string command, string option)
    {
        (int exitCode, string output, _) = StoredDesk.RunTool(command, "--help");
        Assert.Equal(0, exitCode);
        Assert.Contains(option, output, StringComparison.Ordinal);
        Assert.Contains($"position-recovery {command} --store sqlite:state/desk-7.db", output, StringComparison.Ordinal);
        Assert.Contains("66  nothing there", output, StringComparison.Ordinal);
        Assert.Equal(output, StoredDesk.RunTool("help", command).Output);
    }
}
