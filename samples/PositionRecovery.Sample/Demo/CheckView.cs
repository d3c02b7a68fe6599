using Spectre.Console;
using Spectre.Console.Rendering;

namespace PositionRecovery.Sample;

/// <summary>Whether the demo ended as it should.</summary>
internal static class CheckView
{
    public static void Show(IAnsiConsole screen, IReadOnlyList<Check> checks, DemoFolder folder)
    {
        Page.Table(
            screen,
            "The check, by the exchange's own ledger",
            "Nothing was checked.",
            [string.Empty, "What must hold", "Found"],
            checks.Select(static check => (IRenderable[])
            [
                Words.Cell(check.IsRight ? "✓" : "✗", new Style(check.IsRight ? Color.Green : Color.Red)),
                Words.Cell(check.What),
                Words.Cell(check.Found),
            ]));
        int wrong = checks.Count(static c => !c.IsRight);
        Page.Text(screen, wrong == 0 ? "All of it holds." : $"{Words.Count(wrong, "check", "checks")} failed.");
        screen.WriteLine();
        if (folder.Kept is null)
        {
            Page.Text(
                screen,
                $"To look closer, '{CommandLine.Name} demo --keep DIR' leaves the database and the incident in DIR: what the "
                + $"recovery compared, for '{CommandLine.Name} reconcile --incident DIR/incident.json'.");
            return;
        }

        Page.Text(screen, "Look closer:");
        Page.Text(screen, $"{CommandLine.Name} reconcile --incident {folder.Incident}", "  ");
        Page.Text(screen, $"{CommandLine.Name} inspect --store sqlite:{folder.Database} --trader {EngineSetup.Trader}", "  ");
    }
}
