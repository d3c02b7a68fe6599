using PositionRecovery.Testing;

namespace PositionRecovery.Recovery.Tests;

/// <summary>Recoveries that do not finish in time.</summary>
public sealed class TimeLimitTests
{
    [Theory]
    [InlineData(FailurePolicy.FailClosed, VenueCallKind.Positions)]
    [InlineData(FailurePolicy.Degraded, VenueCallKind.Positions)]
    [InlineData(FailurePolicy.FailClosed, VenueCallKind.Fills)]
    [InlineData(FailurePolicy.Degraded, VenueCallKind.Fills)]
    public async Task Start_OneVenueHangs_EndsInTimeByPolicy(FailurePolicy policy, VenueCallKind call)
    {
        var clock = new FakeTimeProvider();
        await using var market = new Market(s => s with { TimeProvider = clock });
        var abroad = new SimulatedVenue(new SimulatedVenueSetup
        {
            Venue = new("ALT"), TimeProvider = clock,
            Accounts = [new SimulatedAccount { Id = new("ALT:main"), Identity = "alt-1" }],
            Instruments = [Market.Perpetual("SOLUSDT", 0.01m, 0.1m) with { Id = new("ALT:SOLUSDT") }],
        });
        VenuePorts[] venues = [market.Venue.Ports, abroad.Ports];
        RecoveryCoordinator first = market.NewCoordinator(
            [new TrendStrategy()], Desk.PatientOptions(), venues, clock: clock);
        (await clock.DriveAsync(first.StartAsync())).IsReady();
        await clock.DriveAsync(first.TradeAsync(
            market.Venue, Desk.Order("o-1", Market.Btc.Id, OrderSide.Buy, 1m), isTold: false));
        await first.DisposeAsync();

        abroad.Plant(new VenueFault { Kind = VenueFaultKind.HangBefore, Call = call, Times = null });
        RecoveryOptions options = Desk.PatientOptions();
        options.MaxRecoveryTime = TimeSpan.FromMinutes(2);
        options.OnFailure = policy;
        RecoveryCoordinator engine = market.NewCoordinator([new TrendStrategy()], options, venues, clock: clock);
        RecoveryReport report = await clock.DriveAsync(engine.StartAsync());
        Assert.True(
            report.Outcome == (policy == FailurePolicy.FailClosed ? RecoveryOutcome.Failed : RecoveryOutcome.Degraded),
            report.Words());
        Assert.Equal(policy == FailurePolicy.Degraded, engine.Gate(Market.Btc.Id).IsOpen);
        Assert.False(engine.Gate(new("ALT:SOLUSDT"), account: new("ALT:main")).IsOpen);
        Assert.InRange(report.Duration, TimeSpan.Zero, TimeSpan.FromMinutes(3));
        if (policy == FailurePolicy.Degraded)
        {
            Ledger.Agrees(engine, market.Venue);
            Ledger.HasExitsOnce(engine, market.Venue);
        }
        else
        {
            Assert.Empty(market.Exits);
            abroad.Heal();
            (await clock.DriveAsync(engine.StartAsync())).IsReady();
            Ledger.HasExitsOnce(engine, market.Venue, abroad);
        }

        await clock.DriveAsync(InFlightTests.StopAsync(engine));
    }

