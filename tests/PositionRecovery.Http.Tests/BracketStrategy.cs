namespace PositionRecovery.Http.Tests;

/// <summary>A strategy with a stop and a take-profit around its entry, and a claim to what others do in ether.</summary>
internal sealed class BracketStrategy() : RecoverableStrategy(new StrategyProfile
{
    Id = Name, Claims = [new ExternalClaim { Account = Market.Account, Instrument = Market.Eth.Id }],
})
{
    public static readonly StrategyId Name = new("bracket");

    protected override ExitPlan PlanExits(ExitContext context)
    {
        decimal entry = context.Position.AveragePrice ?? context.Mark ?? 0m;
        decimal away = context.Position.IsLong ? 1m : -1m;
        return entry == 0m
            ? ExitPlan.Undecided("no price known")
            : ExitPlan.OneCancelsOther(
                ExitLeg.Stop("sl", entry * (1m - (0.05m * away))),
                ExitLeg.TakeProfit("tp", entry * (1m + (0.10m * away))));
    }
}
