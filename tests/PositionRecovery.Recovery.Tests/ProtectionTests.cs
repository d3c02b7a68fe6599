namespace PositionRecovery.Recovery.Tests;

public sealed class ProtectionTests
{
    [Fact]
    public async Task Start_PositionWithoutExits_PlacesOneStopAndOneTakeProfit()
    {
        await using var market = new Market();
        Engine first = market.NewEngine();
        await first.StartAsync();
        await first.TradeAsync("o-1", Market.Btc.Id, OrderSide.Buy, 1m);
        first.Kill();

        Engine second = market.NewEngine();
        RecoveryReport report = await second.StartAsync();
        Assert.True(
            report.Outcome == RecoveryOutcome.Ready,
            report.Summary + string.Join("\n", report.Exits.Select(static e => $"{e.Outcome} {e.Explanation}")));
        Truth.Holds(market, second);
        Assert.Equal(1m, Assert.Single(second.Strategy.Recovered).Position.Quantity);
        await second.StopAsync();
    }

    [Fact]
    public async Task Start_ExitsWork_LeavesThemAlone()
    {
        await using var market = new Market();
        Engine first = market.NewEngine();
        await first.StartAsync();
        await first.TradeAsync("o-1", Market.Btc.Id, OrderSide.Buy, 1m);
        first.Kill();
        Engine second = market.NewEngine();
        await second.StartAsync();
        second.Kill();

        Engine third = market.NewEngine();
        RecoveryReport report = await third.StartAsync();
        Truth.Holds(market, third);
        Assert.Equal(2, market.Exits.Count());
        Assert.All(report.Exits, static e => Assert.Equal(ExitOutcome.Kept, e.Outcome));
    }
}
