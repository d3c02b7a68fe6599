namespace PositionRecovery.Recovery.Tests;

/// <summary>Strategies that misbehave harm themselves only.</summary>
public sealed class HookTests
{
    public enum Hook
    {
        Recovered,
        Exits,
        Ready,
    }

    public enum Misdeed
    {
        Throw,
        Hang,
        HangAndBlock,
        Null,
    }

    [Theory]
    [InlineData(Hook.Recovered, Misdeed.Throw)]
    [InlineData(Hook.Recovered, Misdeed.Hang)]
    [InlineData(Hook.Recovered, Misdeed.HangAndBlock)]
    [InlineData(Hook.Exits, Misdeed.Throw)]
    [InlineData(Hook.Exits, Misdeed.HangAndBlock)]
    [InlineData(Hook.Ready, Misdeed.Throw)]
    [InlineData(Hook.Ready, Misdeed.Hang)]
    public async Task Start_HookFails_ParksThatStrategyOnlyUntilItWorksAgain(Hook hook, Misdeed misdeed)
    {
        await using Market market = await TwoPositionsAsync();
        using var bad = new BadStrategy(TrendStrategy.Name) { Hook = hook, Misdeed = misdeed };
        var good = new TrendStrategy(Desk.Second, []);
        RecoveryOptions options = Market.Options();
        options.HookTimeout = TimeSpan.FromMilliseconds(100);
        RecoveryCoordinator engine = market.NewCoordinator([bad, good], options);
        RecoveryReport report = await engine.StartAsync();
        Assert.True(report.Outcome == RecoveryOutcome.Degraded, report.Words());
        StrategyReport parked = report.Strategies.Single(static s => s.Strategy == TrendStrategy.Name);
        Assert.False(parked.IsReady);
        Assert.Contains(misdeed == Misdeed.Throw ? "threw" : "did not return", parked.Problem);
        Assert.Contains(report.Problems, static p => p.Contains("'trend' is parked", StringComparison.Ordinal));
        Assert.Equal(GateReason.StrategyNotReady, engine.Gate(Market.Btc.Id).Reason);
        Assert.True(engine.Gate(Market.Btc.Id, OrderAction.Exit).IsOpen);
        Assert.True(good.IsReady);
        Assert.Equal(2, ExitsOf(market, Market.Eth.Id));
        Assert.Equal(hook == Hook.Ready ? 2 : 0, ExitsOf(market, Market.Btc.Id));
        Assert.Equal(
            hook == Hook.Ready ? [] : [Market.Btc.Id], engine.Unprotected.Select(static u => u.Key.Instrument));
        Assert.True((await engine.TradeAsync(market.Venue, Desk.Order(
            "n-1", Market.Eth.Id, OrderSide.Buy, 1m, strategy: Desk.Second))).IsGranted);

        bad.Behave();
        await Desk.UntilAsync(() => bad.Running == 0, "the hook returned");
        await ReconcileUntilReadyAsync(engine, () => engine.Gate(Market.Btc.Id).IsOpen);
        Ledger.Agrees(engine, market.Venue);
        Ledger.HasExitsOnce(engine, market.Venue);
    }

    [Theory]
    [InlineData(Misdeed.Null)]
    [InlineData(Misdeed.Throw)]
    public async Task Start_PlanExitsGivesNothing_PositionIsUnprotectedAndExitsStay(Misdeed misdeed)
    {
        await using Market market = await TwoPositionsAsync();
        RecoveryCoordinator first = market.NewCoordinator([new TrendStrategy(), new TrendStrategy(Desk.Second, [])]);
        (await first.StartAsync()).IsReady();
        Assert.Equal(2, ExitsOf(market, Market.Btc.Id));
        await first.DisposeAsync();

        var strategy = new TrendStrategy
        {
            Exits = _ => misdeed == Misdeed.Null ? null! : throw new InvalidOperationException("no idea"),
        };
        RecoveryCoordinator engine = market.NewCoordinator([strategy, new TrendStrategy(Desk.Second, [])]);
        await engine.StartAsync();
        Assert.Equal(2, ExitsOf(market, Market.Btc.Id));
        Assert.Equal(Market.Btc.Id, Assert.Single(engine.Unprotected).Key.Instrument);
        Assert.Equal(2, ExitsOf(market, Market.Eth.Id));
    }

