using PositionRecovery;

namespace ApiExamples;

/// <summary>A strategy, as its author would write it.</summary>
public sealed class BreakoutStrategy : RecoverableStrategy
{
    private static readonly InstrumentId Btc = new("BINANCE-USDM:BTCUSDT");
    private readonly MovingRange _range = new(bars: 240);
    private readonly MyFeed _feed;

    public BreakoutStrategy(MyFeed feed)
        : base(new StrategyProfile
        {
            Id = new("breakout"),
            Claims = [new ExternalClaim { Account = new("BINANCE-USDM:main"), Instrument = Btc, ClientIdPrefix = "bo-" }],
            Warmup = [new() { Instrument = Btc, BarSize = TimeSpan.FromMinutes(1), Lookback = TimeSpan.FromDays(2) }],
        }) => _feed = feed;

    protected override ExitPlan PlanExits(ExitContext context)  // pure, may run often; same position, same plan
    {
        decimal entry = context.Position.AveragePrice ?? context.Mark ?? 0m;
        decimal away = context.Position.IsLong ? -0.03m : 0.03m;
        return entry == 0m
            ? ExitPlan.Undecided("no price known")          // shown as unprotected, never as "no exits wanted"
            : ExitPlan.OneCancelsOther(
                ExitLeg.Stop("sl", entry * (1 + away)), ExitLeg.TakeProfit("tp", entry * (1 - 2 * away)));
    }

    protected override void OnPositionRecovered(RecoveredPosition recovered) =>
        Console.WriteLine($"{recovered.Position.Key.Instrument}: {recovered.Position.Quantity} ({recovered.Verdict})");

    protected override void OnWarmupBar(HistoricalBar bar) => _range.Add(bar.High, bar.Low);

    protected override ValueTask OnReadyAsync(CancellationToken ct) => _feed.SubscribeAsync(Btc, ct);
}
