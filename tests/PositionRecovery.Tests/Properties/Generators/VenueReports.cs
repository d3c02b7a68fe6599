namespace PositionRecovery.Tests;

/// <summary>Writes down what a venue shows of a world.</summary>
internal static class VenueReports
{
    internal static IReadOnlyList<VenueReport> For(
        TradedWorld world, VenueScript script, VenueQuery query, DateTimeOffset at) => query switch
        {
            AccountQuery => [Account(world, query.Account)],
            InstrumentsQuery => [.. Markets(world, query).Select(Definition)],
            PositionsQuery => [.. Positions(world, script, query, at)],
            BalancesQuery => [.. Balances(world, script, query, at)],
            OpenOrdersQuery => [.. Orders(world, script, query, s => s.IsWorking)],
            OrderHistoryQuery history => [.. Orders(world, script, query, s => s.UpdatedAt >= history.From)],
            OrderQuery asked => [.. Orders(world, script, query, _ => true).Where(r => IsAskedFor(r, asked))],
            MarksQuery => [.. Markets(world, query).Select(Mark)],
            _ => throw new InvalidOperationException($"{query} is new here."),
        };

    internal static IReadOnlyList<VenueReport> Fills(TradedWorld world, FillsQuery query, Func<Execution, bool> isListed) =>
        [.. world.Executions.Where(e => Covers(query, e.Key) && isListed(e)).Select(Fill)];

    private static FillReport Fill(Execution execution) => new()
    {
        Account = execution.Key.Account,
        Instrument = execution.Key.Instrument,
        Trade = execution.Id,
        ClientOrder = execution.Order.ClientId,
        VenueOrder = execution.Order.VenueId,
        Side = execution.Order.Side,
        PositionSide = execution.Key.Side,
        Quantity = execution.Quantity,
        Price = execution.Price,
        Fee = execution.Fee,
        FeeAsset = execution.FeeAsset,
        At = execution.At,
        Sequence = execution.Sequence,
    };

    private static IEnumerable<OrderReport> Orders(
        TradedWorld world, VenueScript script, VenueQuery query, Func<OrderState, bool> isShown) =>
        world.Orders
            .Where(o => o.IsAtVenue && Covers(query, o.Key) && isShown(o.Now))
            .Select(o => Order(o, script));

    private static OrderReport Order(TrueOrder order, VenueScript script) => new()
    {
        Account = order.Key.Account,
        Instrument = order.Key.Instrument,
        ClientOrder = order.ClientId,
        VenueOrder = order.VenueId,
        Side = order.Side,
        Type = order.Type,
        Status = order.Now.Status,
        Quantity = order.Now.Quantity,
        Filled = order.Now.Filled,
        AveragePrice = script.HasOrderAverages ? order.Now.AveragePrice(order.Market.Instrument)?.Stored() : 0m,
        Price = order.Now.Price,
        TriggerPrice = order.IsConditional ? order.Now.Price : null,
        PositionSide = order.Key.Side,
        CreatedAt = order.Events[0].At,
        UpdatedAt = order.Now.UpdatedAt,
        Origin = order.Origin == OrderOrigin.Liquidation ? OrderOrigin.Liquidation : OrderOrigin.Unknown,
    };

    private static IEnumerable<PositionReport> Positions(
        TradedWorld world, VenueScript script, VenueQuery query, DateTimeOffset at) =>
        from key in world.Keys
        where Covers(query, key)
        let book = world.Book(key, at)
        where script.ShowsFlat || book.Quantity != 0m
        select new PositionReport
        {
            Account = key.Account,
            Instrument = key.Instrument,
            Side = key.Side,
            Quantity = book.Quantity,
            AveragePrice = AverageShown(script.Average, book, world.Instrument(key.Instrument)),
            MarkPrice = script.HasMarks ? MarkOf(world.Instrument(key.Instrument)) : null,
            Leverage = script.HasOtherLeverage ? 4 * VenueView.Leverage : VenueView.Leverage,
            UpdatedAt = world.Executions.LastOrDefault(e => e.Key == key && e.At <= at)?.At,
        };

    private static decimal? AverageShown(AverageStyle style, NaiveBook book, InstrumentDefinition instrument) =>
        style switch
        {
            AverageStyle.Exact => book.Average?.Stored(),
            AverageStyle.Rounded => book.Average?.RoundedTo(instrument.PriceIncrement),
            AverageStyle.Absent => null,
            _ => 0m,
        };

    private static IEnumerable<BalanceReport> Balances(
        TradedWorld world, VenueScript script, VenueQuery query, DateTimeOffset at) =>
        Markets(world, query)
            .GroupBy(m => m.Instrument.BaseAsset!.Value)
            .Select(assets => new BalanceReport
            {
                Account = query.Account,
                Asset = assets.Key,
                Total = assets.Sum(m => world.Book(m.Key(PositionSide.Net), at).Quantity) + (script.Deposit * 0.01m),
            });

    private static AccountReport Account(TradedWorld world, AccountId account) => new()
    {
        Account = account,
        Identity = VenueView.IdentityOf(account),
        Mode = VenueView.ModeOf(world.KindOf(account)),
    };

    private static InstrumentReport Definition(Market market) => new()
    {
        Account = market.Account, Definition = market.Instrument,
    };

    private static MarkReport Mark(Market market) => new()
    {
        Account = market.Account, Instrument = market.Instrument.Id, Mark = MarkOf(market.Instrument),
    };

    /// <summary>The middle of the prices that scripts use.</summary>
    private static decimal MarkOf(InstrumentDefinition instrument) => 2000m * instrument.PriceIncrement;

    private static IEnumerable<Market> Markets(TradedWorld world, VenueQuery query) =>
        world.Markets.Where(m => m.Account == query.Account
            && (query.Instrument is null || query.Instrument == m.Instrument.Id));

    private static bool Covers(VenueQuery query, BookKey key) =>
        query.Account == key.Account && (query.Instrument is null || query.Instrument == key.Instrument);

    private static bool IsAskedFor(OrderReport report, OrderQuery asked) =>
        asked.VenueOrder is not null ? report.VenueOrder == asked.VenueOrder
            : report.ClientOrder is not null && report.ClientOrder == asked.ClientOrder;
}
