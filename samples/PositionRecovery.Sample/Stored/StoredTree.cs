using Spectre.Console;

namespace PositionRecovery.Sample;

/// <summary>Stored state as a tree: accounts, their instruments, the strategies in them, their orders and executions.
/// </summary>
internal static class StoredTree
{
    public static void Show(IAnsiConsole screen, TraderState state)
    {
        screen.WriteLine();
        CachedSnapshot snapshot = state.Snapshot;
        PositionKey[] positions =
        [
            .. snapshot.Orders.Select(o => o.Intent.Position)
                .Concat(snapshot.Positions.Select(p => p.Key))
                .Concat(state.Lives.Select(l => l.Key))
                .Distinct(),
        ];
        AccountId[] accounts =
            [.. positions.Select(p => p.Account).Concat(snapshot.Balances.Select(b => b.Account)).Distinct()];
        if (accounts.Length == 0)
        {
            Page.Text(screen, "Nothing is stored yet.", first: "  ");
        }

        foreach (AccountId account in accounts.OrderBy(a => a.Value, StringComparer.Ordinal))
        {
            screen.Write(Account(account, state, [.. positions.Where(p => p.Account == account)]));
        }
    }

    private static Tree Account(AccountId account, TraderState state, PositionKey[] positions)
    {
        string balances = string.Join(", ", state.Snapshot.Balances.Where(b => b.Account == account)
            .Select(b => $"{Words.Of(b.Total)} {b.Asset}"));
        var tree = new Tree(Words.Cell(balances.Length == 0 ? account.Value : $"{account}: {balances}"));
        foreach (IGrouping<string, PositionKey> leg in positions
            .GroupBy(p => Words.Of(p.Instrument, p.Side)).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            TreeNode node = tree.AddNode(Words.Cell(leg.Key));
            foreach (PositionKey position in leg.OrderBy(p => p.Strategy.Value, StringComparer.Ordinal))
            {
                Add(node, position, state);
            }
        }

        return tree;
    }

    private static void Add(TreeNode leg, PositionKey position, TraderState state)
    {
        InstrumentDefinition? instrument =
            state.Snapshot.Instruments.FirstOrDefault(i => i.Id == position.Instrument);
        PositionLife? life = state.Lives.LastOrDefault(l => l.Key == position);
        string now = life is null ? "flat" : PositionView.Describe(life, instrument);
        TreeNode node = leg.AddNode(Words.Cell($"{position.Strategy}: {now}"));
        (IReadOnlyList<OrderSnapshot> shown, int hidden) = StoredView.Part(
            [.. state.Snapshot.Orders.Where(o => o.Intent.Position == position)],
            static o => o.IsTerminal,
            static o => o.UpdatedAt ?? o.IntendedAt);
        foreach (OrderSnapshot order in shown)
        {
            TreeNode below = node.AddNode(Words.Cell(
                $"{order.Intent.Id}: {StoredView.Describe(order.Intent)}, {Words.Of(order.Status)}"));
            foreach (FillSnapshot fill in order.Fills)
            {
                below.AddNode(Words.Cell(Describe(fill)));
            }
        }

        if (hidden > 0)
        {
            node.AddNode(Words.Cell($"and {hidden} earlier orders that have ended"));
        }
    }

    private static string Describe(FillSnapshot fill) =>
        $"{fill.Trade}: {Words.Of(fill.Quantity)} @ {(fill.IsPriceUnknown ? "?" : Words.Of(fill.Price))}"
        + (fill.FeeAsset is { } asset ? $", fee {Words.Of(fill.Fee)} {asset}" : string.Empty)
        + $", {Words.Of(fill.At)}"
        + (fill.IsPlaceholder ? " (stands for executions not seen yet)" : string.Empty);
}
