namespace PositionRecovery.Tests.Venues;

public sealed class OrderRuleTests
{
    private static readonly VenueDesk Any = new();

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
