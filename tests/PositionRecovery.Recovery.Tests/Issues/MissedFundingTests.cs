namespace PositionRecovery.Recovery.Tests.Issues;

/// <summary>Funding that was paid while nobody was there was never counted, so that the result of a position was wrong
/// after every outage.</summary>
public sealed class MissedFundingTests
{
    [Fact]
    public async Task Start_FundingWasPaidMeanwhile_IsCountedOnceToTheLifeThatPaid()
    {
        await using var market = new Market();
        Engine first = market.NewEngine();
        (await first.StartAsync()).IsReady();
        await first.TradeAsync("o-1", Market.Btc.Id, OrderSide.Buy, 1m);
        first.Kill();
        market.Clock.Skip(TimeSpan.FromSeconds(10));
        market.Venue.Fund(Market.Btc.Id, 0.001m);
        CashFlowReport paid = Assert.Single(market.Venue.CashFlowsOf(Market.Account));

        Engine next = market.NewEngine();
        (await next.StartAsync()).IsReady();
        Assert.Equal(paid.Amount, Assert.Single(next.Coordinator.State.ReadState().Lives).Funding);
        await next.StopAsync();

        Engine last = market.NewEngine();
        (await last.StartAsync()).IsReady();
        PositionLife life = Assert.Single(last.Coordinator.State.ReadState().Lives);
        Assert.Equal(paid.Amount, life.Funding);
        Assert.Equal([paid.Id], life.CashFlows);
        await last.StopAsync();
    }

    [Fact]
    public async Task Start_PositionWasClosedAndOpenedAgainMeanwhile_EachLifeHasWhatItPaid()
    {
        await using var market = new Market();
        Engine first = market.NewEngine();
        (await first.StartAsync()).IsReady();
        await first.TradeAsync("o-1", Market.Btc.Id, OrderSide.Buy, 1m);
        market.Clock.Skip(TimeSpan.FromSeconds(10));
        await first.TradeAsync("o-2", Market.Btc.Id, OrderSide.Sell, 1m);
        market.Clock.Skip(TimeSpan.FromSeconds(10));
        await first.TradeAsync("o-3", Market.Btc.Id, OrderSide.Sell, 2m);
        first.Kill();
        market.Clock.Skip(TimeSpan.FromSeconds(10));
        market.Venue.Fund(Market.Btc.Id, 0.001m);

        Engine next = market.NewEngine();
        (await next.StartAsync()).IsReady();
        PositionLife[] lives = [.. next.Coordinator.State.ReadState().Lives.OrderBy(static l => l.OpenedAt)];
        Assert.Equal(2, lives.Length);
        Assert.Equal(0m, lives[0].Funding);
        Assert.True(lives[1].Funding > 0m, "who is short is paid");
        await next.StopAsync();
    }
}
