using System.Text;
using System.Text.RegularExpressions;
using PositionRecovery;
using PositionRecovery.Tests.Sample;

// Not below PositionRecovery, so that the example needs the same using directive as anybody's program.
namespace ReadmeExamples;

/// <summary>The READMEs show what is compiled and run here, word for word.</summary>
public sealed partial class ReadmeExampleTests
{
    private const string Using = "using PositionRecovery;";

    private static readonly string Root = FindRoot();

    public static TheoryData<string> Readmes => ["README.md", "src/PositionRecovery/README.md"];

    [Theory]
    [MemberData(nameof(Readmes))]
    public void Example_InTheReadme_IsTheCodeInThisFile(string readme)
    {
        string source = Text("tests/PositionRecovery.Tests/Readme/ReadmeExampleTests.cs");
        Assert.Contains($"\n{Using}\n", source, StringComparison.Ordinal);
        string code = Outdented(Between(source, "        // <example>\n", "        // </example>"));
        Assert.Equal($"{Using}\n\n{code}", Block(readme, "example"));
    }

    [Theory]
    [MemberData(nameof(Readmes))]
    public void Output_InTheReadme_IsWhatTheExamplePrints(string readme)
    {
        Run();
        Assert.Equal(Console.Text, Block(readme, "output"));
    }

    /// <summary>
    ///     Line by line and in order; where the README leaves something out, it says so. The width of a table's columns is
    ///     that of the longest cell of the run, and no part of the comparison.
    /// </summary>
    [Fact]
    public void Excerpt_InTheReadme_IsWhatTheDemoPrints()
    {
        string[] printed = [.. DemoRun.Lines.Select(WithoutWidths)];
        int at = 0;
        foreach (string line in Block("README.md", "demo").TrimEnd().Split('\n').Where(static l => l.Trim() is not ("" or "…")))
        {
            int found = Array.IndexOf(printed, WithoutWidths(line), at);
            Assert.True(found >= 0, $"The demo does not print '{line}' there.");
            at = found + 1;
        }
    }

    [Fact]
    public void Readme_EveryLine_FitsThePage() =>
        Assert.All(Text("README.md").Split('\n'), line => Assert.InRange(line.Length, 0, 120));

    [Fact]
    public void Readme_EveryLink_LeadsSomewhere()
    {
        string[] targets = [.. Links().Matches(Text("README.md")).Select(m => m.Groups["path"].Value)];
        Assert.NotEmpty(targets);
        Assert.All(targets, target => Assert.True(Path.Exists(Path.Combine(Root, target)), target));
    }

    private static void Run()
    {
        // <example>
        AccountId account = new("BINANCE-USDM:main");
        InstrumentDefinition btc = new()
        {
            Id = new("BINANCE-USDM:BTCUSDT"), QuoteAsset = new("USDT"),
            PriceIncrement = 0.1m, QuantityIncrement = 0.001m,
        };
        PositionKey trend = new(new("trend"), account, btc.Id, PositionSide.Net);
        PositionSnapshot held = new() { Key = trend, Quantity = 0.5m, AveragePrice = 64_000m };
        PositionReport seen = new() { Account = account, Instrument = btc.Id, Quantity = 0.8m, AveragePrice = 64_300m };
        DateTimeOffset now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

        CachedSnapshot cached = new() { Instruments = [btc], Positions = [held] };
        VenueAnswer answer = VenueAnswer.Complete(new PositionsQuery { Account = account }, now, [seen]);
        ReconciliationPlan plan = Reconciler.Reconcile(cached, VenueSnapshot.Of(answer), new(), now);

        Console.WriteLine(plan.Diff[0].Explanation);
        Console.WriteLine(plan.SyntheticOrders[0].Price);
        Console.WriteLine(plan.Verdicts[0].Verdict);
        // </example>
    }

    private static string Block(string readme, string name)
    {
        string marked = Between(Text(readme), $"<!-- {name} -->\n", $"<!-- /{name} -->");
        return Fence().Match(marked).Groups["text"].Value;
    }

    private static string Between(string text, string begin, string end)
    {
        int from = text.IndexOf(begin, StringComparison.Ordinal);
        Assert.True(from >= 0, $"'{begin.Trim()}' is missing.");
        from += begin.Length;
        int to = text.IndexOf(end, from, StringComparison.Ordinal);
        Assert.True(to >= 0, $"'{end}' is missing.");
        return text[from..to];
    }

    private static string Outdented(string code) => Indentation().Replace(code, string.Empty);

    private static string Text(string path) => File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n");

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "PositionRecovery.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("PositionRecovery.sln is not above the tests.");
    }

    [GeneratedRegex("^```\\w*\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    private static string WithoutWidths(string line) => Widths().Replace(line.Trim(), "$1");

    [GeneratedRegex("([ ─])\\1+")]
    private static partial Regex Widths();

    [GeneratedRegex("^ {8}", RegexOptions.Multiline)]
    private static partial Regex Indentation();

    [GeneratedRegex(@"\]\((?<path>(?!https?:|#)[^)#\s]+)[^)]*\)")]
    private static partial Regex Links();

    /// <summary>Keeps what the example prints: the real console belongs to every test that runs.</summary>
    private static class Console
    {
        [ThreadStatic]
        private static StringBuilder? _lines;

        public static string Text
        {
            get
            {
                string text = _lines?.ToString() ?? string.Empty;
                _lines = null;
                return text;
            }
        }

        public static void WriteLine(object? value) =>
            (_lines ??= new StringBuilder()).Append(FormattableString.Invariant($"{value}")).Append('\n');
    }
}
