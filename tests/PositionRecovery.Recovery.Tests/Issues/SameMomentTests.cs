using PositionRecovery.Testing;

namespace PositionRecovery.Recovery.Tests.Issues;

/// <summary>An execution in the very moment in which a position was agreed was taken for a part of it: it was cancelled
/// out, and what was missing then was given to whoever held the most.</summary>
public sealed class SameMomentTests
{
    [Fact]
    public async Task Record_ExecutionInTheMomentOfTheAgreement_IsTheTradersOwn()
    {
        var clock = new FakeTimeProvider();
        await using var market = new Market(s => s with { TimeProvider = clock });
        await using var store = new InMemoryPositionStore(clock);
        RecoveryCoordinator engine = market.NewCoordinator(
            [new TrendStrategy(), new TrendStrategy(Desk.Second, [])], Desk.PatientOptions(), store: store,
            clock: clock);
        (await clock.DriveAsync(engine.StartAsync())).IsReady();
        await clock.DriveAsync(engine.TradeAsync(
            market.Venue, Desk.Order("o-1", Market.Btc.Id, OrderSide.Buy, 2m)));
        DateTimeOffset agreed = market.Venue.Now;
        await engine.State.RecordAsync(new PositionReconciledEvent
        {
            Key = new BookKey(Market.Account, Market.Btc.Id, PositionSide.Net), AgreedAt = agreed, At = agreed,
        });

        await engine.TradeAsync(
            market.Venue, Desk.Order("o-2", Market.Btc.Id, OrderSide.Buy, 1m, strategy: Desk.Second));

        Assert.Equal(agreed, market.Venue.FillsOf(Market.Account)[^1].At);
        Assert.Equal(
            (2m, 1m), (engine.QuantityOf(Market.Btc.Id), engine.QuantityOf(Market.Btc.Id, Desk.Second)));
        Assert.False(Assert.Single(engine.State.FindOrder(new("o-2"))!.Fills).IsPlaceholder);
        RecoveryReport report = await clock.DriveAsync(engine.ReconcileAsync(ReconcileScope.Everything));
        report.IsReady();
        Assert.Empty(report.Plan!.Diff);
        await clock.DriveAsync(InFlightTests.StopAsync(engine));
    }
}
