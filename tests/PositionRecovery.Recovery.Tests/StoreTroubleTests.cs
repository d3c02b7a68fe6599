using PositionRecovery.Testing;

namespace PositionRecovery.Recovery.Tests;

/// <summary>The store is down, at the start, in the middle, and while running.</summary>
public sealed class StoreTroubleTests
{
    [Theory]
    [InlineData(StoreCall.Open, true)]
    [InlineData(StoreCall.Open, false)]
    [InlineData(StoreCall.Load, true)]
    [InlineData(StoreCall.Load, false)]
    public async Task Start_StoreIsDown_FailsWithTheGateShutAndWorksLater(StoreCall call, bool isTransient)
    {
        await using var market = new Market();
        await RestartTests.LiveAsync(market);
        var store = new FaultyPositionStore(market.OpenStore());
        store.Plant(new StoreFault
        {
            Call = call, Kind = StoreFaultKind.FailBefore, Times = 1_000, IsTransient = isTransient,
        });
        RecoveryOptions options = Market.Options();
        options.State.OpenTimeout = TimeSpan.FromMilliseconds(300);
        Engine engine = market.NewEngine(options: options, store: store);

        RecoveryReport report = await engine.StartAsync();
        Assert.Equal((RecoveryOutcome.Failed, RecoveryPhase.Failed), (report.Outcome, engine.Coordinator.Phase));
        Assert.Contains(report.Problems, static p => p.Contains("Planted", StringComparison.Ordinal));
        Assert.False(engine.Coordinator.Gate(Market.Btc.Id).IsOpen);
        Assert.False((await engine.TradeAsync("n-1", Market.Eth.Id, OrderSide.Buy, 1m)).IsGranted);
        Assert.DoesNotContain(market.Venue.SubmitAttempts, static a => a.Submission.Order.Id.Value == "n-1");

        store.Heal();
        (await engine.StartAsync()).IsReady();
        Truth.Holds(market, engine);
        Assert.True((await engine.TradeAsync("n-2", Market.Eth.Id, OrderSide.Buy, 1m)).IsGranted);
    }

    [Theory]
    [InlineData(StoreFaultKind.FailBefore)]
    [InlineData(StoreFaultKind.FailAfter)]
    public async Task Start_EachCommitFailsOnce_IsReadyAllTheSame(StoreFaultKind kind)
    {
        await using var market = new Market();
        await RestartTests.LiveAsync(market);
        market.Venue.SetPrice(Market.Btc.Id, 48_900m);
        var store = new FaultyPositionStore(market.OpenStore());
        for (int nth = 1; nth < 40; nth += 2)
        {
            store.Plant(new StoreFault { Call = StoreCall.Commit, Kind = kind, Nth = nth });
        }

        Engine engine = market.NewEngine(store: store);
        (await engine.StartAsync()).IsReady();
        Ledger.Agrees(engine.Coordinator, market.Venue);
        Ledger.HasExitsOnce(engine.Coordinator, market.Venue);
        await engine.StopAsync();
        await ProvenAsync(market);
    }

    [Fact]
    public async Task Start_StoreGoesDownForGoodInTheMiddle_NothingIsSentWithoutADurableIntent()
    {
        for (int nth = 1; nth <= 6; nth++)
        {
            await using var market = new Market();
            await RestartTests.LiveAsync(market, hasEntry: false);
            market.Venue.CancelManually(RestartTests.StopOf(market));
            int sent = market.Venue.AcceptedOrders.Count;
            var store = new FaultyPositionStore(market.OpenStore());
            store.Plant(new StoreFault
            {
                Call = StoreCall.Commit, Kind = StoreFaultKind.FailBefore, Nth = nth, Times = 100_000,
            });
            RecoveryOptions options = Market.Options();
            options.MaxRecoveryTime = TimeSpan.FromSeconds(1);
            options.State.IntentTimeout = TimeSpan.FromMilliseconds(200);
            Engine engine = market.NewEngine(options: options, store: store);
            RecoveryReport report = await engine.StartAsync();
            Assert.NotEqual(RecoveryOutcome.Ready, report.Outcome);
            engine.Kill();
            IReadOnlyList<JournalEntry> journal = await market.JournalAsync();
            Assert.All(market.Venue.AcceptedOrders.Skip(sent), o => Assert.Contains(
                journal, e => e.Event is OrderIntendedEvent { Intent.Id: var id } && id == o.Id));

            Engine later = market.NewEngine();
            (await later.StartAsync()).IsReady();
            Truth.Holds(market, later);
            await later.StopAsync();
        }
    }

