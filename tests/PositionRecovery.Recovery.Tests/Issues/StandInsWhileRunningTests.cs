using PositionRecovery.Testing;

namespace PositionRecovery.Recovery.Tests.Issues;

/// <summary>What stood in for an execution stayed for as long as the engine ran, although the venue showed the execution
/// a little later: nothing differed any more that would have made anybody look.</summary>
public sealed class StandInsWhileRunningTests
{
    [Fact]
    public async Task Check_ExecutionIsShownLater_TakesThePlaceOfWhatStoodIn()
    {
        var clock = new FakeTimeProvider();
        await using var market = new Market(s => s with { TimeProvider = clock, FeeRate = 0.001m });
        RecoveryCoordinator engine = market.NewCoordinator(
            [new TrendStrategy()],
            Desk.CheckingOptions(static c =>
            {
                c.OpenCheckIntervalSeconds = 5;
                c.PositionCheckIntervalSeconds = 20;
            }),
            clock: clock);
        (await clock.DriveAsync(engine.StartAsync())).IsReady();
        var hidden = new VenueFault { Kind = VenueFaultKind.Withhold, Call = VenueCallKind.Fills, Times = null };
        market.Venue.Plant(hidden);
        await clock.DriveAsync(engine.TradeAsync(
            market.Venue, Desk.Order("o-1", Market.Btc.Id, OrderSide.Buy, 1m), isTold: false));
        await clock.DriveUntilAsync(() => FillsOf(engine) is [{ IsPlaceholder: true }], "something stands in", engine);

        market.Venue.Remove(hidden);

        await clock.DriveUntilAsync(
            () => FillsOf(engine) is [{ IsPlaceholder: false, Fee: 50m }], "the execution is in its place", engine);
        await clock.DriveAsync(InFlightTests.StopAsync(engine));
    }

    private static IReadOnlyList<FillSnapshot> FillsOf(RecoveryCoordinator engine) =>
        engine.State.FindOrder(new("o-1"))?.Fills ?? [];
}
