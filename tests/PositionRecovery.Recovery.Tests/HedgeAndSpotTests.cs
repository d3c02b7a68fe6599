using PositionRecovery.Testing;

namespace PositionRecovery.Recovery.Tests;

/// <summary>Long and short legs beside each other, and accounts that hold what they bought.</summary>
public sealed class HedgeAndSpotTests
{
    private static readonly InstrumentDefinition SpotBtc = new()
    {
        Id = new("SIM:BTCSPOT"), PriceIncrement = 0.01m, QuantityIncrement = 0.00001m, QuoteAsset = Market.Usdt,
        BaseAsset = new("BTC"), IsSpot = true,
    };

    [Theory]
    [InlineData("nothing", 2, -1)]
    [InlineData("the long leg vanishes", 0, -1)]
    [InlineData("the short leg grows", 2, -3)]
    [InlineData("both become equal", 2, -2)]
    public async Task Start_Hedging_EachLegIsRecoveredOnItsOwn(string story, int lon, int sho)
    {
        await using var market = new Market(static s => s with
        {
            Accounts = [s.Accounts[0] with { Mode = PositionMode.Hedging }],
        });
        RecoveryCoordinator first = market.NewCoordinator([new TrendStrategy()]);
        (await first.StartAsync()).IsReady();
        await first.TradeAsync(market.Venue, Leg("o-1", OrderSide.Buy, 2m, PositionSide.Long));
        await first.TradeAsync(market.Venue, Leg("o-2", OrderSide.Sell, 1m, PositionSide.Short));
        (await first.ReconcileAsync(ReconcileScope.Everything)).IsReady();
        Ledger.HasExitsOnce(first, market.Venue);
        await first.DisposeAsync();
        switch (story)
        {
            case "the long leg vanishes":
                market.Venue.PlaceManually(Leg("man-1", OrderSide.Sell, 2m, PositionSide.Long) with
                {
                    Strategy = StrategyId.External,
                    Action = OrderAction.Exit,
                });
                break;
            case "the short leg grows":
                market.Venue.PlaceManually(Market.Account, Market.Btc.Id, OrderSide.Sell, 2m);
                break;
            case "both become equal":
                market.Venue.PlaceManually(Market.Account, Market.Btc.Id, OrderSide.Sell, 1m);
                break;
        }

        RecoveryCoordinator engine = market.NewCoordinator([new TrendStrategy(
            TrendStrategy.Name, [], new ExternalClaim { Account = Market.Account, Instrument = Market.Btc.Id })]);
        (await engine.StartAsync()).IsReady();
        Assert.Equal(
            (lon, sho),
            (engine.QuantityOf(Market.Btc.Id, side: PositionSide.Long),
                engine.QuantityOf(Market.Btc.Id, side: PositionSide.Short)));
        Ledger.Agrees(engine, market.Venue);
        Ledger.HasExitsOnce(engine, market.Venue);
        Assert.True(engine.Gate(Market.Btc.Id, side: PositionSide.Long).IsOpen);
    }

    [Fact]
    public async Task Start_Spot_HoldingsAndFeesAgreeWithBalancesWithoutEndlessCorrections()
    {
        await using Market market = NewSpot(supportsPairs: true);
        RecoveryCoordinator first = market.NewCoordinator([new TrendStrategy()]);
        (await first.StartAsync()).IsReady();
        await first.TradeAsync(market.Venue, Desk.Order("o-1", SpotBtc.Id, OrderSide.Buy, 1m), isTold: false);
        await first.DisposeAsync();
        for (int start = 0; start < 3; start++)
        {
            RecoveryCoordinator engine = market.NewCoordinator([new TrendStrategy()]);
            RecoveryReport report = await engine.StartAsync();
            report.IsReady();
            Assert.Equal(0.999m, engine.QuantityOf(SpotBtc.Id));
            Assert.Empty(report.Plan!.SyntheticOrders);
            if (start > 0)
            {
                Assert.Empty(report.Plan.Events);
            }

            Assert.Empty(engine.Unprotected);
            Assert.Equal(2, market.Venue.OpenOrdersOf(Market.Account).Count(Ledger.IsExit));
            await engine.StopAsync();
        }
    }

