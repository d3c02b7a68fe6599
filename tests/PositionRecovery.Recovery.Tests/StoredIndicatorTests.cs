using PositionRecovery.Testing;

namespace PositionRecovery.Recovery.Tests;

/// <summary>Indicators go on from what was stored where history bears it out, and are right in any case.</summary>
public sealed class StoredIndicatorTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Market _market;
    private readonly RecoveryOptions _options = Desk.PatientOptions();

    public StoredIndicatorTests() => _market = new Market(s => s with
    {
        TimeProvider = _clock,
        PriceOf = static (_, at) => Math.Round(
            50_000m * (1m + ((decimal)Math.Sin(at.UtcTicks / (double)TimeSpan.FromMinutes(17).Ticks) / 100m)), 2),
    });

    public ValueTask DisposeAsync() => _market.DisposeAsync();

    [Fact]
    public async Task Start_AfterAStop_GoesOnFromStoredIndicatorsAndReadsLess()
    {
        await LiveAsync(isStopped: true);
        _clock.Advance(TimeSpan.FromMinutes(5.3));

        (AverageOfAnHour back, WarmupResult warmup) = await RestartAsync();

        Assert.Equal((true, null), (warmup.IsFromStoredState, warmup.StoredStateProblem));
        Assert.InRange(warmup.Bars, 25, 27); // twenty to compare, and those since
        Assert.Equal(warmup.Bars, back.Fed);
        Assert.Equal(await UninterruptedAsync(back), back.Now);
    }

    [Fact]
    public async Task Start_AfterACrashBetweenSaves_GoesOnFromTheStatesBefore()
    {
        AverageOfAnHour first = await LiveAsync(isStopped: false, onTheWay: async (engine, strategy) =>
        {
            _clock.Advance(TimeSpan.FromMinutes(3)); // a quarter of an hour since the warm-up is over
            await _clock.DriveUntilAsync(() => SavedOf(engine).Count == 2, "indicators were recorded", engine);
            Task stored = engine.State.FlushAsync().AsTask();
            await _clock.DriveUntilAsync(() => stored.IsCompleted, "indicators were stored", engine);
            await stored;
            _clock.Advance(TimeSpan.FromMinutes(7));
            await FeedAsync(strategy, TimeSpan.FromMinutes(30));
        });
        Assert.Equal(60 * sizeof(long), first.Now.Bytes.Length);
        _clock.Advance(TimeSpan.FromMinutes(1));

        (AverageOfAnHour back, WarmupResult warmup) = await RestartAsync();

        Assert.True(warmup.IsFromStoredState, warmup.StoredStateProblem);
        Assert.InRange(warmup.Bars, 22, 26);
        Assert.Equal(await UninterruptedAsync(back), back.Now);
    }

    [Theory]
    [InlineData("crash", "There are no two stored states")]
    [InlineData("bytes", "another state")]
    [InlineData("version", "It is of version 1, the strategy's of version 2")]
    [InlineData("stale", "older than 02:00:00")]
    [InlineData("off", null)]
    public async Task Start_StoredIndicatorsCannotBeTrusted_ReadsAllOfHistory(string what, string? why)
    {
        _options.MaxIndicatorSnapshotAge = what == "off" ? TimeSpan.Zero : _options.MaxIndicatorSnapshotAge;
        await LiveAsync(isStopped: what != "crash", onTheWay: (_, strategy) =>
        {
            strategy.Saves = what == "bytes" ? static now => now with { Bytes = new byte[480] } : null;
            return Task.CompletedTask;
        });
        _clock.Advance(what == "stale" ? TimeSpan.FromHours(3) : TimeSpan.FromMinutes(5.3));

        (AverageOfAnHour back, WarmupResult warmup) = await RestartAsync(version: what == "version" ? 2 : 1);

        Assert.Equal(what == "off" ? null : (bool?)false, warmup.IsFromStoredState);
        Assert.Contains(why ?? "", warmup.StoredStateProblem ?? "", StringComparison.Ordinal);
        Assert.InRange(warmup.Bars, 119, 120);
        Assert.Equal(await UninterruptedAsync(back), back.Now);
        Assert.Equal(what != "off", (await _market.JournalAsync()).Any(static e => e.Event is StrategyStateSavedEvent));
    }

    [Fact]
    public async Task Start_SavingThrows_IsReportedAndHarmsNobody()
    {
        var strategy = new AverageOfAnHour(TrendStrategy.Name)
        {
            Saves = static _ => throw new FormatException("not today"),
        };
        RecoveryCoordinator engine = New(strategy);

        RecoveryReport report = await _clock.DriveAsync(engine.StartAsync());

        report.IsReady();
        Assert.Contains(report.Problems, static p => p.Contains(
            "The indicators of strategy 'trend' are not stored: SaveIndicators threw FormatException: not today",
            StringComparison.Ordinal));
        Assert.True(strategy.IsReady);
        Assert.True(engine.Gate(Market.Btc.Id).IsOpen);
        Assert.Empty(SavedOf(engine));
    }

    [Fact]
    public async Task Run_SavingHangs_ParksThatStrategyOnly()
    {
        using var block = new ManualResetEventSlim();
        var bad = new AverageOfAnHour(TrendStrategy.Name);
        var good = new AverageOfAnHour(Desk.Second);
        RecoveryCoordinator engine = New(bad, good);
        (await _clock.DriveAsync(engine.StartAsync())).IsReady();
        bad.Saves = now =>
        {
            block.Wait();
            return now;
        };
        _clock.Advance(TimeSpan.FromMinutes(10));
        await FeedAsync(good, TimeSpan.FromMinutes(20));
        _clock.Advance(TimeSpan.FromMinutes(5));

        await _clock.DriveUntilAsync(
            () => engine.Gate(Market.Btc.Id).Reason == GateReason.StrategyNotReady, "it was parked", engine);

        Assert.True(engine.Gate(Market.Btc.Id, OrderAction.Exit).IsOpen);
        Assert.True(engine.Gate(Market.Btc.Id, strategy: Desk.Second).IsOpen);
        Assert.Equal(2, SavedOf(engine, Desk.Second).Count);
        block.Set();
    }

    [Fact]
    public async Task Start_StrategyStoredAStateForItself_GetsItBack()
    {
        var strategy = new AverageOfAnHour(TrendStrategy.Name);
        RecoveryCoordinator first = New(strategy);
        (await _clock.DriveAsync(first.StartAsync())).IsReady();
        Assert.Null(strategy.Stored);
        var own = new StrategySnapshot { Version = 7, AsOf = _clock.GetUtcNow(), Bytes = new byte[] { 1, 2, 0, 255 } };
        var saved = new StrategyStateSavedEvent
        {
            At = own.AsOf, Strategy = TrendStrategy.Name, Part = StrategyStatePart.Own, State = own with { Version = 6 },
        };
        await first.State.RecordAsync(saved);
        await first.State.RecordAsync(saved with { State = own });
        await first.DisposeAsync(); // a crash

        var back = new AverageOfAnHour(TrendStrategy.Name);
        var other = new AverageOfAnHour(Desk.Second);
        (await _clock.DriveAsync(New(back, other).StartAsync())).IsReady();

        Assert.Equal(own, back.Stored);
        Assert.Null(other.Stored);
    }

    private RecoveryCoordinator New(params AverageOfAnHour[] strategies) =>
        _market.NewCoordinator(strategies, _options, clock: _clock);

    private static IReadOnlyList<StrategySnapshot> SavedOf(RecoveryCoordinator engine, StrategyId? strategy = null) =>
        engine.State.ReadState().StrategyStates.FirstOrDefault(s => s.Strategy == (strategy ?? TrendStrategy.Name)
            && s.Part == StrategyStatePart.Indicators)?.States ?? [];

    /// <summary>An engine that starts, runs for twenty minutes, and ends.</summary>
    private async Task<AverageOfAnHour> LiveAsync(
        bool isStopped, Func<RecoveryCoordinator, AverageOfAnHour, Task>? onTheWay = null)
    {
        _options.IndicatorSaveInterval = isStopped ? null : TimeSpan.FromMinutes(15);
        var strategy = new AverageOfAnHour(TrendStrategy.Name);
        RecoveryCoordinator engine = New(strategy);
        (await _clock.DriveAsync(engine.StartAsync())).IsReady();
        _clock.Advance(TimeSpan.FromMinutes(12));
        await FeedAsync(strategy, TimeSpan.FromMinutes(30));
        await (onTheWay?.Invoke(engine, strategy) ?? Task.CompletedTask);
        if (isStopped)
        {
            _clock.Advance(TimeSpan.FromMinutes(8));
            await FeedAsync(strategy, TimeSpan.FromMinutes(30));
            Task stopped = engine.StopAsync();
            await _clock.DriveUntilAsync(() => stopped.IsCompleted, "it stopped", engine);
            await stopped;
        }

        await engine.DisposeAsync();
        return strategy;
    }

    private async Task<(AverageOfAnHour Strategy, WarmupResult Warmup)> RestartAsync(int version = 1)
    {
        var strategy = new AverageOfAnHour(TrendStrategy.Name) { IndicatorVersion = version };
        RecoveryReport report = await _clock.DriveAsync(New(strategy).StartAsync());
        report.IsReady();
        return (strategy, report.Strategies.Single().Warmup!);
    }

    /// <summary>The indicator of a strategy that saw every bar, until the last one that another saw.</summary>
    private async Task<StrategySnapshot> UninterruptedAsync(AverageOfAnHour other)
    {
        DateTimeOffset until = other.Now.AsOf;
        Assert.InRange(_clock.GetUtcNow() - until, TimeSpan.Zero, TimeSpan.FromMinutes(2));
        var never = new AverageOfAnHour(new("uninterrupted")) { IndicatorVersion = other.IndicatorVersion };
        await FeedAsync(never, TimeSpan.FromHours(6), until);
        return never.Now;
    }

    /// <summary>Bars as a live feed would have brought them.</summary>
    private async Task FeedAsync(AverageOfAnHour strategy, TimeSpan since, DateTimeOffset? until = null)
    {
        await foreach (HistoricalBar bar in _market.Venue.ReadBarsAsync(
            AverageOfAnHour.TwoHours with { Lookback = since },
            until ?? _clock.GetUtcNow(),
            CancellationToken.None))
        {
            strategy.Take(bar);
        }
    }
}
