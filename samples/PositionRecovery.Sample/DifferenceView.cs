using Spectre.Console;
using Spectre.Console.Rendering;

namespace PositionRecovery.Sample;

/// <summary>Differences: a table where there is room for one, otherwise one below the other. Nothing is ever cut: the
/// explanation is what people came for.</summary>
internal static class DifferenceView
{
    public static void Show(IAnsiConsole screen, IReadOnlyList<Discrepancy> differences)
    {
        const string heading = "Differences";
        Discrepancy[] worstFirst = [.. differences.OrderByDescending(d => d.Severity)];
        if (screen.Profile.Width >= Screen.Wide || worstFirst.Length == 0)
        {
            string[] columns = ["Severity", "What and where", "Engine and venue", "Explanation"];
            Page.Table(screen, heading, "None.", columns, worstFirst.Select(Row), isSpaced: true);
            return;
        }

        Page.Title(screen, heading);
        foreach (Discrepancy difference in worstFirst)
        {
            Stack(screen, difference);
        }
    }

    private static IRenderable[] Row(Discrepancy difference) =>
    [
        Words.Cell(Words.Of(difference.Severity), Words.Colour(difference.Severity)),
        Words.Lines([Words.Of(difference.Kind), .. Where(difference)]),
        Words.Lines(Both(difference)),
        Words.Cell(Explanation(difference)),
    ];

    private static void Stack(IAnsiConsole screen, Discrepancy difference)
    {
        const string margin = "    ";
        string head = $"{Words.Of(difference.Severity)}: {Words.Of(difference.Kind)}";
        Page.Text(screen, head, "  ", margin, Words.Colour(difference.Severity));
        foreach (string line in Where(difference).Concat(Both(difference)).Append(Explanation(difference)))
        {
            Page.Text(screen, line, margin);
        }

        screen.WriteLine();
    }

    private static string Explanation(Discrepancy difference) =>
        $"{difference.Explanation} [{Words.Of(difference.Action)}]";

    private static string[] Both(Discrepancy difference) =>
        [$"engine: {difference.Cached ?? "–"}", $"venue: {difference.Venue ?? "–"}"];

    private static IEnumerable<string> Where(Discrepancy difference)
    {
        yield return difference.Instrument is { } instrument
            ? Words.Of(instrument, difference.Side)
            : difference.Account.Value;
        if (difference.Order is { } order)
        {
            yield return order.Value;
        }

        if (difference.Asset is { } asset)
        {
            yield return asset.Value;
        }
    }
}
