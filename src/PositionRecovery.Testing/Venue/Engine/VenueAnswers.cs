namespace PositionRecovery.Testing;

/// <summary>What the venue answers: as of a moment, which may lie behind the present.</summary>
internal sealed class VenueAnswers(VenueState state)
{
    /// <summary>Answers a query.</summary>
    /// <param name="query">What is asked.</param>
    /// <param name="lag">How old what it shows is. The answer does not tell.</param>
    internal VenueAnswer Answer(VenueQuery query, TimeSpan lag)
    {
        DateTimeOffset now = state.Now;
        DateTimeOffset seen = now - lag;
        if (state.FindAccount(query.Account) is not { } account)
        {
            return VenueAnswer.Failed(query, $"unknown account {query.Account}");
        }

        if (query.Instrument is { } instrument && state.FindMarket(instrument) is null)
        {
            return VenueAnswer.Failed(query, $"unknown instrument {instrument}");
        }

        return query switch
        {
            PositionsQuery q => VenueAnswer.Complete(q, now, [.. Positions(account, q.Instrument, seen)]),
            OpenOrdersQuery q => VenueAnswer.Complete(q, now, [.. OpenOrders(account, q.Instrument, q.Class, seen)]),
            OrderHistoryQuery { Instrument: null } q when state.Setup.OrderHistoryByInstrumentOnly =>
                VenueAnswer.Unsupported(q),
            OrderHistoryQuery q => Since(q, q.From, now, from => History(account, q, from, seen)),
            OrderQuery { VenueOrder: null } q when state.Setup.SubmitGuarantee == SubmitGuarantee.Neither =>
                VenueAnswer.Unsupported(q),
            OrderQuery q => VenueAnswer.Complete(q, now, [.. Order(account, q, seen)]),
            FillsQuery { Instrument: null } q when state.Setup.FillsByInstrumentOnly => VenueAnswer.Unsupported(q),
            FillsQuery q => Since(q, q.From, now, from => Fills(account, q.Instrument, from, seen)),
            BalancesQuery q => VenueAnswer.Complete(q, now, [.. Balances(account, seen, now)]),
            CashFlowsQuery q => Since(q, q.From, now, from => account.Flows.Where(
                f => f.At >= from && f.At <= seen && (q.Instrument is null || f.Instrument == q.Instrument))),
            MarksQuery q => VenueAnswer.Complete(q, now, [.. Marks(account, q.Instrument, seen)]),
            InstrumentsQuery q => VenueAnswer.Complete(q, now, [.. Instruments(account, q.Instrument)]),
            AccountQuery q => VenueAnswer.Complete(q, now, [
                new AccountReport { Account = account.Id, Identity = account.Identity, Mode = account.Mode }]),
            _ => VenueAnswer.Unsupported(query),
        };
    }

    internal IEnumerable<PositionReport> Positions(
        VenueAccount account, InstrumentId? instrument, DateTimeOffset seen)
    {
        foreach (HeldPosition position in account.Positions
            .Where(p => instrument is null || p.Definition.Id == instrument))
        {
            if (position.Past.TryGet(seen, out var held) && held.Quantity != 0m)
            {
                yield return new PositionReport
                {
                    Account = account.Id,
                    Instrument = position.Definition.Id,
                    Side = position.Side,
                    Quantity = held.Quantity,
                    AveragePrice = held.AveragePrice,
                    MarkPrice = PriceAt(position.Definition.Id, seen),
                    Leverage = account.Leverage,
                    MarginMode = MarginMode.Cross,
                    UpdatedAt = held.At,
                };
            }
        }
    }

    internal static IEnumerable<OrderReport> OpenOrders(
        VenueAccount account, InstrumentId? instrument, OrderClass? service, DateTimeOffset seen)
    {
        IEnumerable<VenueOrder> ended = account.Ended.AsEnumerable().Reverse()
            .TakeWhile(o => o.Past.Latest.UpdatedAt > seen);
        return account.Working.Concat(ended)
            .Where(o => (instrument is null || o.Intent.Instrument == instrument)
                && (service is null || o.Class == service))
            .OrderBy(static o => o.Number).ThenBy(static o => o.Class)
            .Select(o => At(o, seen)).OfType<OrderReport>().Where(IsOpen);
    }

