namespace PositionRecovery.Tests;

/// <summary>Says whose position each execution moved, in the plainest way that is allowed: a strategy's order moves its
/// own position; what others do reduces the strategies that stand on the other side, in the order of their names, and
/// only the rest is nobody's.</summary>
internal static class NaiveOwnership
{
    internal static Dictionary<Execution, IReadOnlyList<FillAllocation>> Of(IEnumerable<Execution> executions)
    {
        var held = new Dictionary<PositionKey, decimal>();
        var owners = new Dictionary<Execution, IReadOnlyList<FillAllocation>>();
        foreach (Execution execution in executions)
        {
            owners[execution] = execution.Order.IsExternal ? Reduce(execution, held) : [];
            foreach ((PositionKey key, Trade trade) in Shares(execution, owners[execution]))
            {
                held[key] = held.GetValueOrDefault(key) + trade.Change;
            }
        }

        return owners;
    }

    /// <summary>What the execution did to the position of each owner.</summary>
    internal static IEnumerable<(PositionKey Key, Trade Trade)> Shares(
        Execution execution, IReadOnlyList<FillAllocation> allocations)
    {
        Trade whole = execution.Trade;
        if (allocations.Count == 0)
        {
            return [(KeyOf(execution, execution.Order.Strategy), whole)];
        }

        return allocations.Select(a => (KeyOf(execution, a.Strategy), whole with
        {
            Change = whole.Change * a.Quantity / execution.Quantity,
            Fee = whole.Fee * a.Quantity / execution.Quantity,
        }));
    }

    private static List<FillAllocation> Reduce(Execution execution, Dictionary<PositionKey, decimal> held)
    {
        var shares = new List<FillAllocation>();
        decimal left = execution.Quantity;
        foreach (StrategyId strategy in new[] { Actor.Alpha, Actor.Beta }.Select(TrueOrder.OwnerOf))
        {
            decimal quantity = held.GetValueOrDefault(KeyOf(execution, strategy));
            bool isOpposite = quantity != 0m && quantity > 0m == (execution.Order.Side == OrderSide.Sell);
            decimal share = isOpposite ? Math.Min(left, Math.Abs(quantity)) : 0m;
            left -= share;
            if (share > 0m)
            {
                shares.Add(new FillAllocation(strategy, share));
            }
        }

        if (shares.Count > 0 && left > 0m)
        {
            shares.Add(new FillAllocation(StrategyId.External, left));
        }

        return shares;
    }

    private static PositionKey KeyOf(Execution execution, StrategyId owner) =>
        new(owner, execution.Key.Account, execution.Key.Instrument, execution.Key.Side);
}