    [Fact]
    public async Task Start_PlanExitsIsUndecided_StrategyTradesAndThePositionIsNamedUnprotected()
    {
        await using Market market = await TwoPositionsAsync();
        var strategy = new TrendStrategy { Exits = static _ => ExitPlan.Undecided("the model is not loaded") };
        RecoveryCoordinator engine = market.NewCoordinator([strategy, new TrendStrategy(Desk.Second, [])]);
        RecoveryReport report = await engine.StartAsync();
        Assert.True(strategy.IsReady);
        Assert.Equal(0, ExitsOf(market, Market.Btc.Id));
        UnprotectedExposure exposure = Assert.Single(report.Unprotected);
        Assert.Equal((Market.Btc.Id, 1m), (exposure.Key.Instrument, exposure.Quantity));
        Assert.Contains("the model is not loaded", exposure.Reason);

        strategy.Exits = null;
        (await engine.ReconcileAsync(ReconcileScope.Everything)).IsReady();
        Ledger.HasExitsOnce(engine, market.Venue);
    }

    [Fact]
    public async Task Start_HookTradesWhileItIsRecovered_IsRefusedAndNothingHangs()
    {
        await using Market market = await TwoPositionsAsync();
        using var eager = new BadStrategy(TrendStrategy.Name);
        RecoveryCoordinator engine = market.NewCoordinator([eager, new TrendStrategy(Desk.Second, [])]);
        eager.Entering = () => engine.State.IntendAsync(Desk.Order("e-1", Market.Btc.Id, OrderSide.Buy, 1m)).AsTask();
        eager.Reading = () => engine.State.Snapshot();
        eager.Reconciling = () => engine.ReconcileAsync(ReconcileScope.Everything);
        (await engine.StartAsync()).IsReady();
        Assert.All(eager.Answers, static a => Assert.Equal(GateReason.NotReady, a.Decision.Reason));
        Assert.Equal(2, eager.Answers.Count);
        Assert.IsType<InvalidOperationException>(eager.Thrown);
        Assert.Equal(1m, eager.Seen);
        Assert.DoesNotContain(market.Venue.SubmitAttempts, static a => a.Submission.Order.Id.Value == "e-1");
        Ledger.HasExitsOnce(engine, market.Venue);
    }

    [Fact]
    public async Task Stop_HookHangs_EndsAllTheSame()
    {
        await using var market = new Market();
        using var bad = new BadStrategy(TrendStrategy.Name) { HangsAtTheEnd = true };
        RecoveryOptions options = Market.Options();
        options.HookTimeout = TimeSpan.FromMilliseconds(100);
        RecoveryCoordinator engine = market.NewCoordinator([bad], options);
        (await engine.StartAsync()).IsReady();
        await engine.StopAsync();
        Assert.Equal(RecoveryPhase.Stopped, engine.Phase);
        Assert.Contains(await market.JournalAsync(), static e => e.Event is SessionStoppedEvent);
    }

    private static int ExitsOf(Market market, InstrumentId instrument) =>
        market.Venue.OpenOrdersOf(Market.Account).Count(o => o.Instrument == instrument && Ledger.IsExit(o));

    /// <summary>Two strategies with a position each, without exits, and a crash.</summary>
    private static async Task<Market> TwoPositionsAsync()
    {
        var market = new Market();
        RecoveryCoordinator engine = market.NewCoordinator([new TrendStrategy(), new TrendStrategy(Desk.Second, [])]);
        (await engine.StartAsync()).IsReady();
        await engine.TradeAsync(market.Venue, Desk.Order("o-1", Market.Btc.Id, OrderSide.Buy, 1m));
        await engine.TradeAsync(
            market.Venue, Desk.Order("o-2", Market.Eth.Id, OrderSide.Buy, 2m, strategy: Desk.Second));
        await engine.DisposeAsync();
        return market;
    }

