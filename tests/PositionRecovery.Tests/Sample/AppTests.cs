using System.Text;
using PositionRecovery.Sample;

namespace PositionRecovery.Tests.Sample;

public sealed class AppTests : IDisposable
{
    private static readonly string Hedge = Path.Combine(AppContext.BaseDirectory, "Tour", "binance-hedge");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("position-recovery-");

    public static TheoryData<string, string> Misuses => new()
    {
        { "reconcile", "Give either --incident, or --cached and --venue." },
        { "reconcile --cached a.json", "Give either --incident, or --cached and --venue." },
        { "reconcile --incident a.json --cached b.json", "Give either --incident, or --cached and --venue." },
        { "reconcile --cached a.json --cached b.json --venue c.json", "expects a single argument" },
        { "reconcile --cached a.json --venue b.json --now yesterday", "--now: 'yesterday' is no time" },
        { "reconcile --cached a.json --venue b.json --colour red", "--colour" },
        { "demo --keep", "--keep" },
        { "demo --keep a b", "'b'" },
        { "run --duration soon", "--duration: 'soon' is no time from now on" },
        { "run --symbols DOGEUSDT", "--symbols: 'DOGEUSDT' is not listed" },
        { "run --symbols ,", "--symbols: name at least one symbol" },
        { "run --store sqlite:a.db --db b.db", "--store and --db exclude each other." },
        { "run --reconcile-only --dry-run --db b.db", "--reconcile-only and --dry-run exclude each other." },
        { "recncile", "recncile" },
        { "--quiet", "--quiet" },
        { "help reconcile too", "too" },
        { "help weather", "weather" },
    };

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Run_Tour_HasThreeStops()
    {
        (int exitCode, string output, string error) = Run("tour");
        Assert.Equal(0, exitCode);
        Assert.Empty(error);
        Assert.Contains("1 of 3: A futures account in hedge mode", output, StringComparison.Ordinal);
        Assert.Contains("2 of 3: A spot account", output, StringComparison.Ordinal);
        Assert.Contains("3 of 3: Positions older than", output, StringComparison.Ordinal);
        Assert.Equal(3, output.Split("What to notice").Length - 1);
        Assert.DoesNotContain('\u001b', output);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("help")]
    [InlineData("reconcile --help")]
    [InlineData("help reconcile")]
    public void Run_Help_HasExamplesAndExitCodes(string line)
    {
        (int exitCode, string output, string error) = Run(line.Split(' '));
        Assert.Equal(0, exitCode);
        Assert.Empty(error);
        Assert.Contains("Usage:", output, StringComparison.Ordinal);
        Assert.Contains("position-recovery reconcile --cached cached.json", output, StringComparison.Ordinal);
        Assert.Contains("65  bad data", output, StringComparison.Ordinal);
        Assert.Equal(line.Contains("reconcile", StringComparison.Ordinal), output.Contains("--now <TIME>"));
    }

    [Fact]
    public void Run_Version_IsTheToolsOwn()
    {
        (int exitCode, string output, _) = Run("--version");
        Assert.Equal(0, exitCode);
        Assert.Matches("^[0-9]+[.][0-9]+[.][0-9]+\\s*$", output);
    }

