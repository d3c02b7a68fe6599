using PositionRecovery.Testing;

namespace PositionRecovery.Recovery.Tests;

/// <summary>Cases that existing engines get wrong (numbered as in the specification of the reconciler), end to end.
/// </summary>
public sealed class CaseTests
{
    private static readonly BookKey Btc = new(Market.Account, Market.Btc.Id, PositionSide.Net);

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Case7_FillInferredAndThenShown_CountsOnce(bool isInParts, bool isAcrossARestart)
    {
        await using var market = new Market();
        Engine engine = await StartAsync(market);
        await engine.TradeAsync("o-1", Market.Btc.Id, OrderSide.Buy, 40m, limit: 49_000m);
        var hidden = new VenueFault { Kind = VenueFaultKind.Withhold, Call = VenueCallKind.Fills, Times = null };
        market.Venue.Plant(hidden);
        market.Venue.FillPartly(new("o-1"), isInParts ? 25m : 40m);
        if (isInParts)
        {
            market.Venue.FillPartly(new("o-1"), 15m);
        }

        RecoveryReport inferred = await engine.Coordinator.ReconcileAsync(ReconcileScope.Everything);
        Assert.Contains(inferred.Plan!.Diff, static d => d.Kind == DiscrepancyKind.InferredFill);
        Assert.Equal(40m, engine.QuantityOf(Market.Btc.Id));
        engine = await PerhapsRestartAsync(market, engine, isAcrossARestart);
        market.Venue.Remove(hidden);
        (await engine.Coordinator.ReconcileAsync(ReconcileScope.Everything)).IsReady();
        Assert.Equal(40m, engine.QuantityOf(Market.Btc.Id));
        engine = await PerhapsRestartAsync(market, engine, isAcrossARestart);
        Truth.Holds(market, engine);
        Assert.Equal(49_000m, engine.Coordinator.State.Snapshot().Positions.Single(static p => p.Quantity != 0m)
            .AveragePrice);
    }

    [Fact]
    public async Task Case7_PositionMadeBySyntheticOrderAndThenItsFillsAreShown_CountsOnce()
    {
        await using var market = new Market();
        Engine engine = await StartAsync(market);
        var hidden = new VenueFault { Kind = VenueFaultKind.Withhold, Call = VenueCallKind.Fills, Times = null };
        var unlisted = new VenueFault
        {
            Kind = VenueFaultKind.Withhold, Call = VenueCallKind.OrderHistory, Times = null,
        };
        market.Venue.Plant(hidden);
        market.Venue.Plant(unlisted);
        market.Venue.PlaceManually(Market.Account, Market.Btc.Id, OrderSide.Buy, 2m);
        RecoveryReport made = await engine.Coordinator.ReconcileAsync(ReconcileScope.Everything);
        Assert.True(made.Plan!.SyntheticOrders.Count > 0, made.Words());
        Assert.Equal(2m, BookOf(engine));
        engine.Kill();
        market.Venue.Heal();
        market.Venue.Remove(hidden);
        market.Venue.Remove(unlisted);
        Engine again = market.NewEngine();
        (await again.StartAsync()).IsReady();
        Assert.Equal(2m, BookOf(again));
        Ledger.Agrees(again.Coordinator, market.Venue);
    }

