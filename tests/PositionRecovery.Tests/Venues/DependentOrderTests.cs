namespace PositionRecovery.Tests.Venues;

/// <summary>Reduce-only orders and pairs of which one cancels the other.</summary>
public sealed class DependentOrderTests
{
    [Fact]
    public async Task ReduceOnly_LargerThanThePosition_DoesNotFlipIt()
    {
        var desk = new VenueDesk();
        await desk.PlaceAsync(desk.Order("in", 2));
        await desk.PlaceAsync(desk.Order("out", -5, reduces: true));
        Assert.Equal(0m, desk.Position);
        Assert.Equal("Market 2/5 Canceled", desk.State("out"));
    }

    [Fact]
    public async Task ReduceOnly_PositionShrinks_ShrinksWithIt()
    {
        var desk = new VenueDesk();
        await desk.PlaceAsync(desk.Order("in", 5));
        await desk.PlaceAsync(desk.Stop("sl", -5, 90));
        await desk.PlaceAsync(desk.Order("part", -2));
        Assert.Equal("StopMarket 0/3 Accepted", desk.State("sl"));
        desk.Move(85);
        Assert.Equal(0m, desk.Position);
        Assert.Equal("StopMarket 0/3 Triggered; Market 3/3 Filled", desk.State("sl"));
    }

    [Fact]
    public async Task ReduceOnly_PositionGone_IsCanceled()
    {
        var desk = new VenueDesk();
        await desk.PlaceAsync(desk.Order("in", 5));
        await desk.PlaceAsync(desk.Stop("sl", -5, 90));
        desk.Venue.PlaceManually(VenueDesk.Main, desk.Instrument.Id, OrderSide.Sell, 5);
        Assert.Equal("StopMarket 0/5 Canceled", desk.State("sl"));
        Assert.Empty(desk.Venue.OpenOrdersOf(VenueDesk.Main));
    }

    [Fact]
    public async Task ReduceOnly_VenueKeepsIt_StaysAndDoesNothingWhenTriggered()
    {
        var desk = new VenueDesk(static s => s with { CancelsReduceOnlyWhenFlat = false });
        await desk.PlaceAsync(desk.Order("in", 5));
        await desk.PlaceAsync(desk.Stop("sl", -5, 90));
        await desk.PlaceAsync(desk.Order("tp", -5, OrderType.Limit, 120, reduces: true));
        await desk.PlaceAsync(desk.Order("out", -5));
        Assert.Equal("StopMarket 0/5 Accepted", desk.State("sl"));
        Assert.Equal("Limit 0/5 Canceled", desk.State("tp"));
        desk.Move(85);
        Assert.Equal("StopMarket 0/5 Triggered; Market 0/5 Expired", desk.State("sl"));
        Assert.Equal(0m, desk.Position);
    }

    [Fact]
    public async Task ClosingOrder_WithoutAQuantity_ClosesWhatThereIsByThen()
    {
        var desk = new VenueDesk();
        await desk.PlaceAsync(desk.Order("in", 2));
        await desk.PlaceAsync(desk.Stop("sl", 0m, 90) with { Side = OrderSide.Sell });
        await desk.PlaceAsync(desk.Order("more", 3));
        desk.Move(90);
        Assert.Equal(0m, desk.Position);
        Assert.EndsWith("Market 5/5 Filled", desk.State("sl"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(90, "StopMarket 0/2 Triggered; Market 2/2 Filled", "TakeProfitMarket 0/2 Canceled")]
    [InlineData(120, "StopMarket 0/2 Canceled", "TakeProfitMarket 0/2 Triggered; Market 2/2 Filled")]
    public async Task Pair_OneTriggers_CancelsTheOther(int price, string stop, string target)
    {
        VenueDesk desk = await PairAsync();
        desk.Move(price, 100, 90, 120);
        Assert.Equal(stop, desk.State("sl"));
        Assert.Equal(target, desk.State("tp"));
        Assert.Equal(1m, desk.Position);
    }

    [Fact]
    public async Task Pair_OneCanceled_CancelsTheOther()
    {
        VenueDesk desk = await PairAsync();
        desk.Venue.CancelManually(new("tp"));
        Assert.Empty(desk.Venue.OpenOrdersOf(VenueDesk.Main));
    }

    [Fact]
    public async Task Pair_OneExecutedInPart_LeavesAsMuchLessOfTheOther()
    {
        var desk = new VenueDesk();
        await desk.PlaceAsync(desk.Order("in", 3));
        await desk.PlaceAsync(desk.Order("tp", -2, OrderType.Limit, 120), desk.Order("sl", -2, OrderType.StopMarket, trigger: 90));
        desk.Venue.FillPartly(new("tp"), 0.5m);
        Assert.Equal("StopMarket 0/1.5 Accepted", desk.State("sl"));
        desk.Venue.FillPartly(new("tp"), 1.5m);
        Assert.Equal("StopMarket 0/1.5 Canceled", desk.State("sl"));
    }

    [Fact]
    public async Task Pair_OneIsRefused_NeitherIsTaken()
    {
        var desk = new VenueDesk();
        await desk.PlaceAsync(desk.Order("in", 2));
        SubmitResult result = await desk.SendAsync(desk.Stop("sl", -2, 90), desk.Target("tp", -2, 90));
        Assert.Equal(SubmitStatus.WouldTrigger, result.Status);
        Assert.Single(desk.Venue.AcceptedOrders);
    }

    [Fact]
    public async Task Pair_WhereThereIsNone_IsRejected()
    {
        var desk = new VenueDesk(static s => s with { SupportsOneCancelsOther = false });
        await desk.PlaceAsync(desk.Order("in", 2));
        SubmitResult result = await desk.SendAsync(desk.Stop("sl", -2, 90), desk.Target("tp", -2, 120));
        Assert.Equal(SubmitStatus.Rejected, result.Status);
    }

    private static async Task<VenueDesk> PairAsync()
    {
        var desk = new VenueDesk();
        await desk.PlaceAsync(desk.Order("in", 3));
        await desk.PlaceAsync(desk.Stop("sl", -2, 90), desk.Target("tp", -2, 120));
        return desk;
    }
}
