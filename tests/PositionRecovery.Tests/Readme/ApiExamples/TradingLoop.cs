using Microsoft.Extensions.Hosting;
using PositionRecovery;

namespace ApiExamples;

/// <summary>The order loop of <see cref="HostedEngine"/>.</summary>
internal sealed class TradingLoop(StateManager state, TradingGate gate, MyFeed feed) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await gate.WaitUntilOpenAsync(
            new GateRequest
            {
                Strategy = new("breakout"), Account = new("BINANCE-USDM:main"),
                Instrument = new("BINANCE-USDM:BTCUSDT"), Action = OrderAction.Enter,
            },
            stoppingToken);

        // from here as in DeskEngine: state.IntendAsync, exchange.SendAsync, state.RecordAsync
        feed.Opened.TrySetResult(state.Snapshot());
    }
}
