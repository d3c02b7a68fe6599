namespace PositionRecovery.Tests.Venues;

public sealed class OrderRuleTests
{
    private static readonly VenueDesk Any = new();

    private static readonly InstrumentDefinition Bounded = VenueDesk.Btc with
    {
        MinQuantity = 0.5m,
        MaxQuantity = 20m,
        MaxMarketQuantity = 10m,
        MinNotional = 55m,
    };

    public static TheoryData<string, OrderIntent> Refused => new()
    {
        { "no multiple of 0.001", Any.Order("a", 1.0005m) },
        { "quantity is missing", Any.Order("a", 0m) },
        { "the price 100.05", Any.Order("a", 1, OrderType.Limit, 100.05m) },
        { "the trigger price 90.05", Any.Order("a", -1, OrderType.StopMarket, trigger: 90.05m) },
        { "a price do not fit", Any.Order("a", 1, OrderType.Limit) },
        { "a price do not fit", Any.Order("a", 1, price: 90) },
        { "a trigger price do not fit", Any.Order("a", 1, OrderType.StopMarket) },
        { "a trigger price do not fit", Any.Order("a", 1, OrderType.Limit, 90, 95) },
        { "a trigger price do not fit", Any.Order("a", 1, OrderType.TrailingStopMarket) },
        { "the price -1", Any.Order("a", 1, OrderType.Limit, -1) },
        { "type of the order", Any.Order("a", 1, OrderType.Unknown) },
        { "take liquidity", Any.Order("a", 1, OrderType.PostOnly, 100) },
        { "no position to reduce", Any.Order("a", -1, reduces: true) },
        { "no position to reduce", Any.Stop("a", -1, 90) },
        { "does not fit the position mode", Any.Order("a", 1, side: PositionSide.Long) },
        { "unknown instrument", Any.Order("a", 1) with { Instrument = new("SIM:NONE") } },
        { "unknown account", Any.Order("a", 1) with { Account = new("SIM:other") } },
        { "has 37 characters", Any.Order(new string('a', 37), 1) },
    };

    [Theory, MemberData(nameof(Refused))]
    public async Task Submit_AgainstARule_IsRejectedWithAReason(string reason, OrderIntent order)
    {
        var desk = new VenueDesk();
        SubmitResult result = await desk.SendAsync(order);
        Assert.Equal(SubmitStatus.Rejected, result.Status);
        Assert.Contains(reason, result.Reason, StringComparison.Ordinal);
        Assert.Empty(desk.Venue.AcceptedOrders);
        Assert.Equal(result, Assert.Single(desk.Venue.SubmitAttempts).Effect);
    }

    [Theory]
    [InlineData(0.4, OrderType.Market, null, false, "the quantity 0.4 is below the minimum of 0.5")]
    [InlineData(21, OrderType.Limit, 90, false, "the quantity 21 is above the maximum of 20")]
    [InlineData(11, OrderType.Market, null, false, "the quantity 11 is above the maximum of 10 at the market")]
    [InlineData(20, OrderType.Limit, 90, false, null)]
    [InlineData(0.6, OrderType.Limit, 90, false, "the order is worth 54.0, below the minimum of 55")]
    [InlineData(0.6, OrderType.Market, null, false, null)]
    [InlineData(-0.5, OrderType.Market, null, false, "the order is worth 50.0, below the minimum of 55")]
    [InlineData(-0.5, OrderType.Market, null, true, null)]
    public async Task Submit_OfASizeWithBounds_IsTakenOrRefused(
        double quantity, OrderType type, int? price, bool reduces, string? reason)
    {
        var desk = new VenueDesk(static s => s with { Instruments = [Bounded] });
        await desk.PlaceAsync(desk.Order("in", 1m));

        SubmitResult result = await desk.SendAsync(desk.Order("a", (decimal)quantity, type, price, reduces: reduces));

        Assert.Equal(reason, result.Reason);
        Assert.Equal(reason is null ? SubmitStatus.Accepted : SubmitStatus.Rejected, result.Status);
    }