    [Theory]
    [InlineData(VenueFaultKind.AnswerFailed)]
    [InlineData(VenueFaultKind.Fail)]
    [InlineData(VenueFaultKind.TimeOutAfter)]
    public async Task Case8_FivePollsInARowFail_NoOrderIsRejected(VenueFaultKind kind)
    {
        var clock = new FakeTimeProvider();
        await using var market = new Market(s => s with { TimeProvider = clock });
        RecoveryCoordinator engine = market.NewCoordinator(
            [new TrendStrategy()], Desk.CheckingOptions(static c => c.InflightCheckRetries = 5), clock: clock);
        (await clock.DriveAsync(engine.StartAsync())).IsReady();
        market.Venue.Plant(new VenueFault { Kind = VenueFaultKind.TimeOutAfter, Call = VenueCallKind.Submit });
        OrderIntent order = Desk.Order("o-1", Market.Btc.Id, OrderSide.Buy, 1m, limit: 49_000m);
        await clock.DriveAsync(engine.TradeAsync(market.Venue, order));
        int before = Polls().Sum(c => market.Venue.Calls.GetValueOrDefault(c));
        foreach (VenueCallKind call in Polls())
        {
            market.Venue.Plant(new VenueFault { Kind = kind, Call = call, Times = null });
        }

        await clock.DriveUntilAsync(
            () => Polls().Sum(c => market.Venue.Calls.GetValueOrDefault(c)) - before >= 5 * Polls().Length,
            "five polls failed");
        await clock.DriveForAsync(TimeSpan.FromSeconds(30));
        Assert.False(engine.State.FindOrder(order.Id)!.IsTerminal);
        market.Venue.Heal();
        await clock.DriveUntilAsync(
            () => engine.State.FindOrder(order.Id)!.Status == OrderStatus.Accepted, "the order is found to work");
        Ledger.Agrees(engine, market.Venue);
        Assert.Single(market.Venue.SubmitAttempts);
        await clock.DriveAsync(InFlightTests.StopAsync(engine));

        static VenueCallKind[] Polls() => [VenueCallKind.Order, VenueCallKind.OpenOrders];
    }

    [Theory]
    [InlineData("the query fails", 1)]
    [InlineData("empty once", 1)]
    [InlineData("complete and empty", 0)]
    [InlineData("empty for another account", 1)]
    public async Task Case10_PositionIsNotInTheAnswer_IsFlattenedOnlyOnProof(string story, int left)
    {
        await using var market = new Market();
        await RestartTests.LiveAsync(market, hasEntry: false);
        foreach (OrderReport exit in market.Venue.OpenOrdersOf(Market.Account).Take(1))
        {
            market.Venue.CancelManually(exit.ClientOrder!.Value);
        }

        bool isGone = story != "empty once";
        switch (story)
        {
            case "the query fails":
                market.Venue.Plant(new VenueFault
                {
                    Kind = VenueFaultKind.AnswerFailed, Call = VenueCallKind.Positions, Times = null,
                });
                break;
            case "empty for another account":
                market.Venue.SetIdentity(Market.Account, "uid-9");
                goto default;
            default:
                market.Venue.Plant(new VenueFault
                {
                    Kind = VenueFaultKind.Withhold, Call = VenueCallKind.Positions, Times = isGone ? null : 1,
                });
                break;
        }

        Engine engine = market.NewEngine();
        RecoveryReport report = await engine.StartAsync();
        Assert.True(left == (engine.QuantityOf(Market.Btc.Id) ?? 0m), report.Words());
        if (left == 1 && isGone)
        {
            Assert.False(engine.Coordinator.Gate(Market.Btc.Id).IsOpen);
        }
    }

