namespace PositionRecovery.Testing;

/// <summary>A strategy of a mortal process.</summary>
internal sealed class MortalStrategy(IRecoverableStrategy inner, CrashSwitch life) : IRecoverableStrategy,
    IStoppableStrategy
{
    public StrategyProfile Profile => inner.Profile;

    public ValueTask OnRecoveredAsync(RecoveredState state, CancellationToken cancellationToken) =>
        RunAsync("hook recovered", () => inner.OnRecoveredAsync(state, cancellationToken));

    public ExitPlan PlanExits(ExitContext context) => inner.PlanExits(context);

    public ValueTask OnWarmupAsync(IAsyncEnumerable<HistoricalBar> bars, CancellationToken cancellationToken) =>
        RunAsync("hook warm-up", () => inner.OnWarmupAsync(bars, cancellationToken));

    public ValueTask OnReadyAsync(CancellationToken cancellationToken) =>
        RunAsync("hook ready", () => inner.OnReadyAsync(cancellationToken));

    public ValueTask OnStopAsync(CancellationToken cancellationToken) => RunAsync(
        "hook stop",
        () => (inner as IStoppableStrategy)?.OnStopAsync(cancellationToken) ?? ValueTask.CompletedTask);

    private async ValueTask RunAsync(string hook, Func<ValueTask> work) => await life.RunAsync(hook, async () =>
    {
        await work().ConfigureAwait(false);
        return true;
    }).ConfigureAwait(false);
}
