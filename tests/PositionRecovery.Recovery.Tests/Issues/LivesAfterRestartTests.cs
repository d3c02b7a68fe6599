namespace PositionRecovery.Recovery.Tests.Issues;

/// <summary>After a restart, a trade of one strategy touched the stored life of another in the same position, which the
/// journal does not say.</summary>
public sealed class LivesAfterRestartTests
{
    [Fact]
    public async Task Trade_AfterARestartBesideAnotherStrategy_LeavesTheOthersLifeAsItWas()
    {
        await using var market = new Market();
        await using var store = new InMemoryPositionStore();
        RecoveryCoordinator first = Start(market, store);
        (await first.StartAsync()).IsReady();
        await first.TradeAsync(market.Venue, Desk.Order("o-1", Market.Btc.Id, OrderSide.Buy, 2m));
        await first.TradeAsync(
            market.Venue, Desk.Order("o-2", Market.Btc.Id, OrderSide.Buy, 1m, strategy: Desk.Second));
        await first.StopAsync();

        RecoveryCoordinator next = Start(market, store);
        (await next.StartAsync()).IsReady();
        await next.TradeAsync(market.Venue, Desk.Order("o-3", Market.Btc.Id, OrderSide.Buy, 1m));
        await next.StopAsync();

        StateVerification proof = await new StateReader(store, new("desk-7"), null).VerifyAsync(null);
        Assert.Empty(proof.Differences);
    }

    private static RecoveryCoordinator Start(Market market, InMemoryPositionStore store) => market.NewCoordinator(
        [new TrendStrategy(), new TrendStrategy(Desk.Second, [])], store: store);
}
