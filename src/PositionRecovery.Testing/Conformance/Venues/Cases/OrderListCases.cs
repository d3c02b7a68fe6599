namespace PositionRecovery.Testing;

/// <summary>Orders as the venue lists them.</summary>
internal static class OrderListCases
{
    internal static async Task OpenInBothServices(VenueStage stage)
    {
        await ArrangeAsync(stage).ConfigureAwait(false);
        IReadOnlyList<OrderReport> all = await OpenAsync(stage, null).ConfigureAwait(false);
        Claim.Same("11 12 13", Names(all), "All working orders");
        IReadOnlyList<OrderReport> regular = await OpenAsync(stage, OrderClass.Regular).ConfigureAwait(false);
        IReadOnlyList<OrderReport> conditional = await OpenAsync(stage, OrderClass.Conditional).ConfigureAwait(false);
        Claim.Same("11 12 13", Names([.. regular, .. conditional]), "The working orders of both services");
        Claim.That(regular.All(static o => o.Class == OrderClass.Regular), "A conditional order is listed as regular.");
        Claim.That(
            conditional.All(static o => o.Class == OrderClass.Conditional),
                "A regular order is listed as conditional.");
    }

    internal static async Task KeepsIds(VenueStage stage)
    {
        await ArrangeAsync(stage).ConfigureAwait(false);
        foreach (OrderReport order in await OpenAsync(stage, null).ConfigureAwait(false))
        {
            Claim.Same($"conf-{order.VenueOrder}", order.ClientOrder?.Value, "The client order id");
        }
    }

    internal static async Task ShowsWhatIsFilled(VenueStage stage)
    {
        await ArrangeAsync(stage).ConfigureAwait(false);
        OrderReport order = (await OpenAsync(stage, null).ConfigureAwait(false)).Single(
            static o => o.VenueOrder == VenueStage.Id(12));
        decimal step = stage.First.QuantityIncrement;
        Claim.Same(4m * step, order.Quantity, "The quantity");
        Claim.Same(1m * step, order.Filled, "The executed quantity");
        Claim.Same(OrderStatus.PartiallyFilled, order.Status, "The status");
        Claim.Same(110m, order.AveragePrice, "The average price");
        Claim.Same(OrderSide.Sell, order.Side, "The side");
    }

    internal static async Task ShowsTriggers(VenueStage stage)
    {
        await ArrangeAsync(stage).ConfigureAwait(false);
        OrderReport order = (await OpenAsync(stage, null).ConfigureAwait(false)).Single(
            static o => o.VenueOrder == VenueStage.Id(13));
        Claim.Same(90m, order.TriggerPrice, "The trigger price");
        Claim.Same(OrderType.StopMarket, order.Type, "The type");
        Claim.That(order.Filled is null or 0m, "A waiting order is executed in part.");
    }

    internal static async Task OfOneInstrument(VenueStage stage)
    {
        await ArrangeAsync(stage).ConfigureAwait(false);
        IReadOnlyList<OrderReport> rows = await stage.ReadAsync<OrderReport>(
            new OpenOrdersQuery { Account = stage.Account, Instrument = stage.Second.Id }).ConfigureAwait(false);
        Claim.Same(0, rows.Count, "Working orders of an instrument that has none");
    }

    internal static async Task FoundById(VenueStage stage)
    {
        await ArrangeAsync(stage).ConfigureAwait(false);
        foreach (long number in new long[] { 11, 12, 13, 14, 15 })
        {
            OrderClass service = number == 13 ? OrderClass.Conditional : OrderClass.Regular;
            OrderReport byVenue = await FindAsync(stage, null, number, service).ConfigureAwait(false);
            Claim.Same($"conf-{number}", byVenue.ClientOrder?.Value, "The client order id");
            if (stage.Profile.SubmitGuarantee != SubmitGuarantee.Neither)
            {
                OrderReport byClient = await FindAsync(stage, number, null, null).ConfigureAwait(false);
                Claim.Same(VenueStage.Id(number), byClient.VenueOrder, "The venue order id");
            }
        }
    }

    internal static async Task EndedAreFound(VenueStage stage)
    {
        await ArrangeAsync(stage).ConfigureAwait(false);
        OrderReport canceled = await FindAsync(stage, null, 14, OrderClass.Regular).ConfigureAwait(false);
        Claim.Same(OrderStatus.Canceled, canceled.Status, "The status of a canceled order");
        Claim.Same(1m * stage.First.QuantityIncrement, canceled.Filled, "What was executed of a canceled order");
        OrderReport filled = await FindAsync(stage, null, 15, OrderClass.Regular).ConfigureAwait(false);
        Claim.Same(OrderStatus.Filled, filled.Status, "The status of an executed order");
    }

