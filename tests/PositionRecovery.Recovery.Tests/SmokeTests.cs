namespace PositionRecovery.Recovery.Tests;

public sealed class SmokeTests
{
    [Fact]
    public async Task Start_NothingStoredAndNothingAtTheVenue_IsReady()
    {
        await using var market = new Market();
        Engine engine = market.NewEngine();
        RecoveryReport report = await engine.StartAsync();
        Assert.True(report.Outcome == RecoveryOutcome.Ready, report.Summary + string.Join("\n", report.Problems));
        Assert.True(engine.Strategy.IsReady);
        Assert.Equal("Allowed.", (await engine.TradeAsync("o-1", Market.Btc.Id, OrderSide.Buy, 1m)).Decision.Explanation);
        Assert.Equal(1m, engine.QuantityOf(Market.Btc.Id));
        await engine.StopAsync();
    }

    [Fact]
    public async Task Reconcile_CalledAgain_IsAPassOfItsOwn()
    {
        await using var market = new Market();
        Engine engine = market.NewEngine();
        await engine.StartAsync();
        RecoveryReport first = await engine.Coordinator.ReconcileAsync(ReconcileScope.Everything);
        RecoveryReport second = await engine.Coordinator.ReconcileAsync(ReconcileScope.Everything);
        Assert.NotEqual(first.Correlation, second.Correlation);
        Assert.Equal(RecoveryOutcome.Ready, second.Outcome);
        await engine.StopAsync();
    }
}
