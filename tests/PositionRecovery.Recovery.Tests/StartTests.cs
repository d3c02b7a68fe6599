using PositionRecovery.Testing;

namespace PositionRecovery.Recovery.Tests;

/// <summary>The first start, and starts that find all as it was.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task Start_NothingStoredPositionsAndOrdersAtTheVenue_TakesThemAsExternal()
    {
        await using var market = new Market();
        market.Venue.PlaceManually(Market.Account, Market.Btc.Id, OrderSide.Buy, 2m);
        market.Venue.PlaceManually(Desk.Order(
            "man-1", Market.Eth.Id, OrderSide.Buy, 3m, limit: 1_900m, strategy: StrategyId.External));
        Engine engine = market.NewEngine();
        (await engine.StartAsync()).IsReady();
        Ledger.Agrees(engine.Coordinator, market.Venue);
        Assert.Equal(2m, engine.Coordinator.QuantityOf(Market.Btc.Id, StrategyId.External));
        Assert.Equal(StrategyId.External, engine.Coordinator.State.FindOrder(new("man-1"))!.Intent.Strategy);
        Assert.Empty(market.Exits);
        Assert.Empty(engine.Strategy.Recovered);
        Assert.True((await engine.TradeAsync("o-1", Market.Btc.Id, OrderSide.Buy, 1m)).IsGranted);
    }

    [Fact]
    public async Task Start_NothingStoredAndTheStrategyClaims_HandsThePositionOverAndProtectsIt()
    {
        await using var market = new Market();
        market.Venue.PlaceManually(Market.Account, Market.Btc.Id, OrderSide.Sell, 2m);
        var strategy = new TrendStrategy(
            TrendStrategy.Name, [], new ExternalClaim { Account = Market.Account, Instrument = Market.Btc.Id });
        Engine engine = market.NewEngine(strategy);
        (await engine.StartAsync()).IsReady();
        Truth.Holds(market, engine);
        Ledger.HasExitsOnce(engine.Coordinator, market.Venue);
        RecoveredPosition recovered = Assert.Single(strategy.Recovered);
        Assert.Equal((-2m, (decimal?)50_000m), (recovered.Position.Quantity, recovered.Position.AveragePrice));
    }

    [Fact]
    public async Task Start_PositionOfAStrategyThatIsNotThere_IsDegradedUntilItIs()
    {
        await using var market = new Market();
        RecoveryCoordinator first = market.NewCoordinator([new TrendStrategy()]);
        (await first.StartAsync()).IsReady();
        await first.TradeAsync(market.Venue, Desk.Order("o-1", Market.Btc.Id, OrderSide.Buy, 1m));
        await first.StopAsync();

        RecoveryCoordinator engine = market.NewCoordinator([new TrendStrategy(Desk.Second, [])]);
        RecoveryReport report = await engine.StartAsync();
        Assert.True(report.Outcome == RecoveryOutcome.Degraded, report.Words());
        Assert.Contains(report.Problems, static p => p.Contains("'trend' has positions", StringComparison.Ordinal));
        Assert.Equal(
            RecoveryOutcome.Degraded, (await engine.ReconcileAsync(ReconcileScope.Everything)).Outcome);
        await engine.StopAsync();

        (await market.NewCoordinator([new TrendStrategy()]).StartAsync()).IsReady();
    }

    [Fact]
    public async Task Start_NothingStoredAndHistoryShorterThanThePosition_CompletesItBySynthetics()
    {
        await using var market = new Market();
        market.Venue.Arrange(new VenueScene
        {
            Account = Market.Account,
            Positions =
            [
                new PositionReport
                {
                    Account = Market.Account, Instrument = Market.Btc.Id, Quantity = 2m, AveragePrice = 40_000m,
                },
            ],
        });
        Engine engine = market.NewEngine();
        RecoveryReport report = await engine.StartAsync();
        report.IsReady();
        Ledger.Agrees(engine.Coordinator, market.Venue);
        Assert.NotEmpty(report.Plan!.SyntheticOrders);
    }

    [Fact]
    public async Task Start_NothingHappenedMeanwhile_AppendsNothingThatChangesState()
    {
        await using var market = new Market();
        Engine first = market.NewEngine();
        await first.StartAsync();
        await first.TradeAsync("o-1", Market.Btc.Id, OrderSide.Buy, 1m);
        await first.TradeAsync("o-2", Market.Eth.Id, OrderSide.Sell, 2m, limit: 2_100m);
        (await first.Coordinator.ReconcileAsync(ReconcileScope.Everything)).IsReady();
        Truth.Holds(market, first);
        CachedSnapshot before = first.Coordinator.State.Snapshot();
        await first.StopAsync();
        int entries = (await market.JournalAsync()).Count;

        for (int start = 0; start < 2; start++)
        {
            Engine again = market.NewEngine();
            RecoveryReport report = await again.StartAsync();
            report.IsReady();
            Assert.Empty(report.Plan!.Events);
            Assert.Empty(report.Plan.Diff);
            AreSame(before, again.Coordinator.State.Snapshot());
            Truth.Holds(market, again);
            await again.StopAsync();
        }

        Assert.All((await market.JournalAsync()).Skip(entries), static e => Assert.True(
            e.Event is SessionStartedEvent or SessionStoppedEvent or RecoveryAdvancedEvent, $"{e.Event}"));
        Assert.Equal(2, market.Exits.Count());
        Assert.Equal(3, market.Venue.SubmitAttempts.Count); // two orders, and a pair of exits
    }

    [Fact]
    public async Task Start_Twice_TheSecondTimeIsRefused()
    {
        await using var market = new Market();
        Engine engine = market.NewEngine();
        (await engine.StartAsync()).IsReady();
        await Assert.ThrowsAsync<InvalidOperationException>(engine.StartAsync);
    }

    private static void AreSame(CachedSnapshot before, CachedSnapshot after)
    {
        static string Text(CachedSnapshot s) =>
            System.Text.Encoding.UTF8.GetString(SnapshotJson.Write(s with { Sequence = 0 }));
        Assert.Equal(Text(before), Text(after));
    }
}