    internal static async Task NotFoundIsAnAnswer(VenueStage stage)
    {
        await ArrangeAsync(stage).ConfigureAwait(false);
        IReadOnlyList<OrderReport> rows = await stage.ReadAsync<OrderReport>(new OrderQuery
        {
            Account = stage.Account, Instrument = stage.First.Id, VenueOrder = VenueStage.Id(99),
        }).ConfigureAwait(false);
        Claim.Same(0, rows.Count, "Orders found of an id that was never given");
    }

    internal static async Task TriggeredLeadsOn(VenueStage stage)
    {
        await stage.ArrangeAsync(stage.Scene() with
        {
            Orders =
            [
                stage.Order(21, OrderStatus.Triggered, OrderClass.Conditional) with
                {
                    ReplacedBy = VenueStage.Id(22),
                },
                stage.Order(22, OrderStatus.PartiallyFilled, filled: 1m) with
                {
                    ClientOrder = new ClientOrderId("conf-21"),
                },
            ],
        }).ConfigureAwait(false);
        OrderReport conditional = await FindAsync(stage, null, 21, OrderClass.Conditional).ConfigureAwait(false);
        OrderReport working = await FindAsync(stage, null, 22, OrderClass.Regular).ConfigureAwait(false);
        Claim.That(
            conditional.ReplacedBy == working.VenueOrder || working.Replaces == conditional.VenueOrder,
            "Neither the triggered order nor the working one that came of it names the other.");
        Claim.Same("22", Names(await OpenAsync(stage, null).ConfigureAwait(false)), "The working orders");
    }

    internal static async Task HistoryShowsEnded(VenueStage stage)
    {
        await ArrangeAsync(stage).ConfigureAwait(false);
        VenueAnswer? answer = await HistoryAsync(stage, stage.Now.AddMinutes(-30)).ConfigureAwait(false);
        if (answer is not null)
        {
            VenueOrderId?[] ids = [.. answer.Reports.Cast<OrderReport>().Select(static r => r.VenueOrder)];
            Claim.That(ids.Contains(VenueStage.Id(14)), "History lacks a canceled order.");
            Claim.That(ids.Contains(VenueStage.Id(15)), "History lacks an executed order.");
        }
    }

    internal static async Task ForcedOrdersAreTold(VenueStage stage)
    {
        await stage.ArrangeAsync(stage.Scene() with
        {
            Orders = [stage.Order(31, OrderStatus.Filled, filled: 4m) with { Origin = OrderOrigin.Liquidation }],
        }).ConfigureAwait(false);
        OrderReport order = await FindAsync(stage, null, 31, OrderClass.Regular).ConfigureAwait(false);
        Claim.Same(OrderOrigin.Liquidation, order.Origin, "The origin of a liquidation order");
    }

    private static Task<IReadOnlyList<OrderReport>> OpenAsync(VenueStage stage, OrderClass? service) =>
        stage.ReadAsync<OrderReport>(new OpenOrdersQuery { Account = stage.Account, Class = service });

    private static Task<VenueAnswer?> HistoryAsync(VenueStage stage, DateTimeOffset from) => stage.TryAskAsync(
        new OrderHistoryQuery { Account = stage.Account, Instrument = stage.First.Id, From = from });

    private static async Task<OrderReport> FindAsync(
        VenueStage stage, long? client, long? venue, OrderClass? service)
    {
        IReadOnlyList<OrderReport> rows = await stage.ReadAsync<OrderReport>(new OrderQuery
        {
            Account = stage.Account,
            Instrument = stage.First.Id,
            ClientOrder = client is null ? null : new ClientOrderId($"conf-{client}"),
            VenueOrder = venue is null ? null : VenueStage.Id(venue.Value),
            Class = service,
        }).ConfigureAwait(false);
        Claim.Same(1, rows.Count, $"Orders found of id {client ?? venue}");
        return rows[0];
    }

    private static ValueTask ArrangeAsync(VenueStage stage) => stage.ArrangeAsync(stage.Scene() with
    {
        Positions = [stage.Position(8m)],
        Orders =
        [
            stage.Order(11, OrderStatus.Accepted),
            stage.Order(12, OrderStatus.PartiallyFilled, filled: 1m),
            stage.Order(13, OrderStatus.Accepted, OrderClass.Conditional),
            stage.Order(14, OrderStatus.Canceled, filled: 1m),
            stage.Order(15, OrderStatus.Filled, filled: 4m),
        ],
    });

    private static string Names(IEnumerable<OrderReport> orders) => string.Join(
        ' ', orders.Select(static o => o.VenueOrder?.Value).Order(StringComparer.Ordinal));
}
