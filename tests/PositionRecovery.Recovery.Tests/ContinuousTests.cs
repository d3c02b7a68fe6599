using PositionRecovery.Testing;

namespace PositionRecovery.Recovery.Tests;

/// <summary>Checks beside the running engine.</summary>
public sealed class ContinuousTests
{
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Check_PositionDrifted_IsRepairedOrReportedOnly(bool isRepairing, bool isSeenByOrders)
    {
        var clock = new FakeTimeProvider();
        await using var market = new Market(s => s with { TimeProvider = clock });
        RecoveryCoordinator engine = await StartAsync(market, clock, c =>
        {
            c.OpenCheckIntervalSeconds = isSeenByOrders ? 1 : null;
            c.PositionCheckIntervalSeconds = isSeenByOrders ? null : 2;
            c.RepairDrift = isRepairing;
        });
        market.Venue.Arrange(new VenueScene
        {
            Account = Market.Account,
            Positions =
            [
                new PositionReport
                {
                    Account = Market.Account, Instrument = Market.Btc.Id, Quantity = 2m, AveragePrice = 50_000m,
                },
            ],
        });
        if (isSeenByOrders)
        {
            market.Venue.PlaceManually(Desk.Order(
                "man-1", Market.Btc.Id, OrderSide.Buy, 1m, limit: 30_000m, strategy: StrategyId.External));
        }

        await clock.DriveUntilAsync(
            () => isRepairing
                ? BookOf(engine, Market.Btc.Id) == 2m
                : engine.LastReport!.Plan!.Diff.Any(static d => d.Kind == DiscrepancyKind.QuantityMismatch),
            "the drift is found",
            engine);
        Assert.Equal(isSeenByOrders, engine.State.FindOrder(new("man-1")) is not null);
        Assert.Equal(isRepairing ? 2m : 1m, BookOf(engine, Market.Btc.Id));
        if (isRepairing)
        {
            await clock.DriveUntilAsync(() => engine.Gate(Market.Btc.Id).IsOpen, "the gate is open");
        }
        else
        {
            Assert.False(engine.Gate(Market.Btc.Id).IsOpen);
            Assert.True(engine.Gate(Market.Eth.Id).IsOpen);
            Assert.Contains(engine.LastReport!.Plan!.Diff, static d => d.Kind == DiscrepancyKind.QuantityMismatch);
        }

        // Exits of another size are canceled first, and are at the venue a moment before they are in the books.
        await clock.DriveUntilAsync(
            () => market.Venue.OpenOrdersOf(Market.Account).Count(Ledger.IsExit) == 2
                && (!isRepairing || Record.Exception(() => Ledger.Agrees(engine, market.Venue)) is null),
            "books and exits are right",
            engine);
        await clock.DriveAsync(InFlightTests.StopAsync(engine));
    }

    [Fact]
    public async Task Check_EngineIsBusyWithAPosition_IsLeftAloneUntilItIsQuiet()
    {
        var clock = new FakeTimeProvider();
        await using var market = new Market(s => s with { TimeProvider = clock });
        RecoveryCoordinator engine = await StartAsync(market, clock, static c =>
        {
            c.PositionCheckThresholdMs = 5_000;
            c.OpenCheckThresholdMs = 5_000;
            c.InflightCheckThresholdMs = 600_000; // on this clock every answer takes long
        });
        Drift(market, 1m);
        for (int i = 0; i < 10; i++)
        {
            await clock.DriveAsync(engine.TradeAsync(
                market.Venue, Desk.Order($"far-{i}", Market.Btc.Id, OrderSide.Buy, 1m, limit: 30_000m)));
            await clock.DriveForAsync(TimeSpan.FromSeconds(2));
            Assert.Equal(1m, BookOf(engine, Market.Btc.Id));
        }

        await clock.DriveUntilAsync(() => BookOf(engine, Market.Btc.Id) == 2m, "the drift is repaired", engine);
        await clock.DriveAsync(InFlightTests.StopAsync(engine));
    }

