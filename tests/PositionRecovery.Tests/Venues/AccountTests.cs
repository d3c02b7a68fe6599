using PositionRecovery.Testing;

namespace PositionRecovery.Tests.Venues;

/// <summary>Positions, balances, fees, and what happens to accounts without orders of ours.</summary>
public sealed class AccountTests
{
    private static readonly AssetId Usdt = new("USDT");

    private static readonly AssetId Btc = new("BTC");

    [Fact]
    public async Task Netting_ThroughZero_ClosesAndOpensAtThePrice()
    {
        var desk = new VenueDesk();
        await desk.PlaceAsync(desk.Order("a", 1));
        desk.Move(110);
        await desk.PlaceAsync(desk.Order("b", 1));
        Assert.Equal(105m, Held(desk).AveragePrice);
        desk.Move(120);
        await desk.PlaceAsync(desk.Order("c", -3));
        Assert.Equal((-1m, 120m), (Held(desk).Quantity, Held(desk).AveragePrice));
        Assert.Equal(100_030m, Balance(desk, Usdt));
    }

    [Fact]
    public async Task Hedging_BothLegs_AreKeptApartAndNeverFlip()
    {
        var desk = new VenueDesk(mode: PositionMode.Hedging);
        await desk.PlaceAsync(desk.Order("l", 2, side: PositionSide.Long));
        await desk.PlaceAsync(desk.Order("s", -2, side: PositionSide.Short));
        Assert.Equal(2m, desk.Venue.QuantityOf(desk.Key(PositionSide.Long)));
        Assert.Equal(-2m, desk.Venue.QuantityOf(desk.Key(PositionSide.Short)));
        await desk.PlaceAsync(desk.Order("x", -5, side: PositionSide.Long));
        Assert.Equal(0m, desk.Venue.QuantityOf(desk.Key(PositionSide.Long)));
        Assert.Equal(-2m, desk.Venue.QuantityOf(desk.Key(PositionSide.Short)));
    }

    [Fact]
    public async Task Inverse_TwoPrices_AveragesTheirInverses()
    {
        var desk = new VenueDesk(instrument: VenueDesk.Coin);
        desk.Move(10_000);
        await desk.PlaceAsync(desk.Order("a", 100));
        desk.Move(20_000);
        await desk.PlaceAsync(desk.Order("b", 100));
        Assert.Equal(13_333.333333333333m, Held(desk).AveragePrice!.Value, 10);
        await desk.PlaceAsync(desk.Order("c", -200));
        Assert.Equal(10m + (100m * 100m * ((1 / 10_000m) - (1 / 20_000m))), Balance(desk, Btc), 10);
    }

    [Fact]
    public async Task Fees_OfContracts_AreTakenInQuote()
    {
        var desk = new VenueDesk(static s => s with { FeeRate = 0.001m });
        await desk.PlaceAsync(desk.Order("a", 2));
        FillReport fill = Assert.Single(desk.Venue.FillsOf(VenueDesk.Main));
        Assert.Equal((0.2m, Usdt), (fill.Fee, fill.FeeAsset!.Value));
        Assert.Equal(99_999.8m, Balance(desk, Usdt));
    }

    [Fact]
    public async Task Spot_BuyAndSell_MovesBalancesLessTheFeeReceived()
    {
        var desk = new VenueDesk(
            static s => s with { FeeRate = 0.001m, FeeIn = FeeCurrency.Received }, instrument: VenueDesk.Spot);
        await desk.PlaceAsync(desk.Order("a", 2));
        Assert.Equal((11.998m, 99_800m), (Balance(desk, Btc), Balance(desk, Usdt)));
        await desk.PlaceAsync(desk.Order("b", -1));
        Assert.Equal((10.998m, 99_899.9m), (Balance(desk, Btc), Balance(desk, Usdt)));
        Assert.Empty(desk.Venue.PositionsOf(VenueDesk.Main));
    }

    [Fact]
    public async Task Spot_OrdersHoldBackWhatTheySell_APairOnce()
    {
        var desk = new VenueDesk(instrument: VenueDesk.Spot);
        await desk.PlaceAsync(
            desk.Order("tp", -10, OrderType.Limit, 120), desk.Order("sl", -10, OrderType.StopMarket, trigger: 90));
        Assert.Equal(0m, desk.Venue.BalancesOf(VenueDesk.Main).Single(static b => b.Asset == Btc).Available);
        SubmitResult result = await desk.SendAsync(desk.Order("more", -1, OrderType.Limit, 120));
        Assert.Equal(SubmitStatus.Rejected, result.Status);
    }