    [Fact]
    public async Task Case13_WindowShorterThanThePositionsAge_PositionIsUnchanged()
    {
        var clock = new FakeTimeProvider();
        await using var market = new Market(s => s with
        {
            TimeProvider = clock,
            HistoryRetention = TimeSpan.FromHours(2),
        });
        RecoveryCoordinator first = market.NewCoordinator(
            [new TrendStrategy()], Desk.PatientOptions(), clock: clock);
        (await clock.DriveAsync(first.StartAsync())).IsReady();
        await clock.DriveAsync(first.TradeAsync(market.Venue, Desk.Order("o-1", Market.Btc.Id, OrderSide.Buy, 1m)));
        (await clock.DriveAsync(first.ReconcileAsync(ReconcileScope.Everything))).IsReady();
        PositionSnapshot before = first.State.Snapshot().Positions.Single(static p => p.Quantity != 0m);
        await clock.DriveAsync(InFlightTests.StopAsync(first));
        clock.Advance(TimeSpan.FromDays(3));

        RecoveryOptions options = Desk.PatientOptions();
        options.Reconciliation.LookbackMinutes = 60;
        RecoveryCoordinator engine = market.NewCoordinator([new TrendStrategy()], options, clock: clock);
        RecoveryReport report = await clock.DriveAsync(engine.StartAsync());
        report.IsReady();
        Assert.Empty(report.Plan!.Events);
        PositionSnapshot after = engine.State.Snapshot().Positions.Single(static p => p.Quantity != 0m);
        Assert.Equal(
            (before.Quantity, before.AveragePrice, before.Epoch, before.RealizedPnl),
            (after.Quantity, after.AveragePrice, after.Epoch, after.RealizedPnl));
        Ledger.HasExitsOnce(engine, market.Venue);
        Assert.Equal(2, market.Exits.Count());
        await clock.DriveAsync(InFlightTests.StopAsync(engine));
    }

    [Theory]
    [InlineData(4, 10, -4)] // nothing happened since
    [InlineData(7, 7, -4)] // three of the strategy's were closed by hand: 10 - 3 = 7, venue 3
    public async Task Case14_StrategyAndExternalOnBothSides_SumsHold(int sold, int trend, int external)
    {
        await using var market = new Market();
        Engine engine = await StartAsync(market);
        await engine.TradeAsync("o-1", Market.Btc.Id, OrderSide.Buy, 10m);
        RecoveryOptions options = Market.Options();
        options.Policy.ExternalReductions = ExternalReductions.KeepSeparate;
        await engine.StopAsync();
        market.Venue.PlaceManually(Market.Account, Market.Btc.Id, OrderSide.Sell, 4m);
        Engine keeping = market.NewEngine(options: options);
        (await keeping.StartAsync()).IsReady();
        Assert.Equal((10m, -4m), Owners(keeping));
        await keeping.StopAsync();
        if (sold > 4)
        {
            market.Venue.PlaceManually(Market.Account, Market.Btc.Id, OrderSide.Sell, sold - 4m);
        }

        Engine again = market.NewEngine();
        RecoveryReport report = await again.StartAsync();
        report.IsReady();
        Assert.Equal((trend, external), Owners(again));
        Ledger.Agrees(again.Coordinator, market.Venue);
        decimal exits = market.Venue.OpenOrdersOf(Market.Account)
            .Where(static o => Ledger.IsExit(o) && o.Type == OrderType.StopMarket).Sum(static o => o.Quantity!.Value);
        Assert.Equal(Math.Min(trend, market.Venue.QuantityOf(Btc)), exits);
    }

    [Fact]
    public async Task Case14_StrategysPositionIsClosedByHand_IsFlatWithoutAPhantomPair()
    {
        await using var market = new Market();
        Engine engine = await StartAsync(market);
        await engine.TradeAsync("o-1", Market.Btc.Id, OrderSide.Buy, 10m);
        engine.Kill();
        market.Venue.PlaceManually(Market.Account, Market.Btc.Id, OrderSide.Sell, 10m);
        Engine again = market.NewEngine();
        (await again.StartAsync()).IsReady();
        Assert.Equal((0m, 0m), Owners(again));
        Ledger.Agrees(again.Coordinator, market.Venue);
        Ledger.HasExitsOnce(again.Coordinator, market.Venue);
    }

    [Fact]
    public async Task Case16_CrashAtEveryPointWhileAFlipIsStored_BothLegsOrNone()
    {
        int points = await FlipAsync(null);
        Assert.InRange(points, 10, 200);
        for (int killAt = 1; killAt <= points; killAt++)
        {
            await FlipAsync(killAt);
        }
    }