    [Fact]
    public async Task Start_SpotWithoutPairsOfOrders_PlacesTheStopOnly()
    {
        await using Market market = NewSpot(supportsPairs: false);
        RecoveryCoordinator engine = market.NewCoordinator([new TrendStrategy()]);
        (await engine.StartAsync()).IsReady();
        await engine.TradeAsync(market.Venue, Desk.Order("o-1", SpotBtc.Id, OrderSide.Buy, 1m));
        (await engine.ReconcileAsync(ReconcileScope.Everything)).IsReady();
        OrderReport stop = Assert.Single(market.Venue.OpenOrdersOf(Market.Account), Ledger.IsExit);
        Assert.Equal((OrderType.StopMarket, 0.999m), (stop.Type, stop.Quantity));
        Assert.Empty(engine.Unprotected);
    }

    [Fact]
    public async Task Start_SpotHoldingIsWorthTooLittleToSell_SaysSoAndSendsNothing()
    {
        await using Market market = NewSpot(supportsPairs: true, SpotBtc with { MinNotional = 10m });
        RecoveryCoordinator first = market.NewCoordinator([new TrendStrategy()]);
        (await first.StartAsync()).IsReady();
        await first.TradeAsync(market.Venue, Desk.Order("o-1", SpotBtc.Id, OrderSide.Buy, 0.0002m));
        await first.DisposeAsync();

        RecoveryCoordinator engine = market.NewCoordinator([new TrendStrategy()]);
        RecoveryReport report = await engine.StartAsync();
        await engine.ReconcileAsync(ReconcileScope.Everything);

        UnprotectedExposure dust = Assert.Single(report.Unprotected);
        Assert.Equal(
            (SpotBtc.Id, "0.00019 at 47500 is worth 9.025, below the venue's minimum of 10."),
            (dust.Key.Instrument, dust.Reason));
        Assert.Single(engine.Unprotected);
        Assert.Equal(["o-1"], market.Venue.SubmitAttempts.Select(static a => a.Submission.Order.Id.Value));
    }

    [Fact]
    public async Task Start_SpotHoldingIsSoldElsewhere_ExitsAreCappedAndEntriesShut()
    {
        await using Market market = NewSpot(supportsPairs: true);
        RecoveryCoordinator first = market.NewCoordinator([new TrendStrategy()]);
        (await first.StartAsync()).IsReady();
        await first.TradeAsync(market.Venue, Desk.Order("o-1", SpotBtc.Id, OrderSide.Buy, 1m));
        await first.DisposeAsync();
        market.Venue.Transfer(Market.Account, new("BTC"), -0.5m);
        RecoveryCoordinator engine = market.NewCoordinator([new TrendStrategy()]);
        RecoveryReport report = await engine.StartAsync();
        Assert.Contains(report.Plan!.Diff, static d => d.Kind == DiscrepancyKind.BalanceMismatch);
        Assert.False(engine.Gate(SpotBtc.Id).IsOpen);
        Assert.All(
            market.Venue.OpenOrdersOf(Market.Account).Where(Ledger.IsExit),
            static o => Assert.InRange(o.Quantity!.Value, 0m, 0.499m));
    }

    private static OrderIntent Leg(string id, OrderSide side, decimal quantity, PositionSide leg) =>
        Desk.Order(id, Market.Btc.Id, side, quantity, positionSide: leg);

    private static Market NewSpot(bool supportsPairs, InstrumentDefinition? spot = null)
    {
        var market = new Market(s => s with
        {
            Instruments = [.. s.Instruments, spot ?? SpotBtc],
            FeeRate = 0.001m,
            FeeIn = FeeCurrency.Received,
            SupportsOneCancelsOther = supportsPairs,
            SupportsReduceOnly = false,
        });
        market.Venue.SetPrice(SpotBtc.Id, 50_000m);
        return market;
    }
}
