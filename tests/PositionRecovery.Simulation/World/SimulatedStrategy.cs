namespace PositionRecovery.Simulation;

/// <summary>A strategy with a stop and a take-profit around its entry.</summary>
internal sealed class SimulatedStrategy(StrategyProfile profile, bool isOco, HookTroubles troubles, WorldLog log, Action<RecoveredPosition> told)
    : RecoverableStrategy(profile)
{
    internal bool IsReady { get; private set; }

    protected override ExitPlan PlanExits(ExitContext context)
    {
        decimal entry = context.Position.AveragePrice ?? context.Mark ?? 0m;
        if (entry <= 0m)
        {
            return ExitPlan.Undecided("no price is known");
        }

        decimal away = context.Position.IsLong ? 0.05m : -0.05m;
        ExitLeg stop = ExitLeg.Stop("sl", entry * (1m - away));
        ExitLeg profit = ExitLeg.TakeProfit("tp", entry * (1m + (2m * away)));
        return isOco ? ExitPlan.OneCancelsOther(stop, profit) : ExitPlan.Of(stop, profit);
    }

    protected override void OnPositionRecovered(RecoveredPosition recovered)
    {
        troubles.PassHook();
        log.Note($"hook {Profile.Id} {recovered.Position.Key.Instrument} {recovered.Position.Key.Side} {recovered.Position.Quantity:G29} {recovered.Verdict}");
        told(recovered);
    }

    protected override void OnWarmupBar(HistoricalBar bar) => log.Note($"bar {bar.OpenTime:O}");

    protected override async ValueTask OnReadyAsync(CancellationToken cancellationToken)
    {
        await troubles.PassHookAsync(cancellationToken);
        IsReady = true;
        log.Note($"ready {Profile.Id}");
    }
}
