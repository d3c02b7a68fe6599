using Spectre.Console;
using Spectre.Console.Rendering;

namespace PositionRecovery.Sample;

/// <summary>How a recovery ended, as a person reads it.</summary>
internal static class ReportView
{
    public static void Show(IAnsiConsole screen, EngineLine line)
    {
        if (line.Report is not { } report)
        {
            return;
        }

        ShowExits(screen, report.Exits);
        foreach (EngineStrategy strategy in report.Strategies)
        {
            string bars = strategy.Bars is { } count ? $", warmed up by {Words.Of(count)} bars" : string.Empty;
            string how = strategy.IsReady ? "ready" : $"not ready: {strategy.Problem}";
            Page.Text(
                screen,
                $"Strategy {strategy.Name}: {Words.Count(strategy.Positions, "position", "positions")}{bars}; {how}.",
                "  ");
        }

        Page.Text(screen, line.Text, "  ", "    ", Colour(report.Outcome));
    }

    private static void ShowExits(IAnsiConsole screen, IReadOnlyList<EngineExit> exits) => Page.Table(
        screen,
        "Exit orders",
        "Nothing to do.",
        ["Position", "Exit", "Order", "What was done"],
        exits.Select(static exit => (IRenderable[])
        [
            Words.Cell(exit.Instrument),
            Words.Cell(exit.Leg ?? "–"),
            Words.Cell(exit.Order ?? "–"),
            Words.Cell($"{Words.Of(exit.Outcome)}: {exit.Text}"),
        ]));

    private static Style Colour(RecoveryOutcome outcome) => outcome switch
    {
        RecoveryOutcome.Ready => new Style(Color.Green),
        RecoveryOutcome.Failed => new Style(Color.Red, decoration: Decoration.Bold),
        _ => new Style(Color.Yellow),
    };
}