    [Theory]
    [MemberData(nameof(Misuses))]
    public void Run_BadUsage_SaysWhatAndWhereHelpIs(string line, string says)
    {
        (int exitCode, string output, string error) = Run(line.Split(' '));
        Assert.Equal(64, exitCode);
        Assert.Empty(output);
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.Contains("--help'.", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_FileThatIsNotThere_IsBadData()
    {
        string missing = Path.Combine(_folder.FullName, "missing.json");
        (int exitCode, string output, string error) = Reconcile(missing, Tour("venue.json"));
        Assert.Equal(65, exitCode);
        Assert.Empty(output);
        Assert.StartsWith($"{missing}: cannot be read: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_FolderInsteadOfAFile_IsBadData() =>
        Assert.Equal(65, Reconcile(_folder.FullName, Tour("venue.json")).ExitCode);

    [Fact]
    public void Run_BrokenValue_NamesFilePathFieldAndValue()
    {
        string text = File.ReadAllText(Tour("cached.json")).Replace("\"68000.0\"", "\"68,000\"", StringComparison.Ordinal);
        string broken = Save("broken.json", Encoding.UTF8.GetBytes(text));
        (int exitCode, string output, string error) = Reconcile(broken, Tour("venue.json"));
        Assert.Equal(65, exitCode);
        Assert.Empty(output);
        Assert.Equal($"{broken}: $.orders[2].intent.price: 68,000 is no number.", error.Trim());
    }

    [Fact]
    public void Run_FilesExchanged_SaysWhichIsWhich()
    {
        (int exitCode, _, string error) = Reconcile(Tour("venue.json"), Tour("cached.json"));
        Assert.Equal(65, exitCode);
        Assert.Contains("$.format: expected \"position-recovery/cached\"", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OptionsThatMakeNoSense_AreBadData()
    {
        string options = Save(
            "options.json", """{ "format": "position-recovery/options", "version": 1, "requiredAbsenceReads": 0 }"""u8);
        (int exitCode, string output, string error) =
            Reconcile(Tour("cached.json"), Tour("venue.json"), "--options", options);
        Assert.Equal(65, exitCode);
        Assert.Empty(output);
        Assert.Contains("RequiredAbsenceReads", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_NoAnswerHasATime_AsksForOne()
    {
        string silent = Save("silent.json", """{ "format": "position-recovery/venue", "version": 1, "answers": [] }"""u8);
        (int exitCode, _, string error) = Reconcile(Tour("cached.json"), silent);
        Assert.Equal(64, exitCode);
        Assert.Contains("--now", error, StringComparison.Ordinal);
        Assert.NotEqual(64, Reconcile(Tour("cached.json"), silent, "--now", "2026-03-01T12:50Z").ExitCode);
    }

    [Fact]
    public void Run_Json_PrintsThePlanAndNothingElse()
    {
        (int exitCode, string output, string error) = Reconcile(
            Tour("cached.json"), Tour("venue.json"), "--options", Tour("options.json"), "--json");
        ReconciliationPlan plan = SnapshotJson.ReadPlan(Encoding.UTF8.GetBytes(output), "stdout");
        Assert.Equal(1, exitCode);
        Assert.Empty(error);
        Assert.Equal(PositionRecovery.Sample.Tour.Read("binance-hedge").Reconcile().Id, plan.Id);
    }

    [Theory]
    [InlineData("binance-hedge", 1)]
    [InlineData("spot", 1)]
    [InlineData("netting-old", 2)]
    public void Run_Incident_ExitCodeTellsTheWorstOfIt(string stop, int expected)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "Tour", stop);
        (int exitCode, string output, _) = Run(
            "reconcile", "--cached", Path.Combine(folder, "cached.json"), "--venue", Path.Combine(folder, "venue.json"),
            "--options", Path.Combine(folder, "options.json"));
        Assert.Equal(expected, exitCode);
        Assert.StartsWith("Plan ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("binance-hedge")]
    [InlineData("spot")]
    public void Run_StateAfterThePlan_IsInSync(string stop)
    {
        Incident incident = PositionRecovery.Sample.Tour.Read(stop);
        string folder = Path.Combine(AppContext.BaseDirectory, "Tour", stop);
        string after = Save("after.json", SnapshotJson.Write(incident.Reconcile().Projected));
        (int exitCode, string output, _) = Reconcile(
            after, Path.Combine(folder, "venue.json"), "--options", Path.Combine(folder, "options.json"));
        Assert.True(exitCode == 0, output);
    }

    private static string Tour(string file) => Path.Combine(Hedge, file);

    private static (int ExitCode, string Output, string Error) Reconcile(
        string cached, string venue, params string[] more) =>
        Run(["reconcile", "--cached", cached, "--venue", venue, .. more]);

    private static (int ExitCode, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode = App.Run(args, output, error);
        return (exitCode, output.ToString(), error.ToString());
    }

    private string Save(string name, ReadOnlySpan<byte> content)
    {
        string file = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(file, content);
        return file;
    }
}
