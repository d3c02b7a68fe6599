namespace PositionRecovery;

/// <summary>Writes down the lives of positions as units of events move them.</summary>
internal static class LifeTracker
{
    private const int MaxOrders = 100;

    /// <summary>Brings the lives of one position up to date.</summary>
    /// <returns>How many lives ended, with a profit and without.</returns>
    internal static (int Wins, int Losses) Track(LiveState state, LiveBook book, BookMoves moves, DateTimeOffset at)
    {
        int wins = 0;
        int losses = 0;
        for (int i = 0; i < book.Owners.Count; i++)
        {
            PositionSnapshot after = book.Owners[i];
            PositionSnapshot? before = moves.Before(after.Key.Strategy);
            if (before == after)
            {
                continue;
            }

            (int won, int lost) = Track(state, book, moves, before, after, at);
            wins += won;
            losses += lost;
        }

        return (wins, losses);
    }

    private static bool IsWin(PositionLife life) =>
        life.IsClosed && life.RealizedPnl - life.Fees + life.Funding > 0m;

    private static (int Wins, int Losses) Track(
        LiveState state,
        LiveBook book,
        BookMoves moves,
        PositionSnapshot? before,
        PositionSnapshot after,
        DateTimeOffset at)
    {
        int wins = 0;
        int losses = 0;
        LiveLife? open = FindOpen(book, after.Key.Strategy);
        if (open is not null && (after.Quantity == 0m || after.Epoch != open.Life.Epoch))
        {
            open.Life = End(book, moves, Updated(state, moves, open, after, at), at);
            wins += IsWin(open.Life) ? 1 : 0;
            losses += IsWin(open.Life) ? 0 : 1;
            open = null;
        }

        if (after.Quantity == 0m)
        {
            return (wins, losses);
        }

        if (open is null
            && book.Lives.FindLast(l => l.Life.Key == after.Key && l.Life.Epoch == after.Epoch) is { } early)
        {
            // An execution that came late shows that it had not ended.
            wins -= IsWin(early.Life) ? 1 : 0;
            losses -= IsWin(early.Life) ? 0 : 1;
            early.Life = early.Life with { ClosedAt = null, ExitReason = null };
            open = early;
        }

        open ??= Begin(book, before, after, at);
        open.Life = Updated(state, moves, open, after, at);
        return (wins, losses);
    }

    private static LiveLife Begin(
        LiveBook book, PositionSnapshot? before, PositionSnapshot after, DateTimeOffset at)
    {
        bool wasFlat = before is null || before.Quantity == 0m;
        var live = new LiveLife(new PositionLife
        {
            Key = after.Key,
            Epoch = after.Epoch,
            Status = PositionStatus.Open,
            OpenedAt = after.OpenedAt,
            UpdatedAt = at,
            RealizedBefore = wasFlat ? before?.RealizedPnl ?? 0m : after.RealizedPnl,
            FeesBefore = wasFlat ? before?.Fees ?? 0m : after.Fees,
        });
        book.Lives.Add(live);
        return live;
    }

    private static LiveLife? FindOpen(LiveBook book, StrategyId strategy)
    {
        for (int i = book.Lives.Count - 1; i >= 0; i--)
        {
            PositionLife life = book.Lives[i].Life;
            if (!life.IsClosed && life.Key.Strategy == strategy)
            {
                return book.Lives[i];
            }
        }

        return null;
    }