    private static async Task ReconcileUntilReadyAsync(RecoveryCoordinator engine, Func<bool> condition)
    {
        for (int pass = 0; pass < 3 && !condition(); pass++)
        {
            await engine.ReconcileAsync(ReconcileScope.Everything);
        }

        Assert.True(condition(), engine.LastReport!.Words());
    }

    private sealed class BadStrategy(StrategyId id) : IRecoverableStrategy, IStoppableStrategy, IDisposable
    {
        private readonly ManualResetEventSlim _block = new();
        private readonly TaskCompletionSource _hang = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile bool _behaves;
        private int _running;

        public Hook? Hook { get; init; }

        public Misdeed Misdeed { get; init; }

        public bool HangsAtTheEnd { get; init; }

        public Func<Task<IntentResult>>? Entering { get; set; }

        public Func<CachedSnapshot>? Reading { get; set; }

        public Func<Task>? Reconciling { get; set; }

        public List<IntentResult> Answers { get; } = [];

        public decimal Seen { get; private set; }

        public Exception? Thrown { get; private set; }

        public int Running => Volatile.Read(ref _running);

        public StrategyProfile Profile { get; } = new() { Id = id };

        public void Behave()
        {
            _behaves = true;
            _block.Set();
            _hang.TrySetResult();
        }

        public async ValueTask OnRecoveredAsync(RecoveredState state, CancellationToken cancellationToken)
        {
            await TryEnterAsync();
            if (Reading is { } read)
            {
                Seen = read().Positions.Where(p => p.Key.Strategy == Profile.Id).Sum(static p => p.Quantity);
            }

            if (Reconciling is { } reconcile)
            {
                Thrown = await Record.ExceptionAsync(reconcile);
            }

            await MisbehaveAsync(HookTests.Hook.Recovered);
        }

        public ExitPlan PlanExits(ExitContext context)
        {
            MisbehaveAsync(HookTests.Hook.Exits).GetAwaiter().GetResult();
            decimal entry = context.Position.AveragePrice!.Value;
            return ExitPlan.OneCancelsOther(
                ExitLeg.Stop("sl", entry * 0.95m), ExitLeg.TakeProfit("tp", entry * 1.1m));
        }

        public async ValueTask OnWarmupAsync(IAsyncEnumerable<HistoricalBar> bars, CancellationToken cancellationToken)
        {
            await foreach (HistoricalBar _ in bars.WithCancellation(cancellationToken))
            {
                Assert.Fail("nothing was asked for");
            }
        }

        public async ValueTask OnReadyAsync(CancellationToken cancellationToken)
        {
            await TryEnterAsync();
            await MisbehaveAsync(HookTests.Hook.Ready);
        }

        public ValueTask OnStopAsync(CancellationToken cancellationToken) =>
            HangsAtTheEnd ? new(_hang.Task) : ValueTask.CompletedTask;

        public void Dispose()
        {
            Behave();
            _block.Dispose();
        }

        private async Task TryEnterAsync()
        {
            if (Entering is { } enter)
            {
                Answers.Add(await enter());
            }
        }

        private async Task MisbehaveAsync(Hook hook)
        {
            if (hook != Hook || _behaves)
            {
                return;
            }

            Interlocked.Increment(ref _running);
            try
            {
                switch (Misdeed)
                {
                    case Misdeed.Throw:
                        throw new InvalidOperationException("a mistake of the author");
                    case Misdeed.Hang:
                        await _hang.Task;
                        break;
                    case Misdeed.HangAndBlock:
                        _block.Wait();
                        break;
                }
            }
            finally
            {
                Interlocked.Decrement(ref _running);
            }
        }
    }
}
