using PositionRecovery.Sample;

namespace PositionRecovery.Tests.Sample;

/// <summary>The engine on its simulated exchange, as somebody at a terminal uses it.</summary>
public sealed class RunTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("position-recovery-");

    private string Database => Path.Combine(_folder.FullName, "sample.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Run_ThenEveryWayToComeBack_EndsAsItSays()
    {
        (int exitCode, string output, string error) = Run("--duration", "1s");
        Assert.True(exitCode == 0, output + error);
        Assert.True(File.Exists(Database + ".exchange.json"));
        byte[] exchange = File.ReadAllBytes(Database + ".exchange.json");

        (exitCode, output, error) = Run("--dry-run");
        Assert.True(exitCode is 0 or 1, output + error);
        Assert.Contains("It was a dry run", output, StringComparison.Ordinal);
        Assert.Equal(exchange, File.ReadAllBytes(Database + ".exchange.json"));

        (exitCode, output, error) = Run("--reconcile-only", "--symbols", "ETHUSDT");
        Assert.True(exitCode is 0 or 1, output + error);
        Assert.Contains("Only the books were reconciled", output, StringComparison.Ordinal);

        (exitCode, output, error) = Run("--resume", "--duration", "1s");
        Assert.True(exitCode == 0, output + error);
        Assert.Contains("Strategy average:", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--resume")]
    [InlineData("--dry-run")]
    [InlineData("--reconcile-only")]
    public void Run_NothingToComeBackTo_SaysSo(string how)
    {
        (int exitCode, string output, string error) = Run(how);
        Assert.Equal(66, exitCode);
        Assert.Empty(output);
        Assert.Contains("There is no database", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ExchangeFileOfAnotherKind_IsBadData()
    {
        string file = Path.Combine(_folder.FullName, "exchange.json");
        File.WriteAllText(file, "{}");
        (int exitCode, _, string error) = Run("--exchange", file);
        Assert.Equal(65, exitCode);
        Assert.Contains(file, error, StringComparison.Ordinal);
    }

    private (int ExitCode, string Output, string Error) Run(params string[] more)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode = App.Run(["run", "--db", Database, .. more], output, error);
        return (exitCode, output.ToString(), error.ToString());
    }
}
