using PositionRecovery.Testing;

namespace PositionRecovery.Recovery.Tests;

/// <summary>Orders whose outcome the engine was not told, and connections that broke.</summary>
public sealed class InFlightTests
{
    public enum Fate
    {
        /// <summary>It was executed, and the answer was lost.</summary>
        Executed,

        /// <summary>It works, and the answer was lost.</summary>
        Working,

        /// <summary>It never arrived.</summary>
        NeverArrived,

        /// <summary>It arrived when nobody thought so any more.</summary>
        Late,
    }

    [Theory]
    [InlineData(Fate.Executed, OrderStatus.Filled, 1)]
    [InlineData(Fate.Working, OrderStatus.Accepted, 0)]
    [InlineData(Fate.NeverArrived, OrderStatus.Rejected, 0)]
    [InlineData(Fate.Late, OrderStatus.Filled, 1)]
    public async Task Check_OutcomeOfASubmissionIsNotKnown_IsSettledByAskingAndNeverSentAgain(
        Fate fate, OrderStatus status, int held)
    {
        var clock = new FakeTimeProvider();
        await using var market = new Market(s => s with { TimeProvider = clock });
        RecoveryOptions options = Desk.CheckingOptions();
        RecoveryCoordinator engine = market.NewCoordinator([new TrendStrategy()], options, clock: clock);
        (await clock.DriveAsync(engine.StartAsync())).IsReady();
        market.Venue.Plant(new VenueFault
        {
            Kind = fate switch
            {
                Fate.NeverArrived => VenueFaultKind.TimeOutBefore,
                Fate.Late => VenueFaultKind.AcceptLate,
                _ => VenueFaultKind.TimeOutAfter,
            },
            Call = VenueCallKind.Submit,
            Time = fate == Fate.Late ? TimeSpan.FromSeconds(3) : TimeSpan.Zero,
        });
        OrderIntent order = Desk.Order(
            "o-1", Market.Btc.Id, OrderSide.Buy, 1m, limit: fate == Fate.Working ? 49_000m : null);
        Assert.True((await clock.DriveAsync(engine.TradeAsync(market.Venue, order))).IsGranted);

        await clock.DriveUntilAsync(
            () => engine.State.FindOrder(order.Id)?.Status == status && engine.Unprotected.Count == 0
                && (held == 0 || market.Exits.Any()),
            $"the order is {status}",
            engine);
        Assert.Equal(held, engine.QuantityOf(Market.Btc.Id));
        Ledger.Agrees(engine, market.Venue);
        Ledger.HasExitsOnce(engine, market.Venue);
        Assert.Single(market.Venue.SubmitAttempts, a => a.Submission.Order.Id == order.Id);
        await clock.DriveAsync(StopAsync(engine));
    }

    [Fact]
    public async Task Check_RejectedByAbsenceAndThenExecuted_IsReopenedLoudly()
    {
        var clock = new FakeTimeProvider();
        await using var market = new Market(s => s with { TimeProvider = clock });
        RecoveryCoordinator engine = market.NewCoordinator(
            [new TrendStrategy()], Desk.CheckingOptions(), clock: clock);
        (await clock.DriveAsync(engine.StartAsync())).IsReady();
        market.Venue.Plant(new VenueFault
        {
            Kind = VenueFaultKind.AcceptLate, Call = VenueCallKind.Submit, Time = TimeSpan.FromMinutes(10),
        });
        OrderIntent order = Desk.Order("o-1", Market.Btc.Id, OrderSide.Buy, 1m);
        await clock.DriveAsync(engine.TradeAsync(market.Venue, order));
        await clock.DriveUntilAsync(
            () => engine.State.FindOrder(order.Id)?.Status == OrderStatus.Rejected, "the order is given up",
            engine);
        Assert.True(engine.State.FindOrder(order.Id)!.IsInferredTerminal);

        await clock.DriveUntilAsync(
            () => engine.State.FindOrder(order.Id)?.Status == OrderStatus.Filled && market.Exits.Count() == 2
                && engine.Unprotected.Count == 0,
            "the order is found, and its position protected",
            engine);
        Ledger.Agrees(engine, market.Venue);
        Ledger.HasExitsOnce(engine, market.Venue);
        Assert.Single(market.Venue.SubmitAttempts, a => a.Submission.Order.Id == order.Id);
        await clock.DriveAsync(StopAsync(engine));
    }

    [Fact]
    public async Task Reconcile_AfterAReconnect_FindsWhatWasMissed()
    {
        await using var market = new Market();
        Engine engine = market.NewEngine();
        (await engine.StartAsync()).IsReady();
        await engine.TradeAsync("o-1", Market.Btc.Id, OrderSide.Buy, 1m, isTold: false);
        await engine.TradeAsync("o-2", Market.Eth.Id, OrderSide.Sell, 2m, limit: 2_050m);
        market.Venue.SetPrice(Market.Eth.Id, 2_060m);
        Assert.Equal(0m, engine.QuantityOf(Market.Btc.Id) ?? 0m);

        RecoveryReport report = await engine.Coordinator.ReconcileAsync(ReconcileScope.Everything);
        report.IsReady();
        Assert.Equal((1m, -2m), (engine.QuantityOf(Market.Btc.Id), engine.QuantityOf(Market.Eth.Id)));
        Truth.Holds(market, engine);
        Ledger.Agrees(engine.Coordinator, market.Venue);
        Assert.Equal(2, engine.Strategy.Recovered.Select(static r => r.Position.Key).Distinct().Count());
    }