    [Fact]
    public async Task Submit_SpotSaleWorthLittle_IsRefused()
    {
        InstrumentDefinition spot = VenueDesk.Spot with { MinNotional = 55m };
        var desk = new VenueDesk(s => s with { Instruments = [spot] }, instrument: spot);

        Assert.Contains(
            "below the minimum of 55",
            (await desk.SendAsync(desk.Order("a", -0.5m))).Reason,
            StringComparison.Ordinal);
        await desk.PlaceAsync(desk.Order("b", -0.55m));
    }

    [Fact]
    public async Task Submit_LegOfAHedge_IsExemptWhereItCloses()
    {
        var desk = new VenueDesk(static s => s with { Instruments = [Bounded] }, PositionMode.Hedging);
        await desk.PlaceAsync(desk.Order("in", 1m, side: PositionSide.Long));

        await desk.PlaceAsync(desk.Order("out", -0.5m, side: PositionSide.Long));

        Assert.Equal(
            SubmitStatus.Rejected, (await desk.SendAsync(desk.Order("a", -0.5m, side: PositionSide.Short))).Status);
    }

    [Theory]
    [InlineData(OrderType.StopMarket, -1, 100)]
    [InlineData(OrderType.StopMarket, -1, 120)]
    [InlineData(OrderType.StopMarket, 1, 90)]
    [InlineData(OrderType.TakeProfitMarket, -1, 90)]
    [InlineData(OrderType.TakeProfitMarket, 1, 120)]
    public async Task Submit_ATriggerThatIsReached_WouldTrigger(OrderType type, int quantity, int trigger)
    {
        var desk = new VenueDesk();
        SubmitResult result = await desk.SendAsync(desk.Order("a", quantity, type, trigger: trigger));
        Assert.Equal(SubmitStatus.WouldTrigger, result.Status);
        Assert.Empty(desk.Venue.AcceptedOrders);
    }

    [Fact]
    public async Task Submit_ReduceOnlyWhereThereIsNone_IsRejected()
    {
        var desk = new VenueDesk(static s => s with { SupportsReduceOnly = false });
        await desk.PlaceAsync(desk.Order("in", 1));
        Assert.Equal(SubmitStatus.Rejected, (await desk.SendAsync(desk.Stop("a", -1, 90))).Status);
    }

    [Fact]
    public async Task Submit_SameIdIdempotent_IsOneOrderForEver()
    {
        var desk = new VenueDesk(static s => s with { SubmitGuarantee = SubmitGuarantee.Idempotent });
        VenueOrderId id = await desk.PlaceAsync(desk.Order("a", 1));
        Assert.Equal(id, await desk.PlaceAsync(desk.Order("a", 1)));
        Assert.Single(desk.Venue.AcceptedOrders);
        Assert.Equal(2, desk.Venue.SubmitAttempts.Count);
        Assert.Equal(SubmitStatus.Rejected, (await desk.SendAsync(desk.Order("a", 2))).Status);
        Assert.Equal(1m, desk.Position);
    }

    [Fact]
    public async Task Submit_SameIdQueryable_IsRefusedOnlyWhileItWorks()
    {
        var desk = new VenueDesk();
        OrderIntent order = desk.Order("a", 1, OrderType.Limit, 90);
        await desk.PlaceAsync(order);
        Assert.Equal(SubmitStatus.Rejected, (await desk.SendAsync(order)).Status);
        desk.Move(90);
        await desk.PlaceAsync(order);
        Assert.Equal([1, 2], desk.Venue.AcceptedOrders.Select(static o => o.Occurrence));
        Assert.Equal(2m, desk.Position);
    }

    [Fact]
    public async Task Submit_SameIdNeither_IsTakenEachTimeAndNotFoundByIt()
    {
        var desk = new VenueDesk(static s => s with { SubmitGuarantee = SubmitGuarantee.Neither });
        OrderIntent order = desk.Order("a", 1, OrderType.Limit, 90);
        await desk.PlaceAsync(order);
        await desk.PlaceAsync(order);
        Assert.Equal([1, 2], desk.Venue.AcceptedOrders.Select(static o => o.Occurrence));
        VenueAnswer answer = await desk.AskAsync(new OrderQuery { Account = VenueDesk.Main, ClientOrder = order.Id });
        Assert.Equal(CoverageStatus.Unsupported, answer.Coverage.Status);
    }
}
