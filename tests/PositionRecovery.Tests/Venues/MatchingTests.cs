namespace PositionRecovery.Tests.Venues;

public sealed class MatchingTests
{
    public static TheoryData<OrderType, int, double, double, double[], string, double> Orders => new()
    {
        { OrderType.Market, 1, 0, 0, [], "Market 1/1 Filled", 100 },
        { OrderType.Market, -1, 0, 0, [], "Market 1/1 Filled", 100 },
        { OrderType.Limit, 1, 90, 0, [91], "Limit 0/1 Accepted", 0 },
        { OrderType.Limit, 1, 90, 0, [90], "Limit 1/1 Filled", 90 },
        { OrderType.Limit, 1, 90, 0, [80], "Limit 1/1 Filled", 90 },
        { OrderType.Limit, 1, 110, 0, [], "Limit 1/1 Filled", 100 },
        { OrderType.Limit, -1, 110, 0, [109, 120], "Limit 1/1 Filled", 110 },
        { OrderType.PostOnly, 1, 90, 0, [85], "PostOnly 1/1 Filled", 90 },
        { OrderType.StopMarket, -1, 0, 90, [91], "StopMarket 0/1 Accepted", 0 },
        { OrderType.StopMarket, -1, 0, 90, [90], "StopMarket 0/1 Triggered; Market 1/1 Filled", 90 },
        { OrderType.StopMarket, -1, 0, 90, [85], "StopMarket 0/1 Triggered; Market 1/1 Filled", 85 },
        { OrderType.StopMarket, 1, 0, 110, [112], "StopMarket 0/1 Triggered; Market 1/1 Filled", 112 },
        { OrderType.TakeProfitMarket, -1, 0, 110, [111], "TakeProfitMarket 0/1 Triggered; Market 1/1 Filled", 111 },
        { OrderType.TakeProfitMarket, 1, 0, 90, [89], "TakeProfitMarket 0/1 Triggered; Market 1/1 Filled", 89 },
        { OrderType.StopLimit, -1, 89, 90, [85], "StopLimit 0/1 Triggered; Limit 0/1 Accepted", 0 },
        { OrderType.StopLimit, -1, 89, 90, [90], "StopLimit 0/1 Triggered; Limit 1/1 Filled", 90 },
        { OrderType.StopLimit, -1, 89, 90, [85, 89], "StopLimit 0/1 Triggered; Limit 1/1 Filled", 89 },
        { OrderType.TakeProfitLimit, -1, 109, 110, [110], "TakeProfitLimit 0/1 Triggered; Limit 1/1 Filled", 110 },
        { OrderType.TrailingStopMarket, -1, 0, 95, [110, 106], "TrailingStopMarket 0/1 Accepted", 0 },
        {
            OrderType.TrailingStopMarket, -1, 0, 95, [110, 106, 105],
            "TrailingStopMarket 0/1 Triggered; Market 1/1 Filled", 105
        },
        {
            OrderType.TrailingStopMarket, 1, 0, 105, [90, 96],
            "TrailingStopMarket 0/1 Triggered; Market 1/1 Filled", 96
        },
    };

    [Theory, MemberData(nameof(Orders))]
    public async Task SetPrice_AnOrder_IsExecutedAsItsTypeSays(
        OrderType type, int quantity, double price, double trigger, double[] path, string state, double executedAt)
    {
        var desk = new VenueDesk();
        await desk.PlaceAsync(desk.Order("a", quantity, type, Price(price), Price(trigger)));
        desk.Move([.. path.Select(static p => (decimal)p)]);
        Assert.Equal(state, desk.State("a"));
        FillReport? fill = desk.Venue.FillsOf(VenueDesk.Main).SingleOrDefault();
        Assert.Equal((decimal)executedAt, fill?.Price ?? 0m);
        Assert.Equal(fill is null ? 0m : quantity, desk.Position);
    }

    [Fact]
    public async Task SetPrice_OverSeveralOrders_ExecutesTheNearestFirstThenTheFirstTaken()
    {
        var desk = new VenueDesk();
        await desk.PlaceAsync(desk.Order("far", 1, OrderType.Limit, 80));
        await desk.PlaceAsync(desk.Order("second", 1, OrderType.Limit, 90));
        await desk.PlaceAsync(desk.Order("stop", -1, OrderType.StopMarket, trigger: 85));
        await desk.PlaceAsync(desk.Order("third", 1, OrderType.Limit, 90));
        desk.Move(70);
        Assert.Equal(["second 90", "third 90", "stop 70", "far 80"], Fills(desk));
    }

    [Fact]
    public async Task SetPrice_WithLiquidity_ExecutesNoMoreThanThat()
    {
        var desk = new VenueDesk();
        await desk.PlaceAsync(desk.Order("a", 2, OrderType.Limit, 90));
        await desk.PlaceAsync(desk.Order("b", 2, OrderType.Limit, 90));
        desk.Venue.SetPrice(desk.Instrument.Id, 90, liquidity: 3);
        Assert.Equal("Limit 2/2 Filled", desk.State("a"));
        Assert.Equal("Limit 1/2 PartiallyFilled", desk.State("b"));
        desk.Venue.SetPrice(desk.Instrument.Id, 90, liquidity: 1);
        Assert.Equal("Limit 2/2 Filled", desk.State("b"));
    }