    [Fact]
    public async Task Case23_NotFoundLongAfterAnUnfilledCancel_IsClosed()
    {
        // The venue forgets orders that ended unfilled after three days; four pass while the engine is down.
        var clock = new FakeTimeProvider();
        await using var market = new Market(s => s with
        {
            TimeProvider = clock,
            UnfilledOrderRetention = TimeSpan.FromDays(3),
        });
        RecoveryOptions options = Desk.PatientOptions();
        options.Policy.UnfilledOrderRetention = TimeSpan.FromDays(3);
        RecoveryCoordinator first = market.NewCoordinator([new TrendStrategy()], options, clock: clock);
        (await clock.DriveAsync(first.StartAsync())).IsReady();
        await clock.DriveAsync(first.TradeAsync(
            market.Venue, Desk.Order("o-1", Market.Btc.Id, OrderSide.Buy, 1m, limit: 49_000m)));
        await clock.DriveAsync(InFlightTests.StopAsync(first));
        market.Venue.CancelManually(new("o-1"));
        clock.Advance(TimeSpan.FromDays(4));

        RecoveryCoordinator engine = market.NewCoordinator([new TrendStrategy()], options, clock: clock);
        RecoveryReport report = await clock.DriveAsync(engine.StartAsync());
        report.IsReady();
        OrderSnapshot order = engine.State.FindOrder(new("o-1"))!;
        Assert.True(order.Status == OrderStatus.Canceled && order.IsInferredTerminal, report.Words());
        Ledger.Agrees(engine, market.Venue);
        await clock.DriveAsync(InFlightTests.StopAsync(engine));
    }

    [Fact]
    public async Task Case23_NotFoundRightAfterATimedOutSubmit_IsUnknownThenAdopted()
    {
        // A request may be under way for a minute here, and this one is for 5 s.
        var clock = new FakeTimeProvider();
        await using var market = new Market(s => s with { TimeProvider = clock });
        RecoveryOptions options = Desk.PatientOptions();
        options.MaxRecoveryTime = TimeSpan.FromSeconds(30);
        options.Policy.RequestLife = TimeSpan.FromMinutes(1);
        RecoveryCoordinator engine = market.NewCoordinator([new TrendStrategy()], options, clock: clock);
        (await clock.DriveAsync(engine.StartAsync())).IsReady();
        market.Venue.Plant(new VenueFault
        {
            Kind = VenueFaultKind.AcceptLate, Call = VenueCallKind.Submit, Time = TimeSpan.FromSeconds(40),
        });
        OrderIntent order = Desk.Order("o-1", Market.Btc.Id, OrderSide.Buy, 1m);
        await clock.DriveAsync(engine.TradeAsync(market.Venue, order));
        clock.Advance(TimeSpan.FromSeconds(2));
        RecoveryReport early = await clock.DriveAsync(engine.ReconcileAsync(ReconcileScope.Everything));
        Assert.False(engine.State.FindOrder(order.Id)!.IsTerminal, early.Words());
        Assert.False(engine.Gate(Market.Btc.Id).IsOpen);
        Assert.Equal(
            GateReason.KnownOrder,
            (await clock.DriveAsync(engine.TradeAsync(market.Venue, order))).Decision.Reason);

        await clock.DriveUntilAsync(() => market.Venue.QuantityOf(Btc) == 1m, "the order arrives");
        (await clock.DriveAsync(engine.ReconcileAsync(ReconcileScope.Everything))).IsReady();
        Assert.Equal(OrderStatus.Filled, engine.State.FindOrder(order.Id)!.Status);
        Assert.Single(market.Venue.SubmitAttempts, a => a.Submission.Order.Id == order.Id);
        Ledger.Agrees(engine, market.Venue);
        Ledger.HasExitsOnce(engine, market.Venue);
        await clock.DriveAsync(InFlightTests.StopAsync(engine));
    }

