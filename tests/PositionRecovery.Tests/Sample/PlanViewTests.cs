using PositionRecovery.Sample;

namespace PositionRecovery.Tests.Sample;

public sealed class PlanViewTests
{
    public static TheoryData<string, int> StopsAndWidths
    {
        get
        {
            var rows = new TheoryData<string, int>();
            foreach (string stop in Tour.Stops)
            {
                foreach (int width in (int[])[60, 80, 99, 100, 120, 200])
                {
                    rows.Add(stop, width);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(StopsAndWidths))]
    public void Show_AnyWidth_FitsAndCutsNothing(string stop, int width)
    {
        ReconciliationPlan plan = Tour.Read(stop).Reconcile();
        string shown = Draw(plan, width);
        Assert.All(shown.Split('\n'), line => Assert.True(line.TrimEnd('\r').Length <= width, line));
        Assert.DoesNotContain('…', shown);
        if (width < Screen.Wide)
        {
            string words = OneLine(shown);
            Assert.All(plan.Diff, d => Assert.Contains(OneLine(d.Explanation), words, StringComparison.Ordinal));
        }
        else
        {
            // Columns stand beside each other, so words of one are parted; none of them may be missing.
            string letters = string.Concat(shown.Where(c => !char.IsWhiteSpace(c)));
            Assert.All(
                plan.Diff.SelectMany(d => d.Explanation.Split(' ')),
                word => Assert.True(Holds(letters, word), word));
        }
    }

    [Fact]
    public void Show_TextThatWouldSteerATerminal_IsMadeHarmless()
    {
        var plan = new ReconciliationPlan
        {
            Id = new("P-1"),
            Matched = 0,
            Diff =
            [
                new()
                {
                    Kind = DiscrepancyKind.InvalidReport,
                    Severity = Severity.Critical,
                    Account = new("X:a"),
                    Venue = "\u001b[2J\u202eevil\r",
                    Action = DiscrepancyAction.Reported,
                    Explanation = "The venue says \u001b[31m[bold]nothing[/] good.",
                },
            ],
            SyntheticOrders = [],
            Events = [],
            Questions = [],
            Verdicts = [],
            Projected = new CachedSnapshot(),
        };
        foreach (int width in (int[])[60, 120])
        {
            string shown = Draw(plan, width);
            Assert.DoesNotContain('\u001b', shown);
            Assert.DoesNotContain('\u202e', shown);
            Assert.Contains("[bold]nothing[/] good.", OneLine(shown), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Show_NothingDiffers_SaysSo()
    {
        string shown = Draw(
            new ReconciliationPlan
            {
                Id = new("P-1"),
                Matched = 7,
                Diff = [],
                SyntheticOrders = [],
                Events = [],
                Questions = [],
                Verdicts = [],
                Projected = new CachedSnapshot(),
            },
            width: 80);
        Assert.Contains("0 differences (0 critical), 0 events to apply, 0 questions to ask", shown);
        Assert.Contains("None: reports explain everything.", shown);
    }

    private static string Draw(ReconciliationPlan plan, int width)
    {
        using var output = new StringWriter();
        Screen.Show(output, width, screen => PlanView.Show(screen, plan));
        return output.ToString();
    }

    private static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Whether the word is there, whole or folded at any one place.</summary>
    private static bool Holds(string letters, string word) =>
        letters.Contains(word, StringComparison.Ordinal)
        || Enumerable.Range(1, Math.Max(0, word.Length - 1)).Any(cut =>
            letters.Contains(word[..cut], StringComparison.Ordinal)
            && letters.Contains(word[cut..], StringComparison.Ordinal));
}
