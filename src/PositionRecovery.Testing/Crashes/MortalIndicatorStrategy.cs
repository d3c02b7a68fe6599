namespace PositionRecovery.Testing;

/// <summary>A strategy of a mortal process that stores its indicators. That passes no points of its own: it is called
/// within hooks, and what it gives is stored by a call to the store, which has points.</summary>
internal sealed class MortalIndicatorStrategy(
    IRecoverableStrategy inner, IIndicatorSnapshot indicators, CrashSwitch life) : IRecoverableStrategy,
    IStoppableStrategy, IIndicatorSnapshot
{
    private readonly MortalStrategy _hooks = new(inner, life);

    public StrategyProfile Profile => _hooks.Profile;

    public int IndicatorVersion => indicators.IndicatorVersion;

    public ValueTask OnRecoveredAsync(RecoveredState state, CancellationToken cancellationToken) =>
        _hooks.OnRecoveredAsync(state, cancellationToken);

    public ExitPlan PlanExits(ExitContext context) => _hooks.PlanExits(context);

    public ValueTask OnWarmupAsync(IAsyncEnumerable<HistoricalBar> bars, CancellationToken cancellationToken) =>
        _hooks.OnWarmupAsync(bars, cancellationToken);

    public ValueTask OnReadyAsync(CancellationToken cancellationToken) => _hooks.OnReadyAsync(cancellationToken);

    public ValueTask OnStopAsync(CancellationToken cancellationToken) => _hooks.OnStopAsync(cancellationToken);

    public StrategySnapshot? SaveIndicators() => indicators.SaveIndicators();

    public void RestoreIndicators(StrategySnapshot state) => indicators.RestoreIndicators(state);

    public void ResetIndicators() => indicators.ResetIndicators();
}