    [Theory]
    [InlineData("before the sending")]
    [InlineData("during the sending")]
    [InlineData("after the sending")]
    [InlineData("on its way")]
    public async Task Case24_CrashAroundTheSendingOfAnExit_OneExitAtTheVenue(string moment)
    {
        var clock = new SkippingClock();
        await using var market = new Market(s => s with { TimeProvider = clock });
        RecoveryCoordinator first = market.NewCoordinator([new TrendStrategy()], clock: clock);
        (await first.StartAsync()).IsReady();
        await first.TradeAsync(market.Venue, Desk.Order("o-1", Market.Btc.Id, OrderSide.Buy, 1m));
        await first.DisposeAsync();

        var life = new CrashSwitch();
        async ValueTask DieAsync(VenueCall call, CancellationToken cancellationToken)
        {
            if (call.Kind == VenueCallKind.Submit && !life.Died.IsCompleted)
            {
                life.Kill();
                await (moment == "before the sending" ? new TaskCompletionSource().Task : Task.CompletedTask);
            }
        }

        if (moment == "after the sending")
        {
            market.Venue.AfterEffect = DieAsync;
        }
        else
        {
            market.Venue.BeforeCall = DieAsync;
        }

        if (moment == "on its way")
        {
            market.Venue.Plant(new VenueFault
            {
                Kind = VenueFaultKind.AcceptLate, Call = VenueCallKind.Submit, Time = TimeSpan.FromMilliseconds(20),
            });
        }

        var dying = new RecoveryCoordinator(new RecoverySetup
        {
            Trader = new("desk-7"), Store = life.Wrap(market.OpenStore()), Venues = [life.Wrap(market.Venue.Ports)],
            Strategies = [life.Wrap(new TrendStrategy())], Options = Market.Options(), TimeProvider = clock,
        });
        _ = dying.StartAsync();
        await life.Died.WaitAsync(TimeSpan.FromSeconds(20));
        if (moment != "before the sending")
        {
            await Desk.UntilAsync(() => market.Exits.Count() == 2, "the pair of exits arrives");
        }

        market.Venue.BeforeCall = null;
        market.Venue.AfterEffect = null;
        clock.Skip(TimeSpan.FromMinutes(2)); // what the dead process may still send is too old now
        for (int start = 0; start < 2; start++)
        {
            RecoveryCoordinator back = market.NewCoordinator([new TrendStrategy()], clock: clock);
            (await back.StartAsync()).IsReady();
            Ledger.Agrees(back, market.Venue);
            Ledger.HasExitsOnce(back, market.Venue);
            await back.StopAsync();
        }

        Assert.Equal(2, market.Exits.Count());
    }

    [Fact]
    public async Task Case24_PauseOfTheProcessAcrossItsLease_OneExitAtTheVenue()
    {
        var clock = new FakeTimeProvider();
        await using var market = new Market(s => s with { TimeProvider = clock });
        RecoveryOptions options = Desk.PatientOptions();
        options.State.LeaseTime = TimeSpan.FromMinutes(5);
        var paused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var resumed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        RecoveryCoordinator first = market.NewCoordinator([new TrendStrategy()], options, clock: clock);
        (await clock.DriveAsync(first.StartAsync())).IsReady();
        await clock.DriveAsync(first.TradeAsync(market.Venue, Desk.Order("o-1", Market.Btc.Id, OrderSide.Buy, 1m)));
        market.Venue.BeforeCall = async (call, _) =>
        {
            if (call.Kind == VenueCallKind.Submit && !paused.Task.IsCompleted)
            {
                paused.TrySetResult();
                await resumed.Task;
            }
        };
        Task<RecoveryReport> pass = first.ReconcileAsync(ReconcileScope.Everything);
        await clock.DriveUntilAsync(() => paused.Task.IsCompleted, "the process pauses while it sends");
        clock.Advance(TimeSpan.FromMinutes(10));

        RecoveryCoordinator second = market.NewCoordinator([new TrendStrategy()], options, clock: clock);
        RecoveryReport report = await clock.DriveAsync(second.StartAsync());
        resumed.SetResult();
        await clock.DriveUntilAsync(() => pass.IsCompleted, "the paused process ends its pass");
        Assert.True(pass.IsFaulted || (await pass).Outcome != RecoveryOutcome.Ready, report.Words());
        await clock.DriveAsync(second.ReconcileAsync(ReconcileScope.Everything));
        Ledger.Agrees(second, market.Venue);
        Ledger.HasExitsOnce(second, market.Venue);
        Assert.Equal(2, market.Exits.Count());
        await Assert.ThrowsAsync<OwnershipLostException>(
            () => first.State.IntendAsync(Desk.Order("o-2", Market.Btc.Id, OrderSide.Buy, 1m)).AsTask());
        await clock.DriveAsync(InFlightTests.StopAsync(second));
    }

