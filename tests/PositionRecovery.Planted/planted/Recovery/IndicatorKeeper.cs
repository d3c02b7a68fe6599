namespace PositionRecovery;

/// <summary>Stores the indicators of strategies, and lets a warm-up go on from there.</summary>
/// <param name="options">How often, and how old they may be.</param>
/// <param name="state">Where they are stored.</param>
/// <param name="clock">Drives it.</param>
/// <param name="warmUp">Past prices.</param>
internal sealed class IndicatorKeeper(RecoveryOptions options, StateManager state, TimeProvider clock, WarmUp warmUp)
{
    private Task _running = Task.CompletedTask;

    /// <summary>The bars of a warm-up.</summary>
    /// <param name="strategy">Whose.</param>
    /// <param name="told">Told, of a strategy whose indicators are stored, when the bars go on from there, and
    /// otherwise why not.</param>
    /// <param name="progress">Told how many of how many were handed over.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal IAsyncEnumerable<HistoricalBar> ReadAsync(
        IRecoverableStrategy strategy,
        Action<StrategySnapshot?, string?> told,
        Action<long, long> progress,
        CancellationToken cancellationToken)
    {
        StrategyProfile profile = strategy.Profile;
        DateTimeOffset now = clock.GetUtcNow();
        if (!IsKept(strategy))
        {
            return warmUp.ReadAsync(profile, now, progress, cancellationToken);
        }

        IReadOnlyList<StrategySnapshot> stored =
            state.FindStrategyState(profile.Id, StrategyStatePart.Indicators)?.States ?? [];
        StrategySnapshot? later = stored.Count > 0 ? stored[^1] : null;
        return new IndicatorWarmUp(warmUp, (IIndicatorSnapshot)strategy, MaxAge(profile)).ReadAsync(
            profile,
            stored.Count > 1 ? stored[0] : null,
            later,
            now,
            problem => told(later, problem),
            progress,
            cancellationToken);
    }

    /// <summary>Stores the indicators of one strategy as they are. What goes wrong is told, and harms nobody: the next
    /// warm-up reads more of history.</summary>
    internal async Task SaveAsync(StrategyHost host, RunLog log, CancellationToken cancellationToken)
    {
        if (!host.Is(IsKept) || host.Parked is not null)
        {
            return;
        }

        HookOutcome<Taken> outcome = await host.CallAsync(
            nameof(IIndicatorSnapshot.SaveIndicators),
            options.HookTimeout,
            static (strategy, _) => new ValueTask<Taken>(Take((IIndicatorSnapshot)strategy)),
            cancellationToken).ConfigureAwait(false);
        if (outcome.Problem is { } parked)
        {
            log.Parked(host.Id, parked);
        }

        if ((outcome.Problem ?? outcome.Value.Problem ?? Kept(host.Id, outcome.Value.State)) is { } problem)
        {
            Log.IndicatorsNotStored(log.Logger, log.Correlation, host.Id.Value, problem);
            log.Problem($"The indicators of strategy '{host.Id}' are not stored: {problem}.");
        }
    }

    /// <summary>Stores indicators again and again, until it is told to stop.</summary>
    /// <param name="hosts">Whose; asked anew each time.</param>
    /// <param name="newRun">Where each time tells of itself.</param>
    /// <param name="changed">Called when a strategy was parked by it.</param>
    /// <param name="stopping">Stops it.</param>
    internal void Start(
        Func<IReadOnlyList<StrategyHost>> hosts, Func<RunLog> newRun, Action changed, CancellationToken stopping)
    {
        if (options.IndicatorSaveInterval is { } interval && options.MaxIndicatorSnapshotAge > TimeSpan.Zero)
        {
            _running = RepeatAsync(interval, hosts, newRun, changed, stopping);
        }
    }

    /// <summary>Ends when it was told to stop.</summary>
    internal Task StopAsync() => _running;

    private async Task RepeatAsync(
        TimeSpan interval,
        Func<IReadOnlyList<StrategyHost>> hosts,
        Func<RunLog> newRun,
        Action changed,
        CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await Task.Delay(interval, clock, stopping).ConfigureAwait(false);
                StrategyHost[] kept = [.. hosts().Where(h => h.Is(IsKept) && h.Parked is null)];
                if (kept.Length == 0)
                {
                    continue;
                }

                RunLog run = newRun();
                await Task.WhenAll(kept.Select(h => SaveAsync(h, run, stopping))).ConfigureAwait(false);
                if (Array.Exists(kept, static h => h.Parked is not null))
                {
                    changed();
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }
    }

    private bool IsKept(IRecoverableStrategy strategy) =>
        strategy is IIndicatorSnapshot && options.MaxIndicatorSnapshotAge > TimeSpan.Zero;

    /// <summary>A state from before the look-back saves nothing: more would be read to compare it than without it.
    /// </summary>
    private TimeSpan MaxAge(StrategyProfile profile)
    {
        var usual = TimeSpan.FromDays(options.WarmupLookbackDays);
        TimeSpan lookback = profile.Warmup.Select(r => r.Lookback ?? usual).DefaultIfEmpty(usual).Max();
        return lookback < options.MaxIndicatorSnapshotAge ? lookback : options.MaxIndicatorSnapshotAge;
    }

    /// <summary>A strategy that cannot say what its indicators are trades on; it is no reason to park it.</summary>
    private static Taken Take(IIndicatorSnapshot indicators)
    {
        try
        {
            return new Taken(indicators.SaveIndicators(), null);
        }
        catch (Exception thrown)
        {
            return new Taken(null, $"SaveIndicators threw {thrown.GetType().Name}: {thrown.Message}");
        }
    }

    /// <returns>Why it is not stored; <c>null</c> when it is, or there is nothing to store.</returns>
    private string? Kept(StrategyId strategy, StrategySnapshot? indicators) =>
        indicators is null || state.TryKeep(new StrategyStateSavedEvent
        {
            At = clock.GetUtcNow(),
            Strategy = strategy,
            Part = StrategyStatePart.Indicators,
            State = indicators,
        })
            ? null
            : "the store takes nothing now";

    /// <summary>What a strategy gave, or why it gave nothing.</summary>
    private readonly record struct Taken(StrategySnapshot? State, string? Problem);
}
