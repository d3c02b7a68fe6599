using Spectre.Console;
using Spectre.Console.Rendering;

namespace PositionRecovery.Sample;

/// <summary>What is believed and what is reported, in short.</summary>
internal static class StateView
{
    public static void ShowBelief(IAnsiConsole screen, CachedSnapshot cached)
    {
        ShowPositions(screen, "What the engine believed: positions", cached.Positions);
        Page.Table(
            screen,
            "What the engine believed: working orders",
            "None.",
            ["Order", "Strategy", "Position", "Side", "Type", "#Quantity", "#Filled", "Status"],
            cached.Orders.Where(order => !order.IsTerminal).Select(order => (IRenderable[])
            [
                Words.Cell(order.Intent.Id.Value),
                Words.Cell(order.Intent.Strategy.Value),
                Words.Cell(Words.Of(order.Intent.Instrument, order.Intent.PositionSide)),
                Words.Cell(Words.Of(order.Intent.Side)),
                Words.Cell(Words.Of(order.Intent.Type)),
                Words.Cell(Words.Of(order.Intent.Quantity)),
                Words.Cell(Words.Of(order.Filled)),
                Words.Cell(Words.Of(order.Status)),
            ]));
    }

    public static void ShowReports(IAnsiConsole screen, VenueSnapshot venue)
    {
        Page.Table(
            screen,
            "What the venue says: answers",
            "None.",
            ["Asked for", "#Reports", "Coverage"],
            venue.Answers.Select(answer => (IRenderable[])
            [
                Words.Cell(Describe(answer.Query)),
                Words.Cell(Words.Of(answer.Reports.Count)),
                Words.Cell(Describe(answer.Coverage)),
            ]));
        Page.Table(
            screen,
            "What the venue says: positions",
            "None.",
            ["Position", "#Quantity", "#Average", "#Mark"],
            Latest(venue).Select(position => (IRenderable[])
            [
                Words.Cell(Words.Of(position.Instrument, position.Side)),
                Words.Cell(Words.Of(position.Quantity)),
                Words.Cell(Words.Of(position.AveragePrice)),
                Words.Cell(Words.Of(position.MarkPrice)),
            ]));
    }

    public static void ShowPositions(IAnsiConsole screen, string title, IReadOnlyList<PositionSnapshot> positions) =>
        Page.Table(
            screen,
            title,
            "None.",
            ["Strategy", "Position", "#Quantity", "#Average", "#Realised", "#Fees"],
            positions.Select(position => (IRenderable[])
            [
                Words.Cell(position.Key.Strategy.Value),
                Words.Cell(Words.Of(position.Key.Instrument, position.Key.Side)),
                Words.Cell(position.Quantity == 0m ? "flat" : Words.Of(position.Quantity)),
                Words.Cell(Words.Of(position.AveragePrice)),
                Words.Cell(Words.Of(position.RealizedPnl)),
                Words.Cell(Words.Of(position.Fees)),
            ]));

    public static string Describe(VenueQuery query)
    {
        string what = query switch
        {
            AccountQuery => "the account",
            BalancesQuery => "balances",
            CashFlowsQuery q => $"cash flows since {Words.Of(q.From)}",
            FillsQuery q => $"fills since {Words.Of(q.From)}",
            InstrumentsQuery => "instruments",
            MarksQuery => "mark prices",
            OpenOrdersQuery q => $"open orders{Describe(q.Class)}",
            OrderHistoryQuery q => $"order history since {Words.Of(q.From)}{Describe(q.Class)}",
            OrderQuery q => $"order {q.ClientOrder?.Value ?? q.VenueOrder?.Value}{Describe(q.Class)}",
            PositionsQuery => "positions",
            _ => query.GetType().Name,
        };
        return query.Instrument is { } instrument ? $"{what} of {instrument}" : $"{what} of {query.Account}";
    }

    private static string Describe(OrderClass? orderClass) =>
        orderClass is null ? string.Empty : $" ({Words.Of(orderClass.Value)})";

    private static string Describe(Coverage coverage) => coverage.Status switch
    {
        CoverageStatus.Complete => $"complete, as of {Words.Of(coverage.To!.Value)}",
        CoverageStatus.Partial => $"partial, from {Words.Of(coverage.From!.Value)} on: {coverage.Reason}",
        _ => $"{Words.Of(coverage.Status)}: {coverage.Reason}",
    };

    /// <summary>Positions may have been read twice, to be sure; people need to see them once.</summary>
    private static IEnumerable<PositionReport> Latest(VenueSnapshot venue) => venue.Answers
        .Where(answer => answer.Query is PositionsQuery && answer.Coverage.To is not null)
        .GroupBy(answer => (answer.Query.Account, answer.Query.Instrument))
        .SelectMany(same => same.MaxBy(answer => answer.Coverage.To)!.Reports)
        .OfType<PositionReport>();
}