    /// <summary>Hours ago the price was where the stop of today's position is.</summary>
    [Fact]
    public async Task Check_PriceIsNotThatOfTheStart_ExitsArePlacedByTheNewOne()
    {
        var clock = new FakeTimeProvider();
        await using var market = new Market(s => s with { TimeProvider = clock });
        RecoveryOptions options = Desk.CheckingOptions();
        options.State.LeaseTime = TimeSpan.FromHours(1);
        options.TriggeredStops = WouldTriggerAction.CloseAtMarket;
        RecoveryCoordinator engine = market.NewCoordinator([new TrendStrategy()], options, clock: clock);
        (await clock.DriveAsync(engine.StartAsync())).IsReady();
        await clock.DriveForAsync(TimeSpan.FromMinutes(1));
        market.Venue.SetPrice(Market.Btc.Id, 60_000m);

        await clock.DriveAsync(engine.TradeAsync(market.Venue, Desk.Order("o-1", Market.Btc.Id, OrderSide.Buy, 1m)));

        await clock.DriveUntilAsync(
            () => market.Exits.Count() == 2 && engine.Unprotected.Count == 0, "both exits are placed", engine);
        Assert.Equal(1m, market.Venue.QuantityOf(new(Market.Account, Market.Btc.Id, PositionSide.Net)));
        Ledger.HasExitsOnce(engine, market.Venue);
        await clock.DriveAsync(StopAsync(engine));
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 0)]
    public async Task Reconcile_ExitsAreTheEnginesOwn_NoneIsPlacedByAPass(bool isProtecting, int exits)
    {
        await using var market = new Market();
        RecoveryOptions options = Market.Options();
        options.ProtectWhileRunning = isProtecting;
        Engine engine = market.NewEngine(options: options);
        (await engine.StartAsync()).IsReady();
        await engine.TradeAsync("o-1", Market.Btc.Id, OrderSide.Buy, 1m);

        RecoveryReport report = await engine.Coordinator.ReconcileAsync(ReconcileScope.Everything);

        Assert.Equal(exits, market.Exits.Count());
        Assert.Equal(isProtecting, report.Unprotected.Count == 0);
    }

    /// <summary>No venue keeps its history for ever.</summary>
    [Fact]
    public async Task Reconcile_OfOneInstrumentWhereHistoryEnds_ProvesIt()
    {
        await using var market = new Market(static s => s with { HistoryRetention = TimeSpan.FromDays(90) });
        Engine engine = market.NewEngine();
        (await engine.StartAsync()).IsReady();
        await engine.TradeAsync("o-1", Market.Btc.Id, OrderSide.Buy, 1m);

        RecoveryReport report = await engine.Coordinator.ReconcileAsync(
            ReconcileScope.Of(Market.Account, Market.Btc.Id));

        report.IsReady();
        Truth.Holds(market, engine);
    }

    [Fact]
    public async Task Reconcile_OfOneInstrument_LeavesOthersAlone()
    {
        await using var market = new Market();
        Engine engine = market.NewEngine();
        (await engine.StartAsync()).IsReady();
        await engine.TradeAsync("o-1", Market.Btc.Id, OrderSide.Buy, 1m, isTold: false);
        await engine.TradeAsync("o-2", Market.Eth.Id, OrderSide.Buy, 2m, isTold: false);
        await engine.Coordinator.ReconcileAsync(ReconcileScope.Of(Market.Account, Market.Btc.Id));
        Assert.Equal((1m, 0m), (engine.QuantityOf(Market.Btc.Id), engine.QuantityOf(Market.Eth.Id) ?? 0m));
        GateDecision open = engine.Coordinator.Gate(Market.Btc.Id);
        Assert.True(open.IsOpen, open.Explanation + engine.Coordinator.LastReport!.Words());
    }

    [Fact]
    public async Task Reconcile_ConnectionIsStillDown_ReportsAndKeepsTheBooks()
    {
        await using var market = new Market();
        Engine engine = market.NewEngine();
        (await engine.StartAsync()).IsReady();
        await engine.TradeAsync("o-1", Market.Btc.Id, OrderSide.Buy, 1m);
        (await engine.Coordinator.ReconcileAsync(ReconcileScope.Everything)).IsReady();
        market.Venue.Plant(VenueFault.Outage);
        RecoveryReport report = await engine.Coordinator.ReconcileAsync(ReconcileScope.Everything);
        Assert.NotEqual(RecoveryOutcome.Ready, report.Outcome);
        Assert.NotEmpty(report.Problems);
        Assert.Equal(1m, engine.QuantityOf(Market.Btc.Id));
        Assert.False(engine.Coordinator.Gate(Market.Btc.Id).IsOpen);

        market.Venue.Heal();
        await Desk.UntilAsync(
            () => engine.Coordinator.ReconcileAsync(ReconcileScope.Everything).IsCompletedSuccessfully
                || engine.Coordinator.Gate(Market.Btc.Id).IsOpen,
            "the gate opens again");
        Truth.Holds(market, engine);
    }

    internal static async Task<bool> StopAsync(RecoveryCoordinator engine)
    {
        await engine.StopAsync();
        return true;
    }
}
