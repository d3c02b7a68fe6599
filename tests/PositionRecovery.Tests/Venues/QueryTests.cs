using PositionRecovery.Testing;

namespace PositionRecovery.Tests.Venues;

public sealed class QueryTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task Fills_BeyondTheRetention_ArePartialFromThereOn()
    {
        var desk = new VenueDesk(static s => s with { HistoryRetention = TimeSpan.FromDays(3) });
        await desk.PlaceAsync(desk.Order("old", 1));
        desk.Clock.Advance(4 * Day);
        await desk.PlaceAsync(desk.Order("new", 1));
        DateTimeOffset now = desk.Venue.Now;
        VenueAnswer answer = await desk.AskAsync(Fills(now - (5 * Day)));
        Assert.Equal(CoverageStatus.Partial, answer.Coverage.Status);
        Assert.Equal((now - (3 * Day), now), (answer.Coverage.From!.Value, answer.Coverage.To!.Value));
        Assert.Equal("new", Assert.IsType<FillReport>(Assert.Single(answer.Reports)).ClientOrder?.Value);
        Assert.True((await desk.AskAsync(Fills(now - (3 * Day)))).Coverage.IsComplete);
    }

    [Theory]
    [InlineData(0.5, true, true)]
    [InlineData(2, false, true)]
    [InlineData(4, false, false)]
    public async Task Order_Ended_IsFoundForAsLongAsItIsKept(double days, bool isUnfilledFound, bool isFilledFound)
    {
        var desk = new VenueDesk(static s => s with
        {
            HistoryRetention = TimeSpan.FromDays(3),
            UnfilledOrderRetention = TimeSpan.FromDays(1),
        });
        await desk.PlaceAsync(desk.Order("working", 1, OrderType.Limit, 50));
        await desk.PlaceAsync(desk.Order("filled", 1));
        await desk.PlaceAsync(desk.Order("unfilled", 1, OrderType.Limit, 60));
        desk.Venue.CancelManually(new("unfilled"));
        desk.Clock.Advance(TimeSpan.FromDays(days));
        Assert.Single(await FindAsync(desk, "working"));
        Assert.Equal(isUnfilledFound, (await FindAsync(desk, "unfilled")).Length == 1);
        Assert.Equal(isFilledFound, (await FindAsync(desk, "filled")).Length == 1);
        Assert.Empty(await FindAsync(desk, "never"));
    }

    [Fact]
    public async Task Order_Triggered_IsFoundInBothServices()
    {
        var desk = new VenueDesk();
        await desk.PlaceAsync(desk.Order("a", -1, OrderType.StopMarket, trigger: 90));
        desk.Move(90);
        OrderReport[] found = await FindAsync(desk, "a");
        Assert.Equal([OrderClass.Conditional, OrderClass.Regular], found.Select(static o => o.Class));
        Assert.Equal(found[0].ReplacedBy, found[1].VenueOrder);
    }

    [Fact]
    public async Task OpenOrders_OfAService_ShowsThatOne()
    {
        var desk = new VenueDesk();
        await desk.PlaceAsync(desk.Order("stop", -1, OrderType.StopMarket, trigger: 90));
        await desk.PlaceAsync(desk.Order("limit", -1, OrderType.Limit, 120));
        Assert.Equal("stop", await NamesAsync(OrderClass.Conditional));
        Assert.Equal("limit", await NamesAsync(OrderClass.Regular));
        Assert.Equal("stop limit", await NamesAsync(null));

        async Task<string> NamesAsync(OrderClass? service) => string.Join(' ', (await desk.ReadAsync<OrderReport>(
            new OpenOrdersQuery { Account = VenueDesk.Main, Class = service })).Select(static o => o.ClientOrder));
    }

    [Fact]
    public async Task Query_AccountWideWhereOnlyByInstrument_IsUnsupported()
    {
        var desk = new VenueDesk(
            static s => s with { FillsByInstrumentOnly = true, OrderHistoryByInstrumentOnly = true });
        var history = new OrderHistoryQuery { Account = VenueDesk.Main, From = desk.Venue.Now };
        VenueQuery[] wide = [Fills(desk.Venue.Now), history];
        foreach (VenueQuery query in wide)
        {
            Assert.Equal(CoverageStatus.Unsupported, (await desk.AskAsync(query)).Coverage.Status);
        }

        VenueQuery[] narrow = [Fills(desk.Venue.Now) with { Instrument = desk.Instrument.Id },
            history with { Instrument = desk.Instrument.Id }];
        foreach (VenueQuery query in narrow)
        {
            Assert.Equal(CoverageStatus.Complete, (await desk.AskAsync(query)).Coverage.Status);
        }
    }

    [Fact]
    public async Task Query_AboutAnAccountOfOthers_FailsAndIsNotEmpty()
    {
        VenueAnswer answer = await new VenueDesk().AskAsync(new PositionsQuery { Account = new("SIM:other") });
        Assert.Equal(CoverageStatus.Failed, answer.Coverage.Status);
    }

    [Fact]
    public async Task Query_WallClockIsSet_VenueTimeGoesOn()
    {
        var desk = new VenueDesk(static s => s with { ClockOffset = TimeSpan.FromSeconds(7) });
        DateTimeOffset before = desk.Clock.GetUtcNow();
        desk.Clock.StepWallClock(TimeSpan.FromHours(-1));
        desk.Clock.Advance(TimeSpan.FromSeconds(3));
        VenueAnswer answer = await desk.AskAsync(new PositionsQuery { Account = VenueDesk.Main });
        Assert.Equal(before.AddSeconds(10), answer.Coverage.To);
    }

    [Fact]
    public async Task Arrange_AScene_IsWhatIsReported()
    {
        var desk = new VenueDesk();
        var order = new OrderReport
        {
            Account = VenueDesk.Main, Instrument = desk.Instrument.Id, ClientOrder = new("mine"), VenueOrder = new("7"),
            Side = OrderSide.Sell, Type = OrderType.Limit, Status = OrderStatus.PartiallyFilled, Quantity = 3m,
            Filled = 1m, AveragePrice = 120m, Price = 120m, CreatedAt = desk.Venue.Now, UpdatedAt = desk.Venue.Now,
        };
        desk.Venue.Arrange(new VenueScene
        {
            Account = VenueDesk.Main,
            Positions =
            [
                new PositionReport
                {
                    Account = VenueDesk.Main, Instrument = desk.Instrument.Id, Quantity = 5m, AveragePrice = 90m,
                },
            ],
            Orders = [order],
        });
        Assert.Empty(desk.Venue.AcceptedOrders);
        Assert.Equal(90m, desk.Venue.PositionsOf(VenueDesk.Main).Single().AveragePrice);
        Assert.Equal(order, desk.Venue.OpenOrdersOf(VenueDesk.Main).Single());
        desk.Move(120);
        Assert.Equal("Limit 3/3 Filled", desk.State("mine"));
        Assert.Equal(3m, desk.Position);
        OrderReport ended = (await FindAsync(desk, "mine")).Single();
        Assert.Equal(120m, ended.AveragePrice);
    }

    [Fact]
    public async Task Reported_OrdersAndExecutions_ComeInOrder()
    {
        var desk = new VenueDesk();
        List<string> told = [];
        desk.Venue.Reported = r => told.Add(r is OrderReport o ? $"{o.Type} {o.Status}" : $"fill {desk.Position}");
        await desk.PlaceAsync(desk.Order("a", -1, OrderType.StopMarket, trigger: 90));
        desk.Move(90);
        Assert.Equal(
            ["StopMarket Accepted", "StopMarket Triggered", "Market Accepted", "fill -1", "Market Filled"], told);
    }

    private static FillsQuery Fills(DateTimeOffset from) => new() { Account = VenueDesk.Main, From = from };

    private static Task<OrderReport[]> FindAsync(VenueDesk desk, string id) =>
        desk.ReadAsync<OrderReport>(new OrderQuery { Account = VenueDesk.Main, ClientOrder = new(id) });
}
