namespace PositionRecovery.Recovery.Tests;

/// <summary>A strategy with a stop and a take-profit around its entry, and an average of closing prices.</summary>
internal sealed class TrendStrategy : RecoverableStrategy
{
    public static readonly StrategyId Name = new("trend");

    public TrendStrategy(params WarmupRequest[] warmup)
        : this(Name, warmup)
    {
    }

    public TrendStrategy(StrategyId id, WarmupRequest[] warmup, params ExternalClaim[] claims)
        : base(new StrategyProfile { Id = id, Warmup = warmup, Claims = claims })
    {
    }

    public List<RecoveredPosition> Recovered { get; } = [];

    public List<HistoricalBar> Bars { get; } = [];

    public WarmupResult? Warmup { get; private set; }

    public bool IsReady { get; private set; }

    public bool IsStopped { get; private set; }

    public Func<ExitContext, ExitPlan>? Exits { get; set; }

    protected override ExitPlan PlanExits(ExitContext context)
    {
        if (Exits is { } exits)
        {
            return exits(context);
        }

        decimal entry = context.Position.AveragePrice ?? context.Mark ?? 0m;
        decimal away = context.Position.IsLong ? 1m : -1m;
        return entry == 0m
            ? ExitPlan.Undecided("no price known")
            : ExitPlan.OneCancelsOther(
                ExitLeg.Stop("sl", entry * (1m - (0.05m * away))),
                ExitLeg.TakeProfit("tp", entry * (1m + (0.10m * away))));
    }

    protected override void OnPositionRecovered(RecoveredPosition recovered) => Recovered.Add(recovered);

    protected override void OnWarmupBar(HistoricalBar bar) => Bars.Add(bar);

    protected override void OnWarmupComplete(WarmupResult result) => Warmup = result;

    protected override ValueTask OnReadyAsync(CancellationToken cancellationToken)
    {
        IsReady = true;
        return ValueTask.CompletedTask;
    }

    protected override ValueTask OnStopAsync(CancellationToken cancellationToken)
    {
        IsStopped = true;
        return ValueTask.CompletedTask;
    }
}
