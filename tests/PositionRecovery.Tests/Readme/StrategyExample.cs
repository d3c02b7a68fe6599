using PositionRecovery;

// Not below PositionRecovery, so that the example needs the same using directive as anybody's program.
namespace ReadmeExamples;

// <strategy>
public sealed class Breakout() : RecoverableStrategy(new StrategyProfile
{
    Id = new("breakout"),
    Warmup = [new() { Instrument = new("SIM:BTCUSDT"), BarSize = TimeSpan.FromMinutes(1) }],
})
{
    private decimal _high;

    protected override ExitPlan PlanExits(ExitContext context) // pure: same position, same plan
    {
        decimal? entry = context.Position.AveragePrice ?? context.Mark;
        decimal away = context.Position.IsLong ? 0.03m : -0.03m;
        return entry is { } price
            ? ExitPlan.OneCancelsOther(
                ExitLeg.Stop("sl", price * (1m - away)), ExitLeg.TakeProfit("tp", price * (1m + (2m * away))))
            : ExitPlan.Undecided("no price known"); // shown as unprotected, never as "no exits wanted"
    }

    protected override void OnWarmupBar(HistoricalBar bar) => _high = Math.Max(_high, bar.High);
}
// </strategy>