    [Theory]
    [InlineData("canceled")]
    [InlineData("executed")]
    [InlineData("placed by hand")]
    [InlineData("stop vanished")]
    public async Task Check_OpenOrdersDiffer_AreAlignedAndExitsLookedAfter(string story)
    {
        var clock = new FakeTimeProvider();
        await using var market = new Market(s => s with { TimeProvider = clock });
        RecoveryCoordinator engine = await StartAsync(market, clock, static c => c.PositionCheckIntervalSeconds = null);
        await clock.DriveAsync(engine.TradeAsync(
            market.Venue, Desk.Order("o-2", Market.Btc.Id, OrderSide.Buy, 1m, limit: 49_000m)));
        await clock.DriveForAsync(TimeSpan.FromSeconds(5));
        switch (story)
        {
            case "canceled":
                market.Venue.CancelManually(new("o-2"));
                break;
            case "executed":
                market.Venue.SetPrice(Market.Btc.Id, 48_900m);
                break;
            case "placed by hand":
                market.Venue.PlaceManually(Desk.Order(
                    "man-1", Market.Btc.Id, OrderSide.Sell, 1m, limit: 60_000m, strategy: StrategyId.External));
                break;
            default:
                market.Venue.CancelManually(RestartTests.StopOf(market));
                break;
        }

        await clock.DriveUntilAsync(() => Record.Exception(() =>
            {
                Ledger.Agrees(engine, market.Venue);
                Ledger.HasExitsOnce(engine, market.Venue);
            }) is null, "books and exits are right again",
            engine);
        Assert.Equal(story == "executed" ? 2m : 1m, engine.QuantityOf(Market.Btc.Id));
        await clock.DriveAsync(InFlightTests.StopAsync(engine));
    }

    [Fact]
    public async Task Check_NothingHappens_WritesNothingAndAsksLittle()
    {
        var clock = new FakeTimeProvider();
        await using var market = new Market(s => s with { TimeProvider = clock });
        RecoveryCoordinator engine = await StartAsync(market, clock);
        await clock.DriveForAsync(TimeSpan.FromSeconds(5));
        long sequence = engine.State.Snapshot().Sequence;
        int submitted = market.Venue.SubmitAttempts.Count;
        int fills = market.Venue.Calls[VenueCallKind.Fills];
        await clock.DriveForAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(sequence, engine.State.Snapshot().Sequence);
        Assert.Equal(submitted, market.Venue.SubmitAttempts.Count);
        Assert.Equal(fills, market.Venue.Calls[VenueCallKind.Fills]);
        Assert.InRange(market.Venue.Calls[VenueCallKind.Positions], 20, 60);
        await clock.DriveAsync(InFlightTests.StopAsync(engine));
    }

    [Theory]
    [InlineData(VenueCallKind.OpenOrders)]
    [InlineData(VenueCallKind.Positions)]
    public async Task Check_HangsAtTheVenue_EnginesOrdersGoOn(VenueCallKind call)
    {
        var clock = new FakeTimeProvider();
        await using var market = new Market(s => s with { TimeProvider = clock });
        RecoveryCoordinator engine = await StartAsync(market, clock);
        var hanging = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        market.Venue.BeforeCall = (made, token) =>
        {
            if (made.Kind != call)
            {
                return ValueTask.CompletedTask;
            }

            hanging.TrySetResult();
            return new ValueTask(Task.Delay(Timeout.InfiniteTimeSpan, token));
        };
        await clock.DriveUntilAsync(() => hanging.Task.IsCompleted, "a check hangs");

        // The clock stands: nothing times out, so that only an order path of its own lets these through.
        for (int i = 0; i < 20; i++)
        {
            IntentResult permit = await engine.TradeAsync(
                market.Venue, Desk.Order($"n-{i}", Market.Eth.Id, OrderSide.Buy, 1m))
                .WaitAsync(TimeSpan.FromSeconds(20));
            Assert.True(permit.IsGranted, permit.Decision.Explanation);
        }

        Assert.Equal(20m, engine.QuantityOf(Market.Eth.Id));
        market.Venue.BeforeCall = null;
        await clock.DriveAsync(InFlightTests.StopAsync(engine));
    }

