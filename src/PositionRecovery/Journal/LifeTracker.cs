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
        foreach (PositionSnapshot after in book.Owners)
        {
            PositionSnapshot? before = moves.Before.FirstOrDefault(p => p.Key == after.Key);
            if (ReferenceEquals(before, after))
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
        LiveLife? open = book.Lives.FindLast(l => l.Life.Key == after.Key && !l.Life.IsClosed);
        if (open is not null && (after.Quantity == 0m || after.Epoch != open.Life.Epoch))
        {
            Update(state, book, moves, open, after, at);
            open.Life = End(book, moves, open.Life, at);
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
        Update(state, book, moves, open, after, at);
        open.Life = open.Life with
        {
            Quantity = after.Quantity,
            PeakQuantity = Math.Max(open.Life.PeakQuantity, Math.Abs(after.Quantity)),
            AverageEntry = after.AveragePrice,
            Status = Math.Abs(after.Quantity) < open.Life.PeakQuantity ? PositionStatus.Reduced : PositionStatus.Open,
        };
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

    private static void Update(
        LiveState state, LiveBook book, BookMoves moves, LiveLife live, PositionSnapshot after, DateTimeOffset at)
    {
        PositionLife life = live.Life;
        state.Dirty.Add(live);
        life = life with
        {
            RealizedPnl = after.RealizedPnl - life.RealizedBefore,
            Fees = after.Fees - life.FeesBefore,
            UpdatedAt = life.UpdatedAt > at ? life.UpdatedAt : at,
        };
        bool isInverse = state.IsInverse(book.Key.Instrument);
        foreach (OwnedFill owned in moves.Fills)
        {
            decimal share = ShareOf(owned, life.Key.Strategy);
            if (share > 0m)
            {
                life = WithExit(life, owned.Fill, share, isInverse);
                life = life.Orders.Contains(owned.Fill.Order)
                    ? life
                    : life with { Orders = [.. life.Orders.TakeLast(MaxOrders - 1), owned.Fill.Order] };
            }
        }

        live.Life = life;
    }

    private static decimal ShareOf(OwnedFill owned, StrategyId strategy)
    {
        decimal share = 0m;
        foreach (FillAllocation part in KeyLedger.Shares(owned))
        {
            share += part.Strategy == strategy ? part.Quantity : 0m;
        }

        return share;
    }

    private static PositionLife WithExit(PositionLife life, FillSnapshot fill, decimal share, bool isInverse)
    {
        bool reduces = life.Quantity != 0m && life.Quantity > 0m == (fill.Side == OrderSide.Sell);
        decimal taken = reduces ? Math.Min(share, Math.Abs(life.Quantity)) : 0m;
        if (taken == 0m || UnitCost.Of(fill.IsPriceUnknown ? null : fill.Price, isInverse) is not { } cost)
        {
            return life with { ExitedQuantity = life.ExitedQuantity + taken };
        }

        Rational known = UnitCost.Of(life.AverageExit, isInverse) is { } exit
            ? exit * life.ExitedQuantity
            : Rational.Zero;
        decimal exited = life.ExitedQuantity + taken;
        return life with
        {
            ExitedQuantity = exited,
            AverageExit = UnitCost.ToPrice((known + (cost * taken)) / exited, isInverse),
        };
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