    public static TheoryData<OrderType, TimeInForce, string> Immediate => new()
    {
        { OrderType.Market, TimeInForce.Unknown, "Market 3/5 Expired" },
        { OrderType.Limit, TimeInForce.ImmediateOrCancel, "Limit 3/5 Expired" },
        { OrderType.Limit, TimeInForce.FillOrKill, "Limit 0/5 Expired" },
        { OrderType.Limit, TimeInForce.GoodTilCanceled, "Limit 3/5 PartiallyFilled" },
    };

    [Theory, MemberData(nameof(Immediate))]
    public async Task Submit_MoreThanTheLiquidity_EndsOrRestsAsItsLifeSays(
        OrderType type, TimeInForce life, string state)
    {
        var desk = new VenueDesk();
        desk.Venue.SetPrice(desk.Instrument.Id, 100, liquidity: 3);
        await desk.PlaceAsync(desk.Order("a", 5, type, type == OrderType.Limit ? 100 : null, life: life));
        Assert.Equal(state, desk.State("a"));
    }

    [Fact]
    public async Task Submit_ATrailingStopWithADistance_FollowsThePrice()
    {
        var desk = new VenueDesk();
        await desk.SendAsync(desk.Order("a", -1, OrderType.TrailingStopMarket), distance: 4m);
        Assert.Equal(96m, desk.Venue.OpenOrdersOf(VenueDesk.Main).Single().TriggerPrice);
        desk.Move(110, 108);
        Assert.Equal(106m, desk.Venue.OpenOrdersOf(VenueDesk.Main).Single().TriggerPrice);
        desk.Move(106);
        Assert.Equal(["a 106"], Fills(desk));
    }

    [Fact]
    public async Task SetPrice_ATriggerWithoutAServiceOfItsOwn_KeepsTheOrder()
    {
        var desk = new VenueDesk(static s => s with { SeparatesConditionalOrders = false });
        VenueOrderId id = await desk.PlaceAsync(desk.Order("a", -1, OrderType.StopLimit, 89, 90));
        desk.Move(85);
        OrderReport order = Assert.Single(desk.Venue.OpenOrdersOf(VenueDesk.Main));
        Assert.Equal((id, OrderClass.Regular, OrderStatus.Triggered), (order.VenueOrder, order.Class, order.Status));
    }

    [Fact]
    public async Task SetPrice_ATriggerWithAServiceOfItsOwn_LeadsToAnotherOrder()
    {
        var desk = new VenueDesk();
        VenueOrderId id = await desk.PlaceAsync(desk.Order("a", -1, OrderType.StopLimit, 89, 90));
        desk.Move(85);
        OrderReport[] orders = [.. desk.Venue.OrdersOf(VenueDesk.Main)];
        Assert.Equal((id, OrderClass.Conditional, OrderStatus.Triggered),
            (orders[0].VenueOrder, orders[0].Class, orders[0].Status));
        Assert.Equal(orders[0].ReplacedBy, orders[1].VenueOrder);
        Assert.Equal((OrderClass.Regular, OrderStatus.Accepted), (orders[1].Class, orders[1].Status));
        Assert.Single(desk.Venue.AcceptedOrders);
    }

    [Fact]
    public async Task FillPartly_AWorkingOrder_ExecutesThatMuchAtItsLimit()
    {
        var desk = new VenueDesk();
        await desk.PlaceAsync(desk.Order("a", 3, OrderType.Limit, 90));
        desk.Venue.FillPartly(new("a"), 1);
        Assert.Equal(["a 90"], Fills(desk));
        Assert.Equal(1m, desk.Position);
        Assert.Throws<ArgumentException>(() => desk.Venue.FillPartly(new("a"), 3));
        desk.Venue.FillPartly(new("a"), 2);
        Assert.Equal("Limit 3/3 Filled", desk.State("a"));
        Assert.Throws<ArgumentException>(() => desk.Venue.FillPartly(new("a"), 1));
    }

    [Fact]
    public async Task Expire_AWorkingOrder_EndsIt()
    {
        var desk = new VenueDesk();
        await desk.PlaceAsync(desk.Order("a", 3, OrderType.Limit, 90));
        desk.Venue.Expire(new("a"));
        Assert.Equal("Limit 0/3 Expired", desk.State("a"));
        desk.Move(80);
        Assert.Empty(Fills(desk));
    }

    private static string[] Fills(VenueDesk desk) =>
    [
        .. desk.Venue.FillsOf(VenueDesk.Main)
            .Select(static f => FormattableString.Invariant($"{f.ClientOrder} {f.Price:0.##}")),
    ];

    private static decimal? Price(double value) => value == 0 ? null : (decimal)value;
}