    [Fact]
    public async Task Running_StoreIsDown_FactsAreHeldAndIntentsRefused()
    {
        await using var market = new Market();
        var store = new FaultyPositionStore(market.OpenStore());
        RecoveryOptions options = Market.Options();
        options.State.IntentTimeout = TimeSpan.FromMilliseconds(200);
        Engine engine = market.NewEngine(options: options, store: store);
        (await engine.StartAsync()).IsReady();
        Assert.True((await engine.TradeAsync("o-1", Market.Btc.Id, OrderSide.Buy, 1m, limit: 49_000m)).IsGranted);
        store.Plant(new StoreFault
        {
            Call = StoreCall.Commit, Kind = StoreFaultKind.FailBefore, Nth = store.CountOf(StoreCall.Commit) + 1,
            Times = 100_000,
        });
        market.Venue.SetPrice(Market.Btc.Id, 48_900m);
        FillReport fill = market.Venue.FillsOf(Market.Account).Single();
        Assert.True(engine.Coordinator.State.TryRecord(new OrderFilledEvent
        {
            At = fill.At, Fill = Desk.Fill(Desk.Order("o-1", Market.Btc.Id, OrderSide.Buy, 1m), fill),
        }));
        IntentResult refused = await engine.TradeAsync("o-2", Market.Btc.Id, OrderSide.Buy, 1m);
        Assert.False(refused.IsGranted);

        store.Heal();
        await engine.Coordinator.State.FlushAsync();
        (await engine.Coordinator.ReconcileAsync(ReconcileScope.Everything)).IsReady();
        Truth.Holds(market, engine);
        Ledger.Agrees(engine.Coordinator, market.Venue);
        Assert.Single(market.Venue.SubmitAttempts, static a => a.Submission.Order.Id.Value.StartsWith('o'));
        await engine.StopAsync();
        await ProvenAsync(market);
    }

    /// <summary>The first commit takes longer than anybody waits: as long as a recovery may take, or longer than the
    /// state itself has patience.</summary>
    [Theory]
    [InlineData(1, 600)]
    [InlineData(600, 1)]
    public async Task Start_FirstCommitIsSlow_CanBeRepeated(int recoverySeconds, int leaseSeconds)
    {
        await using var market = new Market();
        await RestartTests.LiveAsync(market);
        var store = new FaultyPositionStore(market.OpenStore());
        store.Plant(new StoreFault
        {
            Call = StoreCall.Commit, Kind = StoreFaultKind.FailBefore, Times = 1_000_000, IsTransient = true,
        });
        RecoveryOptions options = Market.Options();
        options.MaxRecoveryTime = TimeSpan.FromSeconds(recoverySeconds);
        options.State.OpenTimeout = TimeSpan.Zero;
        options.State.StoreTimeout = TimeSpan.FromMilliseconds(500);
        options.State.LeaseTime = TimeSpan.FromSeconds(leaseSeconds);
        Engine engine = market.NewEngine(options: options, store: store);
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(RecoveryOutcome.Failed, (await engine.StartAsync()).Outcome);
            Assert.False(engine.Coordinator.Gate(Market.Btc.Id).IsOpen);
        }

        store.Heal();
        await Desk.UntilAsync(() => engine.Coordinator.State.Health.IsHealthy, "the first commit lands");
        RecoveryReport report = await engine.StartAsync();
        report.IsReady();
        Truth.Holds(market, engine);
        await engine.StopAsync();
        await ProvenAsync(market);
    }

    [Fact]
    public async Task Dispose_StopWaitsForAStoreThatIsDown_Ends()
    {
        await using var market = new Market();
        await RestartTests.LiveAsync(market);
        var store = new FaultyPositionStore(market.OpenStore());
        RecoveryOptions options = Market.Options();
        options.MaxRecoveryTime = TimeSpan.FromSeconds(5);
        Engine engine = market.NewEngine(options: options, store: store);
        (await engine.StartAsync()).IsReady();
        store.Plant(new StoreFault
        {
            Call = StoreCall.Commit, Kind = StoreFaultKind.FailBefore, Nth = store.CountOf(StoreCall.Commit) + 1,
            Times = 1_000_000, IsTransient = true,
        });

        Task stop = engine.Coordinator.StopAsync();
        await engine.Coordinator.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60));

        await Assert.ThrowsAsync<InvalidOperationException>(() => stop);
        Assert.Equal(GateReason.Stopped, engine.Coordinator.Gate(Market.Btc.Id, OrderAction.Exit).Reason);
        Assert.Equal(RecoveryPhase.Stopped, engine.Coordinator.Phase);
    }

    [Fact]
    public async Task Dispose_WhileItStops_LetsItEndInOrder()
    {
        await using var market = new Market();
        Engine engine = market.NewEngine();
        (await engine.StartAsync()).IsReady();

        Task stop = engine.Coordinator.StopAsync();
        await engine.Coordinator.DisposeAsync();

        await stop;
        Assert.Contains(await market.JournalAsync(), static e => e.Event is SessionStoppedEvent);
    }

    private static async Task ProvenAsync(Market market)
    {
        StateVerification verified = await new StateReader(market.OpenStore(), new("desk-7"), null).VerifyAsync(null);
        Assert.True(verified.IsIntact, string.Join("\n", verified.Differences));
    }
}
