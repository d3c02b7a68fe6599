namespace PositionRecovery;

/// <summary>The class strategy authors subclass. Members are called one at a time.</summary>
public abstract class RecoverableStrategy : IRecoverableStrategy, IStoppableStrategy
{
    /// <summary>Makes one.</summary>
    /// <param name="profile">Who it is, what it claims and what it needs to warm up.</param>
    protected RecoverableStrategy(StrategyProfile profile) =>
        Profile = profile ?? throw new ArgumentNullException(nameof(profile));

    /// <inheritdoc/>
    public StrategyProfile Profile { get; }

    /// <summary>What should protect a position. Pure: may be called often, and the same position gives the same plan.
    /// </summary>
    /// <param name="context">The position, and what works at the venue.</param>
    protected abstract ExitPlan PlanExits(ExitContext context);

    /// <summary>What the strategy stored last for itself came back; comes before its positions. Not called when it
    /// stored nothing. May be called again.</summary>
    /// <param name="stored">The state, of any version the strategy ever wrote.</param>
    protected virtual void OnStateRecovered(StrategySnapshot stored)
    {
    }

    /// <summary>A position came back. May be called again for the same position, with newer state.</summary>
    /// <param name="recovered">The position, how far it is proven, and what was found to differ.</param>
    protected virtual void OnPositionRecovered(RecoveredPosition recovered)
    {
    }

    /// <summary>One bar of the warm-up; bars of all requests come in one order, by the time they close.</summary>
    /// <param name="bar">The bar.</param>
    protected virtual void OnWarmupBar(HistoricalBar bar)
    {
    }

    /// <summary>The warm-up is over.</summary>
    /// <param name="result">How it went. When it is not complete, the gate stays shut for this strategy.</param>
    protected virtual void OnWarmupComplete(WarmupResult result)
    {
    }

    /// <summary>Recovery is done: the gate opens for the strategy when this returns.</summary>
    /// <param name="cancellationToken">Ends when the time for it is over.</param>
    protected virtual ValueTask OnReadyAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>The engine stops: entries are refused from now on.</summary>
    /// <param name="cancellationToken">Ends when the time for it is over.</param>
    protected virtual ValueTask OnStopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    ValueTask IRecoverableStrategy.OnRecoveredAsync(RecoveredState state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Stored is { } stored)
        {
            OnStateRecovered(stored);
        }

        foreach (RecoveredPosition position in state.Positions)
        {
            OnPositionRecovered(position);
        }

        return ValueTask.CompletedTask;
    }

    ExitPlan IRecoverableStrategy.PlanExits(ExitContext context) => PlanExits(context);

    async ValueTask IRecoverableStrategy.OnWarmupAsync(
        IAsyncEnumerable<HistoricalBar> bars, CancellationToken cancellationToken)
    {
        long count = 0;
        try
        {
            await foreach (HistoricalBar bar in bars.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                OnWarmupBar(bar);
                count++;
            }
        }
        catch (WarmupException incomplete)
        {
            OnWarmupComplete(new WarmupResult { Bars = count, IsComplete = false, Reason = incomplete.Message });
            throw;
        }

        OnWarmupComplete(new WarmupResult { Bars = count, IsComplete = true });
    }

    ValueTask IRecoverableStrategy.OnReadyAsync(CancellationToken cancellationToken) => OnReadyAsync(cancellationToken);

    ValueTask IStoppableStrategy.OnStopAsync(CancellationToken cancellationToken) => OnStopAsync(cancellationToken);
}