    internal static IEnumerable<BalanceReport> Balances(
        VenueAccount account, DateTimeOffset seen, DateTimeOffset now)
    {
        foreach ((AssetId asset, Timeline<decimal> amount) in account.Balances)
        {
            if (amount.TryGet(seen, out decimal total))
            {
                yield return new BalanceReport
                {
                    Account = account.Id,
                    Asset = asset,
                    Total = total,
                    Available = seen < now ? null : total - SpotFunds.Locked(account, asset),
                };
            }
        }
    }

    private static IEnumerable<FillReport> Fills(
        VenueAccount account, InstrumentId? instrument, DateTimeOffset from, DateTimeOffset seen)
    {
        // Appended by time: from the end on, so that asking for the latest costs the latest.
        int first = account.Fills.Count;
        while (first > 0 && account.Fills[first - 1].At >= from)
        {
            first--;
        }

        return account.Fills.Skip(first)
            .Where(f => f.At <= seen && (instrument is null || f.Instrument == instrument));
    }

    private static OrderReport? At(VenueOrder order, DateTimeOffset seen) =>
        order.Past.TryGet(seen, out OrderReport report) ? report : null;

    private static bool IsOpen(OrderReport report) => report.ReplacedBy is null
        && report.Status is OrderStatus.Accepted or OrderStatus.Triggered or OrderStatus.PartiallyFilled;

    /// <summary>An answer about a stretch of time: what lies before the retention is not shown, and the answer says so.
    /// </summary>
    private VenueAnswer Since(
        VenueQuery query, DateTimeOffset from, DateTimeOffset now, Func<DateTimeOffset, IEnumerable<VenueReport>> read)
    {
        if (state.Setup.HistoryRetention is { } kept && from < now - kept)
        {
            return VenueAnswer.Partial(query, now - kept, now, [.. read(now - kept)], $"kept for {kept} only");
        }

        return VenueAnswer.Complete(query, now, [.. read(from)]);
    }

    private IEnumerable<OrderReport> History(
        VenueAccount account, OrderHistoryQuery query, DateTimeOffset from, DateTimeOffset seen) =>
        account.Orders
            .Where(o => (query.Instrument is null || o.Intent.Instrument == query.Instrument)
                && (query.Class is null || o.Class == query.Class))
            .Select(o => At(o, seen)).OfType<OrderReport>()
            .Where(r => r.UpdatedAt >= from && IsKept(r));

    /// <summary>In each order service the latest order of the name asked for.</summary>
    private IEnumerable<OrderReport> Order(VenueAccount account, OrderQuery query, DateTimeOffset seen)
    {
        IEnumerable<VenueOrder> found = query.VenueOrder is { } id
            ? account.ByVenueId.TryGetValue(id, out VenueOrder? order) ? [order] : []
            : state.Markets.Where(m => query.Instrument is null || m.Id == query.Instrument)
                .SelectMany(m => account.OrdersOf(m.Id, query.ClientOrder));
        return found
            .Where(o => (query.Class is null || o.Class == query.Class)
                && (query.Instrument is null || o.Intent.Instrument == query.Instrument))
            .Select(o => At(o, seen)).OfType<OrderReport>().Where(IsKept)
            .GroupBy(static r => (r.Instrument, r.Class)).Select(static g => g.Last());
    }

    private bool IsKept(OrderReport report)
    {
        if (IsOpen(report))
        {
            return true;
        }

        TimeSpan? kept = report.Filled == 0m && report.ReplacedBy is null
            ? state.Setup.UnfilledOrderRetention ?? state.Setup.HistoryRetention
            : state.Setup.HistoryRetention;
        return kept is null || report.UpdatedAt >= state.Now - kept;
    }

    private IEnumerable<MarkReport> Marks(VenueAccount account, InstrumentId? instrument, DateTimeOffset seen) =>
        from market in state.Markets
        where instrument is null || market.Id == instrument
        where market.Prices.TryGet(seen, out _)
        select new MarkReport
        {
            Account = account.Id,
            Instrument = market.Id,
            Mark = PriceAt(market.Id, seen),
            Bid = PriceAt(market.Id, seen),
            Ask = PriceAt(market.Id, seen),
            At = seen,
        };

    private IEnumerable<InstrumentReport> Instruments(VenueAccount account, InstrumentId? instrument) =>
        from market in state.Markets
        where instrument is null || market.Id == instrument
        select new InstrumentReport { Account = account.Id, Definition = market.Definition };

    private decimal? PriceAt(InstrumentId instrument, DateTimeOffset seen) =>
        state.MarketOf(instrument).Prices.TryGet(seen, out decimal price) ? price : null;
}
