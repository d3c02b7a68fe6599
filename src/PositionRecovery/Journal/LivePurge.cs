namespace PositionRecovery;

/// <summary>Takes what ended long ago out of the live state. Executions move into the opening of their books, up to a
/// moment up to which the books are known to agree with the venue; nothing else would tell a purged execution from one
/// never seen.</summary>
internal static class LivePurge
{
    /// <summary>How far the clocks of venue and engine may be apart.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    internal static void Run(LiveState state, StatePurgedEvent e)
    {
        foreach (LiveBook book in state.Books.Values)
        {
            PurgeOrders(state, book, e.OrdersBefore);
            PurgeLives(state, book, e.PositionsBefore);
        }

        foreach (PurgedTradeChunk chunk in state.Purged.Forget(e.TradesBefore))
        {
            state.Dirty.PurgedGone.Add(chunk);
        }
    }

    /// <summary>Whether there is anything to take out.</summary>
    internal static bool HasWork(LiveState state, StatePurgedEvent e) =>
        state.Purged.HasBefore(e.TradesBefore) || state.Books.Values.Any(book =>
            book.Lives.Exists(l => IsPast(l.Life, e.PositionsBefore))
            || (HorizonOf(state, book, e.OrdersBefore) is { } horizon
                && book.Orders.Exists(o => IsPast(book, o.Snapshot, horizon))));

    /// <summary>An execution of the very moment of the agreement may have come after it, so that moment stays.
    /// </summary>
    private static DateTimeOffset? HorizonOf(LiveState state, LiveBook book, DateTimeOffset before) =>
        state.AgreedAt(book) is { } agreed
            ? Moments.Previous(agreed) is var until && until < before ? until : before
            : null;

    private static void PurgeLives(LiveState state, LiveBook book, DateTimeOffset before)
    {
        foreach (LiveLife live in book.Lives.Where(l => IsPast(l.Life, before)))
        {
            state.Dirty.LivesGone.Add(live);
        }

        book.Lives.RemoveAll(l => IsPast(l.Life, before));
    }

    /// <summary>A quarantine stays until somebody looked.</summary>
    private static bool IsPast(PositionLife life, DateTimeOffset before) =>
        life.ClosedAt <= before && life.QuarantineReason is null;

    private static void PurgeOrders(LiveState state, LiveBook book, DateTimeOffset before)
    {
        if (HorizonOf(state, book, before) is not { } horizon)
        {
            return;
        }

        LiveOrder[] past = [.. book.Orders.Where(o => IsPast(book, o.Snapshot, horizon))];
        if (past.Length == 0)
        {
            return;
        }

        var gone = new HashSet<LiveOrder>(past);
        Carry(state, book, horizon, gone);
        foreach (LiveOrder order in past)
        {
            foreach (FillSnapshot fill in order.Snapshot.Fills)
            {
                if (!fill.IsPlaceholder && state.Purged.Add(book.Key, fill.At, fill.Key))
                {
                    state.Dirty.Purged.Add((book.Key, fill.At));
                }
            }

            state.Remove(order);
            state.Dirty.Add(order);
        }

        book.Orders.RemoveAll(gone.Contains);
        book.Settle();
        state.Dirty.Add(book);
    }

    private static bool IsPast(LiveBook book, OrderSnapshot order, DateTimeOffset horizon) =>
        order.IsTerminal && !order.IsInferredTerminal && Ended(order) <= horizon && !IsExitOfPresentLife(book, order)
        && order.Fills.All(f => f.At <= horizon && (!f.IsPlaceholder || f.CoversUntil <= horizon));

    /// <summary>Exits are numbered within a life of their position: as long as it goes on, each number that was used
    /// must be known, or it would be used again.</summary>
    private static bool IsExitOfPresentLife(LiveBook book, OrderSnapshot order) =>
        ExitIds.IsOne(order.Intent.Id) && book.Owner(order.Intent.Strategy) is { Quantity: not 0m } owner
        && !(Ended(order) < Moments.Earlier(owner.OpenedAt ?? DateTimeOffset.MinValue, ClockSkew));

    private static DateTimeOffset Ended(OrderSnapshot order) =>
        order.UpdatedAt ?? order.RequestedAt ?? order.IntendedAt ?? DateTimeOffset.MinValue;

    private static void Carry(LiveState state, LiveBook book, DateTimeOffset horizon, HashSet<LiveOrder> gone)
    {
        InstrumentDefinition? instrument = state.Instruments.GetValueOrDefault(book.Key.Instrument);
        var fills = new List<OwnedFill>();
        var kept = new HashSet<TradeKey>();
        foreach (LiveOrder order in book.Orders)
        {
            foreach (FillSnapshot fill in order.Snapshot.Fills)
            {
                fills.Add(new OwnedFill(fill, order.Snapshot.Intent.Strategy));
                if (!gone.Contains(order))
                {
                    kept.Add(fill.Key);
                }
            }
        }

        var ledger = new KeyLedger(book.Key, instrument, book.Book, [.. book.Owners], fills);
        List<OwnedFill> past = [.. fills.Where(f => f.Fill.At <= horizon)];
        AccountBookSnapshot account = ledger.Stored;
        AverageCostBook opened = ledger.FoldAccount(past, Until(account.Adjustments, horizon));
        book.Replace(
            account with
            {
                Opening = Opening(opened, ledger.Opening, horizon, kept),
                Adjustments = After(account.Adjustments, horizon),
            },
            [.. ledger.Owners.Select(owner => owner with
            {
                Opening = Opening(
                    ledger.FoldOwner(owner.Key.Strategy, past, Until(owner.Adjustments, horizon)),
                    ledger.OpeningOf(owner.Key.Strategy),
                    horizon,
                    kept),
                Adjustments = After(owner.Adjustments, horizon),
            })]);
    }

    private static OpeningBalance Opening(
        AverageCostBook book, OpeningBalance before, DateTimeOffset horizon, HashSet<TradeKey> kept) => new()
        {
            Quantity = book.Quantity,
            AveragePrice = book.AveragePrice,
            RealizedPnl = book.Realized.Round(),
            Fees = book.Fees.Round(),
            CostBasisAdjustment = book.Adjusted.Round(),
            At = before.At > horizon ? before.At : horizon,
            CarriedTrades = [.. before.CarriedTrades.Where(kept.Contains)],
        };

    private static BookAdjustment[] Until(IReadOnlyList<BookAdjustment> all, DateTimeOffset horizon) =>
        [.. all.Where(a => a.At <= horizon)];

    private static BookAdjustment[] After(IReadOnlyList<BookAdjustment> all, DateTimeOffset horizon) =>
        [.. all.Where(a => a.At > horizon)];
}
