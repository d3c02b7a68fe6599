using Spectre.Console;
using Spectre.Console.Rendering;

namespace PositionRecovery.Sample;

/// <summary>A plan as a person reads it.</summary>
internal static class PlanView
{
    public static void Show(IAnsiConsole screen, ReconciliationPlan plan)
    {
        Page.Text(screen, Summary(plan));
        DifferenceView.Show(screen, plan.Diff);
        ShowSyntheticOrders(screen, plan.SyntheticOrders);
        ShowQuestions(screen, plan.Questions);
        ShowVerdicts(screen, plan.Verdicts);
        StateView.ShowPositions(screen, "Positions after the plan", plan.Projected.Positions);
    }

    public static string Summary(ReconciliationPlan plan)
    {
        string verdicts = string.Join(", ", plan.Verdicts
            .GroupBy(v => v.Verdict).OrderByDescending(g => g.Key)
            .Select(g => $"{g.Count()} {Words.Of(g.Key)}"));
        int critical = plan.Diff.Count(d => d.Severity == Severity.Critical);
        return $"Plan {plan.Id}: {Words.Count(plan.Diff.Count, "difference", "differences")} ({critical} critical), "
            + $"{Words.Count(plan.Events.Count, "event", "events")} to apply, "
            + $"{Words.Count(plan.Questions.Count, "question", "questions")} to ask; "
            + $"positions: {(verdicts.Length == 0 ? "none" : verdicts)}.";
    }

    private static void ShowSyntheticOrders(IAnsiConsole screen, IReadOnlyList<SyntheticOrder> orders) => Page.Table(
        screen,
        "Synthetic orders",
        "None: reports explain everything.",
        ["Id", "Strategy", "Position", "#Quantity", "#Price", "Price from"],
        orders.Select(order => (IRenderable[])
        [
            Words.Cell(order.Id.Value),
            Words.Cell(order.Key.Strategy.Value),
            Words.Cell(Words.Of(order.Key.Instrument, order.Key.Side)),
            Words.Cell(Words.Of(order.SignedQuantity)),
            Words.Cell(Words.Of(order.Price, "market")),
            Words.Cell(Words.Of(order.PriceLevel)),
        ]));

    private static void ShowQuestions(IAnsiConsole screen, IReadOnlyList<Question> questions) => Page.Table(
        screen,
        "Questions to ask first",
        "None.",
        ["Ask for", "Because"],
        questions.Select(question => (IRenderable[])
        [
            Words.Cell(StateView.Describe(question.Query)),
            Words.Cell(question.Reason),
        ]));

    private static void ShowVerdicts(IAnsiConsole screen, IReadOnlyList<InstrumentVerdict> verdicts) => Page.Table(
        screen,
        "Verdicts",
        "There are no positions.",
        ["Position", "Verdict", "Now", "After the plan", "Why"],
        verdicts.Select(verdict => (IRenderable[])
        [
            Words.Cell(Words.Of(verdict.Instrument, verdict.Side)),
            Words.Cell(Words.Of(verdict.Verdict), Words.Colour(verdict.Verdict)),
            Words.Cell(Words.Of(verdict.StatusWhen(isCommitted: false))),
            Words.Cell(Words.Of(verdict.StatusWhen(isCommitted: true))),
            Words.Cell(verdict.Explanation),
        ]));
}
