namespace PositionRecovery;

/// <summary>A strategy that gets its positions back. Most authors subclass <see cref="RecoverableStrategy"/>, which
/// turns this into friendlier methods. Called by one thread at a time; a member that throws or hangs parks this
/// strategy
/// and no other.</summary>
public interface IRecoverableStrategy
{
    /// <summary>Who it is, what it claims and what it needs to warm up. Constant.</summary>
    StrategyProfile Profile { get; }

    /// <summary>Hands over all that belongs to the strategy. May be called again, with newer state: the whole counts,
    /// not the difference.</summary>
    /// <param name="state">Positions and orders, and what was found to differ.</param>
    /// <param name="cancellationToken">Ends when the time for it is over.</param>
    ValueTask OnRecoveredAsync(RecoveredState state, CancellationToken cancellationToken);

    /// <summary>What should protect a position. Pure: may be called often, and the same position gives the same plan.
    /// </summary>
    /// <param name="context">The position, and what works at the venue.</param>
    ExitPlan PlanExits(ExitContext context);

    /// <summary>Feeds past prices: all requests of the profile in one stream, ordered by the time a bar closes.
    /// </summary>
    /// <param name="bars">The bars; the stream throws a <see cref="WarmupException"/> where history is not
    /// whole.</param>
    /// <param name="cancellationToken">Ends when the time for it is over.</param>
    ValueTask OnWarmupAsync(IAsyncEnumerable<HistoricalBar> bars, CancellationToken cancellationToken);

    /// <summary>Recovery is done: the gate opens for the strategy when this returns.</summary>
    /// <param name="cancellationToken">Ends when the time for it is over.</param>
    ValueTask OnReadyAsync(CancellationToken cancellationToken);
}
