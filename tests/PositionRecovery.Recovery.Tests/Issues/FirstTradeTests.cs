namespace PositionRecovery.Recovery.Tests.Issues;

/// <summary>At a venue that shows executions of one instrument at a time, an instrument that was never traded stayed
/// shut for ever: its whole list of positions was read, and forgotten.</summary>
public sealed class FirstTradeTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_InstrumentWasNeverTraded_MayBeTraded(bool byInstrumentOnly)
    {
        await using var market = new Market(s => s with { FillsByInstrumentOnly = byInstrumentOnly });
        Engine engine = market.NewEngine();
        (await engine.StartAsync()).IsReady();

        Assert.True(engine.Coordinator.Gate(Market.Eth.Id).IsOpen, engine.Coordinator.Gate(Market.Eth.Id).Explanation);
        Assert.True((await engine.TradeAsync("o-1", Market.Eth.Id, OrderSide.Buy, 1m)).IsGranted);
        await engine.StopAsync();
    }
}