    /// <summary>The books are right, and an exit is on its way to a venue that does not answer.</summary>
    [Theory]
    [InlineData(FailurePolicy.FailClosed)]
    [InlineData(FailurePolicy.Degraded)]
    public async Task Start_SubmitHangsBeyondTheLimit_EndsByPolicyAndTheChecksPlaceTheExits(FailurePolicy policy)
    {
        var clock = new FakeTimeProvider();
        await using var market = new Market(s => s with { TimeProvider = clock });
        RecoveryCoordinator first = market.NewCoordinator(
            [new TrendStrategy()], Desk.PatientOptions(), clock: clock);
        (await clock.DriveAsync(first.StartAsync())).IsReady();
        await clock.DriveAsync(first.TradeAsync(market.Venue, Desk.Order("o-1", Market.Btc.Id, OrderSide.Buy, 1m)));
        await first.DisposeAsync();

        market.Venue.Plant(new VenueFault
        {
            Kind = VenueFaultKind.HangBefore, Call = VenueCallKind.Submit, Times = null,
        });
        RecoveryOptions options = Desk.CheckingOptions();
        options.MaxRecoveryTime = TimeSpan.FromMinutes(1);
        options.OnFailure = policy;
        RecoveryCoordinator engine = market.NewCoordinator([new TrendStrategy()], options, clock: clock);
        RecoveryReport report = await clock.DriveAsync(engine.StartAsync());
        if (policy == FailurePolicy.FailClosed)
        {
            Assert.Equal(RecoveryOutcome.Failed, report.Outcome);
            Assert.False(engine.Gate(Market.Btc.Id).IsOpen);
            return;
        }

        Assert.True(report.Outcome == RecoveryOutcome.Degraded, report.Words());
        Assert.Contains(report.Unprotected, static u => u.Key.Instrument == Market.Btc.Id);
        Assert.Contains(report.Problems, static p => p.Contains("MaxRecoveryTime", StringComparison.Ordinal));
        Assert.True(engine.Gate(Market.Btc.Id).IsOpen, report.Words());
        market.Venue.Heal();
        await clock.DriveUntilAsync(
            () => Record.Exception(() => Ledger.HasExitsOnce(engine, market.Venue)) is null, "exits are placed",
            engine);
        Ledger.Agrees(engine, market.Venue);
        await clock.DriveAsync(InFlightTests.StopAsync(engine));
    }

    [Fact]
    public async Task Start_Cancelled_EndsWithTheGateShutAndCanBeRepeated()
    {
        await using var market = new Market();
        await RestartTests.LiveAsync(market);
        using var stop = new CancellationTokenSource();
        market.Venue.Plant(new VenueFault { Kind = VenueFaultKind.HangBefore, Call = VenueCallKind.Positions });
        market.Venue.BeforeCall = (call, _) =>
        {
            if (call.Kind == VenueCallKind.Positions)
            {
                stop.Cancel();
            }

            return ValueTask.CompletedTask;
        };
        Engine engine = market.NewEngine();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.Coordinator.StartAsync(stop.Token));
        Assert.Equal(RecoveryPhase.Failed, engine.Coordinator.Phase);
        Assert.False(engine.Coordinator.Gate(Market.Btc.Id).IsOpen);
        market.Venue.BeforeCall = null;
        market.Venue.Heal();
        (await engine.StartAsync()).IsReady();
        Ledger.HasExitsOnce(engine.Coordinator, market.Venue);
    }

    [Fact]
    public async Task Start_StartupDelay_AsksNobodyBeforeItIsOver()
    {
        var clock = new FakeTimeProvider();
        await using var market = new Market(s => s with { TimeProvider = clock });
        RecoveryOptions options = Desk.PatientOptions();
        options.StartupDelay = TimeSpan.FromSeconds(10);
        RecoveryCoordinator engine = market.NewCoordinator([], options, clock: clock);
        Task<RecoveryReport> start = engine.StartAsync();
        clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Empty(market.Venue.Calls);
        Assert.Equal(RecoveryPhase.Waiting, engine.Phase);
        RecoveryReport report = await clock.DriveAsync(start);
        report.IsReady();
        Assert.Equal(RecoveryPhase.Ready, engine.Phase);
        Assert.Equal(
            [
                RecoveryPhase.Waiting, RecoveryPhase.Load, RecoveryPhase.Query, RecoveryPhase.Reconcile,
                RecoveryPhase.Approve, RecoveryPhase.Commit, RecoveryPhase.Notify, RecoveryPhase.Protect,
                RecoveryPhase.WarmUp, RecoveryPhase.Ready,
            ],
            report.Phases.Select(static p => p.Phase));
        await clock.DriveAsync(InFlightTests.StopAsync(engine));
    }
}