    /// <summary>A life with what moved; the quantity of one that ends is what it was.</summary>
    private static PositionLife Updated(
        LiveState state, BookMoves moves, LiveLife live, PositionSnapshot after, DateTimeOffset at)
    {
        PositionLife life = live.Life;
        state.Dirty.Add(live);
        (decimal exited, decimal? average) = (life.ExitedQuantity, life.AverageExit);
        FrozenList<ClientOrderId> orders = (FrozenList<ClientOrderId>)life.Orders;
        bool isInverse = state.IsInverse(life.Key.Instrument);
        foreach (OwnedFill owned in moves.Fills)
        {
            decimal share = ShareOf(owned, life.Key.Strategy);
            if (share > 0m)
            {
                (exited, average) = WithExit(life.Quantity, exited, average, owned.Fill, share, isInverse);
                orders = With(orders, owned.Fill.Order);
            }
        }

        decimal quantity = Math.Abs(after.Quantity);
        bool isOpen = quantity != 0m && after.Epoch == life.Epoch;
        return life with
        {
            RealizedPnl = after.RealizedPnl - life.RealizedBefore,
            Fees = after.Fees - life.FeesBefore,
            UpdatedAt = life.UpdatedAt > at ? life.UpdatedAt : at,
            ExitedQuantity = exited,
            AverageExit = average,
            Orders = orders,
            Quantity = isOpen ? after.Quantity : life.Quantity,
            PeakQuantity = isOpen ? Math.Max(life.PeakQuantity, quantity) : life.PeakQuantity,
            AverageEntry = isOpen ? after.AveragePrice : life.AverageEntry,
            Status = !isOpen ? life.Status : quantity < life.PeakQuantity ? PositionStatus.Reduced
                : PositionStatus.Open,
        };
    }

    private static FrozenList<ClientOrderId> With(FrozenList<ClientOrderId> orders, ClientOrderId order)
    {
        ReadOnlySpan<ClientOrderId> known = orders.Span;
        for (int i = known.Length - 1; i >= 0; i--)
        {
            if (known[i] == order)
            {
                return orders;
            }
        }

        ReadOnlySpan<ClientOrderId> latest = known.Length < MaxOrders ? known : known[^(MaxOrders - 1)..];
        return FrozenList<ClientOrderId>.Owning([.. latest, order]);
    }

    private static decimal ShareOf(OwnedFill owned, StrategyId strategy)
    {
        if (owned.Fill.Allocations.Count == 0)
        {
            return owned.Strategy == strategy ? owned.Fill.Quantity : 0m;
        }

        decimal share = 0m;
        foreach (FillAllocation part in owned.Fill.Allocations)
        {
            share += part.Strategy == strategy ? part.Quantity : 0m;
        }

        return share;
    }

    private static (decimal Exited, decimal? Average) WithExit(
        decimal quantity, decimal exited, decimal? average, FillSnapshot fill, decimal share, bool isInverse)
    {
        bool reduces = quantity != 0m && quantity > 0m == (fill.Side == OrderSide.Sell);
        decimal taken = reduces ? Math.Min(share, Math.Abs(quantity)) : 0m;
        if (taken == 0m || UnitCost.Of(fill.IsPriceUnknown ? null : fill.Price, isInverse) is not { } cost)
        {
            return (exited + taken, average);
        }

        Rational known = UnitCost.Of(average, isInverse) is { } exit ? exit * exited : Rational.Zero;
        exited += taken;
        return (exited, UnitCost.ToPrice((known + (cost * taken)) / exited, isInverse));
    }

    private static PositionLife End(LiveBook book, BookMoves moves, PositionLife life, DateTimeOffset at)
    {
        OwnedFill? last = moves.Fills.Count == 0 ? null : moves.Fills[^1];
        OrderSnapshot? order = last is { } owned
            ? book.Orders.FindLast(o => o.Snapshot.Intent.Id == owned.Fill.Order)?.Snapshot
            : null;
        bool isForced = order?.Origin is OrderOrigin.Liquidation or OrderOrigin.AutoDeleveraging;
        return life with
        {
            Quantity = 0m,
            Status = isForced ? PositionStatus.Liquidated : PositionStatus.Closed,
            ClosedAt = last is { } final && final.Fill.At > life.OpenedAt ? final.Fill.At : at,
            ExitReason = ReasonOf(order),
        };
    }

    private static string? ReasonOf(OrderSnapshot? order) => order switch
    {
        null => null,
        { Origin: not OrderOrigin.Own } => order.Origin.ToString(),
        { Reason: { } reason } => reason,
        _ => order.Intent.Type.ToString(),
    };
}
