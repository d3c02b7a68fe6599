namespace PositionRecovery;

/// <summary>Adds to the lives of a position what its working orders tell: what protects it, and what is under way.
/// </summary>
internal static class LifeView
{
    internal static IEnumerable<PositionLife> Of(LiveBook book)
    {
        OrderSnapshot[] working = [.. book.Orders
            .Select(static o => o.Snapshot)
            .Where(static o => !o.IsTerminal)
            .OrderBy(static o => o.Intent.Id.Value, StringComparer.Ordinal)];
        var open = new HashSet<PositionKey>();
        foreach (LiveLife live in book.Lives
            .OrderBy(static l => l.Life.Key, KeyOrder.Positions)
            .ThenBy(static l => l.Life.OpenedAt)
            .ThenBy(static l => l.Life.Epoch?.Value, StringComparer.Ordinal))
        {
            if (!live.Life.IsClosed)
            {
                open.Add(live.Life.Key);
            }

            yield return live.Life.IsClosed ? live.Life : WithOrders(live.Life, working);
        }

        foreach (OrderSnapshot first in working
            .Where(o => o.Intent.Action == OrderAction.Enter && !o.Intent.IsReduceOnly
                && !open.Contains(o.Intent.Position))
            .DistinctBy(static o => o.Intent.Position)
            .OrderBy(static o => o.Intent.Position, KeyOrder.Positions))
        {
            yield return new PositionLife
            {
                Key = first.Intent.Position,
                Status = PositionStatus.Opening,
                UpdatedAt = first.UpdatedAt ?? first.IntendedAt ?? DateTimeOffset.MinValue,
                Orders = [first.Intent.Id],
            };
        }
    }

    private static PositionLife WithOrders(PositionLife life, OrderSnapshot[] working)
    {
        OrderSide exit = life.Quantity > 0m ? OrderSide.Sell : OrderSide.Buy;
        OrderSnapshot[] exits = [.. working.Where(o => o.Intent.Position == life.Key && o.Intent.Side == exit
            && (o.Intent.IsReduceOnly || o.Intent.Action == OrderAction.Exit))];
        bool isClosing = exits
            .Where(static o => o.Intent.Type == OrderType.Market)
            .Sum(static o => o.Remaining) >= Math.Abs(life.Quantity);
        return life with
        {
            Status = isClosing ? PositionStatus.Closing : life.Status,
            StopLoss = exits.FirstOrDefault(static o => IsStop(o.Intent.Type))?.Intent.TriggerPrice,
            TakeProfit = exits.Where(static o => IsTarget(o.Intent.Type))
                .Select(static o => o.Intent.TriggerPrice ?? o.Intent.Price).FirstOrDefault(),
        };
    }

    private static bool IsStop(OrderType type) =>
        type is OrderType.StopMarket or OrderType.StopLimit or OrderType.TrailingStopMarket;

    private static bool IsTarget(OrderType type) => type is OrderType.TakeProfitMarket or OrderType.TakeProfitLimit
        or OrderType.Limit or OrderType.PostOnly;
}