    [Fact]
    public async Task Reconcile_WhileChecksRun_DoesNotWaitForTheirInterval()
    {
        var clock = new FakeTimeProvider();
        await using var market = new Market(s => s with { TimeProvider = clock });
        RecoveryCoordinator engine = await StartAsync(market, clock, static c =>
        {
            c.OpenCheckIntervalSeconds = 3_600;
            c.PositionCheckIntervalSeconds = 3_600;
        });
        Drift(market, 1m);
        TimeSpan before = clock.Elapsed;
        await clock.DriveAsync(engine.ReconcileAsync(ReconcileScope.Everything));
        Assert.InRange(clock.Elapsed - before, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.Equal(2m, BookOf(engine, Market.Btc.Id));
        await clock.DriveAsync(InFlightTests.StopAsync(engine));
    }

    [Fact]
    public async Task Check_VenueIsDownForAWhile_GoesOnAfterwards()
    {
        var clock = new FakeTimeProvider();
        await using var market = new Market(s => s with { TimeProvider = clock });
        RecoveryCoordinator engine = await StartAsync(market, clock);
        market.Venue.Plant(VenueFault.Outage);
        await clock.DriveForAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(1m, BookOf(engine, Market.Btc.Id));
        market.Venue.Heal();
        Drift(market, 1m);
        await clock.DriveUntilAsync(() => BookOf(engine, Market.Btc.Id) == 2m, "the drift is repaired", engine);
        await clock.DriveAsync(InFlightTests.StopAsync(engine));
    }

    [Theory]
    [InlineData(VenueCallKind.OpenOrders, 1)]
    [InlineData(VenueCallKind.OpenOrders, null)]
    [InlineData(VenueCallKind.Positions, 1)]
    public async Task Check_AccountStaysSilent_EntriesAreShutUntilItIsReadAgain(VenueCallKind call, int? positionCheck)
    {
        var clock = new FakeTimeProvider();
        await using var market = new Market(s => s with { TimeProvider = clock });
        RecoveryCoordinator engine = await StartAsync(market, clock, c =>
        {
            c.PositionCheckIntervalSeconds = positionCheck;
            c.UnansweredChecks = 3;
        });
        market.Venue.Plant(new VenueFault { Kind = VenueFaultKind.AnswerFailed, Call = call, Times = null });
        await clock.DriveUntilAsync(() => !engine.Gate(Market.Btc.Id).IsOpen, "entries are shut", engine);
        Assert.Equal(GateReason.Unverified, engine.Gate(Market.Btc.Id).Reason);
        Assert.Contains("in a row", engine.Gate(Market.Btc.Id).Explanation, StringComparison.Ordinal);
        Assert.False(engine.Gate(Market.Eth.Id).IsOpen);
        Assert.True(engine.Gate(Market.Btc.Id, OrderAction.Exit).IsOpen);

        market.Venue.Heal();
        await clock.DriveUntilAsync(
            () => engine.Gate(Market.Btc.Id).IsOpen && engine.Gate(Market.Eth.Id).IsOpen, "entries are open", engine);
        await clock.DriveAsync(InFlightTests.StopAsync(engine));
    }

    [Fact]
    public async Task Check_LooksCloser_KeepsToTheShareOfTheChecks()
    {
        var clock = new FakeTimeProvider();
        await using var market = new Market(s => s with { TimeProvider = clock });
        RecoveryCoordinator engine = await StartAsync(market, clock, static c =>
        {
            c.OpenCheckIntervalSeconds = 30;
            c.PositionCheckIntervalSeconds = 30;
            c.PositionCheckRetries = 1;
            c.QueriesPerSecond = 1;
        });
        Drift(market, 1m);
        var asked = new List<TimeSpan>();
        market.Venue.BeforeCall = (call, _) =>
        {
            if (call.Kind is not (VenueCallKind.Submit or VenueCallKind.Cancel))
            {
                lock (asked)
                {
                    asked.Add(clock.Elapsed);
                }
            }

            return ValueTask.CompletedTask;
        };
        await clock.DriveUntilAsync(() => BookOf(engine, Market.Btc.Id) == 2m, "the drift is repaired", engine);

        Assert.InRange(asked.Count, 6, 100);
        Assert.All(
            Enumerable.Range(0, asked.Count - 3), // two are saved up
            i => Assert.True(asked[i + 3] - asked[i] >= TimeSpan.FromSeconds(0.9), string.Join(' ', asked)));
        market.Venue.BeforeCall = null;
        await clock.DriveAsync(InFlightTests.StopAsync(engine));
    }

    /// <summary>A running engine with 1 BTC and its exits.</summary>
    private static async Task<RecoveryCoordinator> StartAsync(
        Market market, FakeTimeProvider clock, Action<CheckOptions>? change = null)
    {
        RecoveryCoordinator engine = market.NewCoordinator(
            [new TrendStrategy()], Desk.CheckingOptions(change), clock: clock);
        (await clock.DriveAsync(engine.StartAsync())).IsReady();
        Assert.True((await clock.DriveAsync(engine.TradeAsync(
            market.Venue, Desk.Order("o-1", Market.Btc.Id, OrderSide.Buy, 1m)))).IsGranted);
        (await clock.DriveAsync(engine.ReconcileAsync(ReconcileScope.Everything))).IsReady();
        Ledger.HasExitsOnce(engine, market.Venue);
        return engine;
    }

    /// <summary>Somebody buys without the engine's knowledge.</summary>
    private static void Drift(Market market, decimal quantity) =>
        market.Venue.PlaceManually(Market.Account, Market.Btc.Id, OrderSide.Buy, quantity);

    private static decimal BookOf(RecoveryCoordinator engine, InstrumentId instrument) => engine.State.Snapshot()
        .AccountBooks.Where(b => b.Key.Instrument == instrument).Sum(static b => b.Quantity);
}