    private static async Task<Engine> StartAsync(Market market)
    {
        Engine engine = market.NewEngine();
        (await engine.StartAsync()).IsReady();
        return engine;
    }

    private static async Task<Engine> PerhapsRestartAsync(Market market, Engine engine, bool isRestart)
    {
        if (!isRestart)
        {
            return engine;
        }

        engine.Kill();
        Engine again = market.NewEngine();
        await again.StartAsync();
        return again;
    }

    private static decimal BookOf(Engine engine) => engine.Coordinator.State.Snapshot().AccountBooks
        .Where(static b => b.Key == Btc).Sum(static b => b.Quantity);

    private static (decimal Trend, decimal External) Owners(Engine engine) => (
        engine.Coordinator.QuantityOf(Market.Btc.Id), engine.Coordinator.QuantityOf(Market.Btc.Id, StrategyId.External));

    /// <summary>Long 1 by the books, short 1 at the venue without a history of it; the recovery dies at a point.</summary>
    private static async Task<int> FlipAsync(int? killAt)
    {
        await using var market = new Market(static s => s with { HistoryRetention = TimeSpan.FromMinutes(10) });
        var strategy = new TrendStrategy(
            TrendStrategy.Name, [], new ExternalClaim { Account = Market.Account, Instrument = Market.Btc.Id });
        Engine first = market.NewEngine(strategy);
        await first.StartAsync();
        await first.TradeAsync("o-1", Market.Btc.Id, OrderSide.Buy, 1m);
        first.Kill();
        market.Clock.Skip(TimeSpan.FromHours(1));
        market.Venue.Arrange(new VenueScene
        {
            Account = Market.Account,
            Positions =
            [
                new PositionReport
                {
                    Account = Market.Account, Instrument = Market.Btc.Id, Quantity = -1m, AveragePrice = 51_000m,
                },
            ],
        });
        var life = new CrashSwitch(killAt);
        Engine flipping = market.NewEngine(NewClaimant(), life: life);
        Task<RecoveryReport> start = flipping.StartAsync();
        await Task.WhenAny(start, life.Died);
        int points = life.Points.Count;
        if (killAt is null)
        {
            await start;
        }

        IReadOnlyList<JournalEntry> journal = await market.JournalAsync();
        PositionSnapshot? stored = (await new StateReader(market.OpenStore(), new("desk-7"), null).LoadAsync())
            .State.Snapshot.Positions.FirstOrDefault(static p => p.Key.Book == Btc && p.Quantity != 0m);
        string where = $"killed at {killAt} with {stored?.Quantity}: {string.Join(", ", life.Points)}";
        Engine back = await Settling.SettleAsync(market, () => market.NewEngine(NewClaimant()), late: null, where);
        Assert.True(
            stored?.Quantity is 1m or -1m && back.QuantityOf(Market.Btc.Id) == -1m,
            $"{where}\n{back.Coordinator.LastReport?.Words()}");
        Assert.NotEmpty(journal);
        Ledger.Agrees(back.Coordinator, market.Venue);
        Ledger.HasExitsOnce(back.Coordinator, market.Venue);
        await back.StopAsync();
        return points;

        static TrendStrategy NewClaimant() => new(
            TrendStrategy.Name, [], new ExternalClaim { Account = Market.Account, Instrument = Market.Btc.Id });
    }
}