    [Fact]
    public async Task Liquidate_APosition_CancelsItsOrdersAndClosesIt()
    {
        var desk = new VenueDesk();
        await desk.PlaceAsync(desk.Order("in", 5));
        await desk.PlaceAsync(desk.Stop("sl", -5, 50));
        desk.Move(60);
        desk.Venue.Liquidate(desk.Key());
        Assert.Equal(0m, desk.Position);
        Assert.Equal("StopMarket 0/5 Canceled", desk.State("sl"));
        AcceptedOrder forced = desk.Venue.AcceptedOrders[^1];
        Assert.Equal((OrderPlacer.Venue, OrderOrigin.Liquidation), (forced.PlacedBy, forced.Origin));
        Assert.Equal(OrderOrigin.Liquidation, desk.Venue.OrdersOf(VenueDesk.Main)[^1].Origin);
        Assert.Throws<InvalidOperationException>(() => desk.Venue.Liquidate(desk.Key()));
    }

    [Fact]
    public async Task Deleverage_APart_ShrinksThePosition()
    {
        var desk = new VenueDesk();
        await desk.PlaceAsync(desk.Order("in", -5));
        desk.Venue.Deleverage(desk.Key(), 2);
        Assert.Equal(-3m, desk.Position);
        Assert.Equal(OrderOrigin.AutoDeleveraging, desk.Venue.AcceptedOrders[^1].Origin);
    }

    [Fact]
    public async Task Settle_AnInstrument_ClosesAll()
    {
        var desk = new VenueDesk();
        await desk.PlaceAsync(desk.Order("in", -5));
        await desk.PlaceAsync(desk.Order("a", 1, OrderType.Limit, 50));
        desk.Venue.Settle(desk.Instrument.Id);
        Assert.Equal(0m, desk.Position);
        Assert.Equal("Limit 0/1 Expired", desk.State("a"));
        Assert.Equal(OrderOrigin.Settlement, desk.Venue.AcceptedOrders[^1].Origin);
    }

    [Fact]
    public async Task FundAndTransfer_AnAccount_MoveBalancesAndAreReported()
    {
        var desk = new VenueDesk();
        await desk.PlaceAsync(desk.Order("in", 5));
        desk.Venue.Fund(desk.Instrument.Id, 0.01m);
        desk.Venue.Transfer(VenueDesk.Main, Usdt, 100);
        Assert.Equal(
            [(CashFlowKind.Funding, -5m), (CashFlowKind.Transfer, 100m)],
            desk.Venue.CashFlowsOf(VenueDesk.Main).Select(static f => (f.FlowKind, f.Amount)));
        Assert.Equal(100_095m, Balance(desk, Usdt));
    }

    [Fact]
    public async Task Split_AnInstrument_MultipliesTheQuantityAndDividesThePrice()
    {
        var desk = new VenueDesk();
        await desk.PlaceAsync(desk.Order("in", 5));
        desk.Venue.Split(desk.Instrument.Id, 2);
        Assert.Equal((10m, 50m), (Held(desk).Quantity, Held(desk).AveragePrice));
        Assert.Equal(50m, desk.Venue.PriceOf(desk.Instrument.Id));
        Assert.Equal(CashFlowKind.Split, Assert.Single(desk.Venue.CashFlowsOf(VenueDesk.Main)).FlowKind);
    }

    [Fact]
    public async Task PlaceManually_APerson_IsInTheLedgerAsOne()
    {
        var desk = new VenueDesk();
        Assert.Equal(SubmitStatus.Accepted, desk.Venue.PlaceManually(desk.Order("hand", 1)).Status);
        desk.Venue.PlaceManually(VenueDesk.Main, desk.Instrument.Id, OrderSide.Sell, 3);
        await desk.PlaceAsync(desk.Order("program", 1));
        Assert.Equal(
            [OrderPlacer.Person, OrderPlacer.Person, OrderPlacer.Gateway],
            desk.Venue.AcceptedOrders.Select(static o => o.PlacedBy));
        Assert.Single(desk.Venue.SubmitAttempts);
        Assert.Equal(-1m, desk.Position);
    }

    [Fact]
    public async Task SetMode_WithAPosition_IsRefused()
    {
        var desk = new VenueDesk();
        desk.Venue.SetMode(VenueDesk.Main, PositionMode.Hedging);
        await desk.PlaceAsync(desk.Order("in", 5, side: PositionSide.Long));
        Assert.Throws<InvalidOperationException>(() => desk.Venue.SetMode(VenueDesk.Main, PositionMode.Netting));
    }

    private static PositionReport Held(VenueDesk desk) => desk.Venue.PositionsOf(VenueDesk.Main).Single();

    private static decimal Balance(VenueDesk desk, AssetId asset) =>
        desk.Venue.BalancesOf(VenueDesk.Main).Single(b => b.Asset == asset).Total;
}
