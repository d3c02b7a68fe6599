using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace PositionRecovery.Sample;

/// <summary>The state of a trader as tables, as a tree or as JSON.</summary>
internal static class TraderStateView
{
    public static void Show(TextWriter output, TraderState state, StateForm form)
    {
        if (form == StateForm.Json)
        {
            output.Write(Encoding.UTF8.GetString(SnapshotJson.Write(state.Snapshot)));
            return;
        }

        Screen.Show(output, screen =>
        {
            if (form == StateForm.Tree)
            {
                ShowTree(screen, state);
            }
            else
            {
                ShowTables(screen, state);
            }
        });
    }

    private static void ShowTables(IAnsiConsole screen, TraderState state)
    {
        Page.Table(
            screen,
            "Positions",
            "None.",
            ["Strategy", "Position", "Status", "#Quantity", "#Entry", "#Mark", "#Unrealised", "#Realised", "#Fees",
                "#Funding", "#Stop", "#Target", "Since"],
            state.Lives.Select(life => Row(life, Definition(state, life))));
        ShowOrders(screen, state);
        Page.Table(
            screen,
            "Balances",
            "None.",
            ["Account", "Asset", "#Total", "#Available"],
            state.Snapshot.Balances.Select(balance => (IRenderable[])
            [
                Words.Cell(balance.Account.Value),
                Words.Cell(balance.Asset.Value),
                Words.Cell(Words.Of(balance.Total)),
                Words.Cell(Words.Of(balance.Available)),
            ]));
        Page.Table(
            screen,
            "Sessions",
            "None.",
            ["Session", "Status", "From", "To", "#Capital", "#Final", "#Orders", "#Fills", "#Won", "#Lost"],
            state.Sessions.Select(session => (IRenderable[])
            [
                Words.Cell(session.Id.Value),
                Words.Cell(Words.Of(session.Status)),
                Words.Cell(Words.Of(session.StartedAt)),
                Words.Cell(session.EndedAt is { } end ? Words.Of(end) : "–"),
                Words.Cell(Words.Of(session.InitialCapital)),
                Words.Cell(Words.Of(session.FinalCapital)),
                Words.Cell(Words.Of(session.Orders)),
                Words.Cell(Words.Of(session.Fills)),
                Words.Cell(Words.Of(session.Wins)),
                Words.Cell(Words.Of(session.Losses)),
            ]));
    }

    private static IRenderable[] Row(PositionLife life, InstrumentDefinition? instrument) =>
    [
        Words.Cell(life.Key.Strategy.Value),
        Words.Cell(Words.Of(life.Key.Instrument, life.Key.Side)),
        Words.Cell(life.QuarantineReason is null ? Words.Of(life.Status) : "QUARANTINED"),
        Words.Cell(Words.Of(life.Quantity)),
        Words.Cell(Words.Of(life.AverageEntry)),
        Words.Cell(Words.Of(life.MarkPrice)),
        Words.Cell(Words.Of(instrument is null ? null : life.UnrealizedPnl(instrument))),
        Words.Cell(Words.Of(life.RealizedPnl)),
        Words.Cell(Words.Of(life.Fees)),
        Words.Cell(Words.Of(life.Funding)),
        Words.Cell(Words.Of(life.StopLoss)),
        Words.Cell(Words.Of(life.TakeProfit)),
        Words.Cell(life.OpenedAt is { } at ? Words.Of(at) : "–"),
    ];

    private static void ShowOrders(IAnsiConsole screen, TraderState state) => Page.Table(
        screen,
        "Orders",
        "None.",
        ["Order", "Strategy", "Position", "Side", "Type", "#Quantity", "#Filled", "#Average", "Status"],
        state.Snapshot.Orders.Select(order => (IRenderable[])
        [
            Words.Cell(order.Intent.Id.Value),
            Words.Cell(order.Intent.Strategy.Value),
            Words.Cell(Words.Of(order.Intent.Instrument, order.Intent.PositionSide)),
            Words.Cell(Words.Of(order.Intent.Side)),
            Words.Cell(Words.Of(order.Intent.Type)),
            Words.Cell(Words.Of(order.Intent.Quantity)),
            Words.Cell(Words.Of(order.Filled)),
            Words.Cell(Words.Of(order.AveragePrice)),
            Words.Cell(Words.Of(order.Status)),
        ]));

    private static void ShowTree(IAnsiConsole screen, TraderState state)
    {
        var tree = new Tree("State");
        foreach (IGrouping<AccountId, AccountBookSnapshot> account in state.Snapshot.AccountBooks
            .GroupBy(static b => b.Key.Account))
        {
            TreeNode accountNode = tree.AddNode(Words.Cell(account.Key.Value));
            foreach (AccountBookSnapshot book in account)
            {
                TreeNode bookNode = accountNode.AddNode(Words.Cell(
                    $"{Words.Of(book.Key.Instrument, book.Key.Side)}: {Words.Of(book.Quantity)} @ "
                    + Words.Of(book.AveragePrice)));
                AddOwners(bookNode, state.Snapshot, book.Key);
            }
        }

        screen.Write(tree);
    }

    private static void AddOwners(TreeNode book, CachedSnapshot snapshot, BookKey key)
    {
        foreach (PositionSnapshot position in snapshot.Positions.Where(p => p.Key.Book == key))
        {
            TreeNode owner = book.AddNode(Words.Cell(
                $"{position.Key.Strategy}: {Words.Of(position.Quantity)} @ {Words.Of(position.AveragePrice)}"));
            foreach (OrderSnapshot order in snapshot.Orders.Where(o => o.Intent.Position == position.Key))
            {
                TreeNode node = owner.AddNode(Words.Cell(
                    $"{order.Intent.Id} {Words.Of(order.Intent.Side)} {Words.Of(order.Intent.Quantity)}, "
                    + Words.Of(order.Status)));
                foreach (FillSnapshot fill in order.Fills)
                {
                    node.AddNode(Words.Cell(
                        $"{fill.Trade} {Words.Of(fill.Quantity)} @ {Words.Of(fill.Price)}, {Words.Of(fill.At)}"));
                }
            }
        }
    }

    private static InstrumentDefinition? Definition(TraderState state, PositionLife life) =>
        state.Snapshot.Instruments.FirstOrDefault(i => i.Id == life.Key.Instrument);
}
