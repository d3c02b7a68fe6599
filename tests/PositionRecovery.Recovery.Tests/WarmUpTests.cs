using PositionRecovery.Testing;

namespace PositionRecovery.Recovery.Tests;

/// <summary>Past prices come back in order and whole, or the strategy waits, and no other does.</summary>
public sealed class WarmUpTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly WarmupRequest TwoHours = new()
    {
        Instrument = Market.Btc.Id, BarSize = Minute, Lookback = TimeSpan.FromHours(2),
    };

    [Fact]
    public async Task Start_AfterACrash_IndicatorsAreThoseOfAnUninterruptedRun()
    {
        var clock = new FakeTimeProvider();
        await using Market market = NewMarket(clock);
        var never = new AverageStrategy(new("uninterrupted"));
        RecoveryCoordinator steady = market.NewCoordinator([never], Desk.PatientOptions(), clock: clock);
        (await clock.DriveAsync(steady.StartAsync())).IsReady();
        await steady.DisposeAsync();

        for (int crash = 0; crash < 3; crash++)
        {
            clock.Advance(TimeSpan.FromMinutes(37.3));
            var back = new AverageStrategy(TrendStrategy.Name);
            RecoveryCoordinator engine = market.NewCoordinator([back], Desk.PatientOptions(), clock: clock);
            RecoveryReport report = await clock.DriveAsync(engine.StartAsync());
            report.IsReady();
            Assert.InRange(report.Strategies.Single().Warmup!.Bars, 119, 120);
            await FeedAsync(market, never, never.Latest(1)[0].CloseTime, back.Latest(1)[0].CloseTime);
            Assert.Equal(never.Latest(60), back.Latest(60));
            Assert.Equal(never.Average(60), back.Average(60));
            await engine.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(VenueFaultKind.Duplicate)]
    [InlineData(VenueFaultKind.Delay)]
    public async Task Start_HistoryIsUntidyButWhole_IndicatorsAreRight(VenueFaultKind kind)
    {
        var clock = new FakeTimeProvider();
        await using Market market = NewMarket(clock);
        var clean = new AverageStrategy(new("clean"));
        var untidy = new AverageStrategy(TrendStrategy.Name);
        DateTimeOffset now = clock.GetUtcNow();
        await FeedAsync(market, clean, now - TwoHours.Lookback!.Value, now);
        market.Venue.Plant(new VenueFault
        {
            Kind = kind, Call = VenueCallKind.Bars, Times = null, Time = TimeSpan.FromMilliseconds(1),
        });
        RecoveryCoordinator engine = market.NewCoordinator([untidy], Desk.PatientOptions(), clock: clock);
        (await clock.DriveAsync(engine.StartAsync())).IsReady();
        Assert.Equal(clean.Latest(100), untidy.Latest(100));
    }

    [Fact]
    public async Task Start_HistoryHasAGapOnce_IsAskedAgainAndReady()
    {
        var clock = new FakeTimeProvider();
        await using Market market = NewMarket(clock);
        market.Venue.Plant(new VenueFault { Kind = VenueFaultKind.Withhold, Call = VenueCallKind.Bars });
        var strategy = new AverageStrategy(TrendStrategy.Name);
        RecoveryCoordinator engine = market.NewCoordinator([strategy], Desk.PatientOptions(), clock: clock);
        (await clock.DriveAsync(engine.StartAsync())).IsReady();
        Assert.InRange(strategy.Latest(1_000).Length, 119, 120);
    }

    [Theory]
    [InlineData(null, "has no")]
    [InlineData(VenueFaultKind.Reorder, "came after")]
    [InlineData(VenueFaultKind.Fail, "cannot be read")]
    [InlineData(VenueFaultKind.HangBefore, "did not return within")]
    public async Task Start_HistoryOfOneStrategyIsNotWhole_ParksThatStrategyOnly(VenueFaultKind? kind, string why)
    {
        var clock = new FakeTimeProvider();
        await using Market market = NewMarket(clock);
        var history = new GappyHistory(market.Venue) { Missing = kind is null ? Market.Btc.Id : null };
        if (kind is { } fault)
        {
            market.Venue.Plant(new VenueFault
            {
                Kind = fault, Call = VenueCallKind.Bars, Instrument = Market.Btc.Id, Times = null,
            });
        }

        RecoveryOptions options = Desk.PatientOptions();
        options.MaxWarmupTime = TimeSpan.FromMinutes(5);
        var needy = new AverageStrategy(TrendStrategy.Name);
        var other = new TrendStrategy(Desk.Second, [TwoHours with { Instrument = Market.Eth.Id }]);
        RecoveryCoordinator engine = market.NewCoordinator(
            [needy, other],
            options,
            [new VenuePorts { Reports = market.Venue, Orders = market.Venue, History = history }],
            clock: clock);
        RecoveryReport report = await clock.DriveAsync(engine.StartAsync());
        Assert.True(report.Outcome == RecoveryOutcome.Degraded, report.Words());
        Assert.Contains(why, report.Strategies.Single(static s => s.Strategy == TrendStrategy.Name).Problem);
        Assert.False(needy.IsReady);
        Assert.Equal(GateReason.StrategyNotReady, engine.Gate(Market.Btc.Id).Reason);
        Assert.True(engine.Gate(Market.Btc.Id, OrderAction.Exit).IsOpen);
        Assert.True(other.IsReady);
        Assert.InRange(other.Bars.Count, 119, 120);
        Assert.True((await clock.DriveAsync(engine.TradeAsync(
            market.Venue, Desk.Order("n-1", Market.Btc.Id, OrderSide.Buy, 1m, strategy: Desk.Second)))).IsGranted);

        market.Venue.Heal();
        history.Missing = null;
        await clock.DriveAsync(engine.ReconcileAsync(ReconcileScope.Everything));
        Assert.True(needy.IsReady);
        Assert.True(engine.Gate(Market.Btc.Id).IsOpen, engine.Gate(Market.Btc.Id).Explanation);
        Assert.InRange(needy.Latest(1_000).Length, 119, 120);
        Ledger.HasExitsOnce(engine, market.Venue);
    }

    [Fact]
    public async Task Check_HistoryComesBackAfterManyTries_StrategyIsReady()
    {
        var clock = new FakeTimeProvider();
        await using Market market = NewMarket(clock);
        var history = new GappyHistory(market.Venue) { Missing = Market.Btc.Id };
        RecoveryOptions options = Desk.CheckingOptions();
        options.State.LeaseTime = TimeSpan.FromHours(1);
        options.HookRetries = 1;
        var strategy = new AverageStrategy(TrendStrategy.Name);
        RecoveryCoordinator engine = market.NewCoordinator(
            [strategy],
            options,
            [new VenuePorts { Reports = market.Venue, Orders = market.Venue, History = history }],
            clock: clock);
        await clock.DriveAsync(engine.StartAsync());
        await clock.DriveUntilAsync(() => history.Reads >= 8, "it is tried again and again", engine);
        Assert.False(strategy.IsReady);

        history.Missing = null;
        await clock.DriveUntilAsync(() => engine.Gate(Market.Btc.Id).IsOpen, "the strategy is ready", engine);
        Assert.True(strategy.IsReady);
        await clock.DriveAsync(InFlightTests.StopAsync(engine));
    }

    [Fact]
    public async Task Start_SeveralRequests_BarsComeInOneOrder()
    {
        var clock = new FakeTimeProvider();
        await using Market market = NewMarket(clock);
        var strategy = new TrendStrategy(
            TwoHours, TwoHours with { Instrument = Market.Eth.Id }, TwoHours with { BarSize = TimeSpan.FromMinutes(15) });
        RecoveryCoordinator engine = market.NewCoordinator([strategy], Desk.PatientOptions(), clock: clock);
        (await clock.DriveAsync(engine.StartAsync())).IsReady();
        Assert.InRange(strategy.Bars.Count, 119 + 119 + 7, 120 + 120 + 8);
        Assert.Equal(strategy.Bars.Select(static b => b.CloseTime).Order(), strategy.Bars.Select(static b => b.CloseTime));
        Assert.Equal((strategy.Bars.Count, true), (strategy.Warmup!.Bars, strategy.Warmup.IsComplete));
    }

    private static Market NewMarket(FakeTimeProvider clock) => new(s => s with
    {
        TimeProvider = clock,
        PriceOf = static (instrument, at) => Math.Round(
            (instrument == Market.Btc.Id ? 50_000m : 2_000m)
                * (1m + ((decimal)Math.Sin(at.UtcTicks / (double)TimeSpan.FromMinutes(17).Ticks) / 100m)), 2),
    });

    /// <summary>Bars as a live feed would have brought them.</summary>
    private static async Task FeedAsync(Market market, AverageStrategy to, DateTimeOffset from, DateTimeOffset until)
    {
        await foreach (HistoricalBar bar in market.Venue.ReadBarsAsync(
            TwoHours with { Lookback = until - from + Minute }, until, CancellationToken.None))
        {
            to.Take(bar);
        }
    }

    /// <summary>Past prices that lack a quarter of an hour, however often they are asked for.</summary>
    private sealed class GappyHistory(IHistoricalDataProvider whole) : IHistoricalDataProvider
    {
        public InstrumentId? Missing { get; set; }

        public int Reads { get; private set; }

        public IAsyncEnumerable<HistoricalBar> ReadBarsAsync(
            WarmupRequest request, DateTimeOffset until, CancellationToken cancellationToken)
        {
            Reads++;
            return whole.ReadBarsAsync(request, until, cancellationToken)
                .Where(b => b.Instrument != Missing || b.OpenTime.Minute >= 15);
        }
    }

    /// <summary>A moving average over closing prices.</summary>
    private sealed class AverageStrategy(StrategyId id)
        : RecoverableStrategy(new StrategyProfile { Id = id, Warmup = [TwoHours] })
    {
        private readonly SortedDictionary<DateTimeOffset, HistoricalBar> _bars = [];

        public bool IsReady { get; private set; }

        public void Take(HistoricalBar bar) => _bars[bar.OpenTime] = bar;

        public HistoricalBar[] Latest(int count) => [.. _bars.Values.TakeLast(count)];

        public decimal Average(int count) => Latest(count).Average(static b => b.Close);

        protected override ExitPlan PlanExits(ExitContext context) => ExitPlan.None;

        protected override void OnWarmupBar(HistoricalBar bar) => Take(bar);

        protected override ValueTask OnReadyAsync(CancellationToken cancellationToken)
        {
            IsReady = true;
            return ValueTask.CompletedTask;
        }
    }
}
