using PositionRecovery.Testing;

namespace PositionRecovery.Recovery.Tests.Issues;

/// <summary>The engine's clock is set by others. What it stamped and what it measures must not decide whose an execution
/// is, or when somebody looks again.</summary>
public sealed class WrongClockTests
{
    /// <summary>The order that the venue had long before the engine's clock said it was intended counted as somebody
    /// else's, and what it bought was taken from another strategy's short.</summary>
    [Theory]
    [InlineData(0)]    // the intent is of a time that has not come yet
    [InlineData(40)]   // it has come by then
    public async Task Start_OrderWasIntendedByAClockThatWasAhead_IsStillItsOwn(int minutesLater)
    {
        var clock = new FakeTimeProvider();
        await using var market = new Market(s => s with { TimeProvider = clock });
        RecoveryCoordinator first = NewEngine(market, clock);
        (await clock.DriveAsync(first.StartAsync())).IsReady();
        await first.TradeAsync(
            market.Venue, Desk.Order("o-1", Market.Btc.Id, OrderSide.Sell, 4m, strategy: Desk.Second));
        (await clock.DriveAsync(first.ReconcileAsync(ReconcileScope.Everything))).IsReady();
        clock.StepWallClock(TimeSpan.FromMinutes(27));
        Assert.True((await first.TradeAsync(
            market.Venue, Desk.Order("o-2", Market.Btc.Id, OrderSide.Buy, 5m), isTold: false)).IsGranted);
        await first.DisposeAsync();
        clock.StepWallClock(TimeSpan.FromMinutes(-27));
        clock.Advance(TimeSpan.FromMinutes(minutesLater));

        RecoveryCoordinator next = NewEngine(market, clock);
        RecoveryReport report = await clock.DriveAsync(next.StartAsync());

        Assert.Equal(Verdict.Repaired, report.VerdictOf(Market.Btc.Id));
        Assert.Equal(OrderStatus.Filled, next.State.FindOrder(new("o-2"))?.Status);
        Assert.Equal(
            (5m, -4m), (next.QuantityOf(Market.Btc.Id), next.QuantityOf(Market.Btc.Id, Desk.Second)));
        await clock.DriveAsync(InFlightTests.StopAsync(next));
    }

    /// <summary>A request that was stamped before the clock was put back was not asked about until the clock had caught
    /// up with it.</summary>
    [Fact]
    public async Task Check_ClockIsPutBackWhileARequestIsOpen_IsLookedIntoAllTheSame()
    {
        var clock = new FakeTimeProvider();
        await using var market = new Market(s => s with { TimeProvider = clock });
        RecoveryCoordinator engine = market.NewCoordinator(
            [new TrendStrategy()],
            Desk.CheckingOptions(static c =>
            {
                c.OpenCheckIntervalSeconds = null;
                c.PositionCheckIntervalSeconds = null;
            }),
            clock: clock);
        (await clock.DriveAsync(engine.StartAsync())).IsReady();
        clock.StepWallClock(TimeSpan.FromHours(1));
        Assert.True((await engine.TradeAsync( // while the clock stands, so that it is not too late to send
            market.Venue, Desk.Order("o-1", Market.Btc.Id, OrderSide.Buy, 1m), isTold: false)).IsGranted);
        clock.StepWallClock(TimeSpan.FromHours(-1));

        await clock.DriveUntilAsync(
            () => engine.State.FindOrder(new("o-1"))?.Status == OrderStatus.Filled, "the order is found", engine);
        Assert.True(clock.Elapsed < TimeSpan.FromMinutes(10), $"it took {clock.Elapsed}");
        await clock.DriveAsync(InFlightTests.StopAsync(engine));
    }

    private static RecoveryCoordinator NewEngine(Market market, FakeTimeProvider clock) => market.NewCoordinator(
        [new TrendStrategy(), new TrendStrategy(Desk.Second, [])], Desk.PatientOptions(), clock: clock);
}
