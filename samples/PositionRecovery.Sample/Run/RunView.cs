using Spectre.Console;
using Spectre.Console.Rendering;

namespace PositionRecovery.Sample;

/// <summary>What a run shows.</summary>
internal static class RunView
{
    public static void ShowRecovery(IAnsiConsole screen, RecoveryReport report, TradingGate gate, RunOptions options)
    {
        if (report.Plan is { } plan && (plan.Diff.Count > 0 || options.Kind == RunKind.DryRun))
        {
            Page.Title(screen, options.Kind == RunKind.DryRun ? "What would be done" : "What was found");
            PlanView.Show(screen, plan);
        }

        ReportView.Show(screen, EngineLine.Of(report));
        ShowGate(screen, report, gate, options.Listings);
    }

    public static void ShowPositions(IAnsiConsole screen, StateManager state) => StateView.ShowPositions(
        screen, "Positions", [.. state.Snapshot().Positions.Where(static p => p.Quantity != 0m)]);

    private static void ShowGate(
        IAnsiConsole screen, RecoveryReport report, TradingGate gate, IReadOnlyList<Listing> listings) => Page.Table(
        screen,
        "Positions and the gate",
        "Nothing is traded.",
        ["Instrument", "#Position", "Verdict", "New positions"],
        listings.Select(listing =>
        {
            PositionSnapshot? position = report.Plan?.Projected.Positions.FirstOrDefault(p =>
                p.Key.Strategy == AverageStrategy.Name && p.Key.Instrument == listing.Id);
            InstrumentVerdict? verdict = report.Verdicts.FirstOrDefault(v => v.Instrument == listing.Id);
            GateDecision decision = gate.Check(new GateRequest
            {
                Strategy = AverageStrategy.Name,
                Account = SampleExchange.Account,
                Instrument = listing.Id,
                Action = OrderAction.Enter,
            });
            return (IRenderable[])
            [
                Words.Cell(listing.Symbol),
                Words.Cell(Words.Of(position?.Quantity, "0")),
                verdict is null ? Words.Cell("–") : Words.Cell(Words.Of(verdict.Verdict), Words.Colour(verdict.Verdict)),
                Words.Cell(decision.Explanation, new Style(decision.IsOpen ? Color.Green : Color.Red)),
            ];
        }));
}
