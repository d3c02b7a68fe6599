using PositionRecovery.Testing;

namespace PositionRecovery.Recovery.Tests.Issues;

/// <summary>At a venue that shows executions of one instrument at a time, a flat instrument was not asked about any more,
/// and what had stood in for an execution that was not shown stayed, without its fee.</summary>
public sealed class HiddenExecutionTests
{
    [Fact]
    public async Task Start_ExecutionIsShownAfterThePositionIsClosed_TakesThePlaceOfWhatStoodIn()
    {
        await using var market = new Market(static s => s with { FillsByInstrumentOnly = true, FeeRate = 0.001m });
        Engine first = market.NewEngine();
        (await first.StartAsync()).IsReady();
        var hidden = new VenueFault { Kind = VenueFaultKind.Withhold, Call = VenueCallKind.Fills, Times = null };
        market.Venue.Plant(hidden);
        await first.TradeAsync("o-1", Market.Btc.Id, OrderSide.Buy, 1m, isTold: false);
        await first.TradeAsync("o-2", Market.Btc.Id, OrderSide.Sell, 1m);
        first.Kill();
        Engine next = market.NewEngine();
        await next.StartAsync();
        Assert.Contains(
            next.Coordinator.State.FindOrder(new("o-1"))!.Fills, static f => f.IsPlaceholder);
        await next.StopAsync();

        market.Venue.Remove(hidden);
        Engine last = market.NewEngine();
        (await last.StartAsync()).IsReady();

        FillSnapshot real = Assert.Single(last.Coordinator.State.FindOrder(new("o-1"))!.Fills);
        Assert.False(real.IsPlaceholder);
        Assert.Equal(50m, real.Fee);
        await last.StopAsync();
    }
}
