using System.Collections.Frozen;

namespace PositionRecovery;

/// <summary>All strategies of a trader: hands them their positions, warms them up, tells them to begin and to stop.
/// Strategies run beside each other, and none holds up another.</summary>
internal sealed class StrategyCrew : IDisposable
{
    private readonly RecoveryOptions _options;
    private readonly StateManager _state;
    private readonly IndicatorKeeper _indicators;
    private readonly StrategyHost[] _hosts;
    private readonly Lock _lock = new();
    private readonly Dictionary<StrategyId, WarmupResult> _warm = [];
    private readonly HashSet<StrategyId> _ready = [];

    internal StrategyCrew(RecoverySetup setup, StateManager state)
    {
        _options = setup.Options;
        _state = state;
        var warmUp = new WarmUp(setup.Venues, TimeSpan.FromDays(setup.Options.WarmupLookbackDays));
        _indicators = new IndicatorKeeper(setup.Options, state, setup.TimeProvider, warmUp);
        _hosts = [.. setup.Strategies.Select(s => new StrategyHost(s, setup.Options.HookRetries, setup.TimeProvider))];
    }

    internal IReadOnlyList<StrategyHost> Hosts => _hosts;

    /// <summary>Strategies that are parked and may have another try.</summary>
    internal IReadOnlyList<StrategyId> Releasable =>
        [.. _hosts.Where(static h => h.IsReleasable).Select(static h => h.Id)];

    /// <summary>Open positions of strategies that are not among those of this engine: nobody sees to them.</summary>
    internal IEnumerable<PositionSnapshot> Strangers(IEnumerable<PositionSnapshot> positions) => positions.Where(p =>
        p.Quantity != 0m && p.Key.Strategy != StrategyId.External
        && !Array.Exists(_hosts, h => h.Id == p.Key.Strategy));

    /// <summary>Hands every strategy all that belongs to it.</summary>
    internal async Task NotifyAsync(Finding finding, RunLog log, CancellationToken cancellationToken)
    {
        CachedSnapshot now = _state.Snapshot();
        foreach (StrategyId stranger in Strangers(now.Positions).Select(static p => p.Key.Strategy).Distinct())
        {
            log.Problem($"Strategy '{stranger}' has positions and is not among the strategies: nobody sees to them.");
        }

        await Task.WhenAll(_hosts.Select(h => NotifyAsync(h, now, finding.Plan, log, cancellationToken)))
            .ConfigureAwait(false);
    }

    /// <summary>After a pass: tells strategies whose positions it moved, and gives parked ones another try.</summary>
    internal async Task RenewAsync(Finding finding, RunLog log, CancellationToken cancellationToken)
    {
        HashSet<(AccountId, InstrumentId?)> moved =
            [.. finding.Plan.Diff.Select(static d => (d.Account, d.Instrument))];
        CachedSnapshot now = _state.Snapshot();
        foreach (StrategyHost host in _hosts)
        {
            bool isBack = host.TryRelease();
            bool isConcerned = finding.Plan.Events.Count > 0 && now.Positions.Any(p =>
                p.Key.Strategy == host.Id && moved.Contains((p.Key.Account, p.Key.Instrument)));
            if (isBack || isConcerned)
            {
                await NotifyAsync(host, now, finding.Plan, log, cancellationToken).ConfigureAwait(false);
            }

            if (isBack && !IsReady(host.Id))
            {
                await PrepareAsync(host, log, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Feeds past prices to all strategies and tells them that they may begin.</summary>
    internal async Task<IReadOnlyList<StrategyReport>> WarmUpAsync(RunLog log, CancellationToken cancellationToken)
    {
        await Task.WhenAll(_hosts.Select(h => PrepareAsync(h, log, cancellationToken))).ConfigureAwait(false);
        return Reports();
    }

    internal IReadOnlyList<StrategyReport> Reports()
    {
        CachedSnapshot now = _state.Snapshot();
        lock (_lock)
        {
            return [.. _hosts.Select(h => new StrategyReport
            {
                Strategy = h.Id,
                IsReady = h.Parked is null && _ready.Contains(h.Id),
                Problem = h.Parked,
                Positions = now.Positions.Count(p => p.Key.Strategy == h.Id && p.Quantity != 0m),
                Warmup = _warm.GetValueOrDefault(h.Id),
            })];
        }
    }

    /// <summary>The strategies that may not open positions, with the reason.</summary>
    internal FrozenDictionary<StrategyId, GateDecision> NotReady() => Reports().Where(static r => !r.IsReady)
        .ToFrozenDictionary(
            static r => r.Strategy,
            static r => new GateDecision(
                GateReason.StrategyNotReady,
                r.Problem is { } problem
                    ? $"Strategy '{r.Strategy}' is parked: {problem}"
                    : $"Strategy '{r.Strategy}' is not ready yet."));

    /// <summary>Stores the indicators of strategies from now on, as often as the options say.</summary>
    /// <param name="newRun">Where it tells of itself.</param>
    /// <param name="changed">Called when a strategy was parked by it.</param>
    /// <param name="stopping">Stops it.</param>
    internal void StartSaving(Func<RunLog> newRun, Action changed, CancellationToken stopping) =>
        _indicators.Start(() => [.. _hosts.Where(h => IsWarm(h.Id))], newRun, changed, stopping);

    /// <summary>Ends when indicators are stored no more.</summary>
    internal Task StopSavingAsync() => _indicators.StopAsync();

    /// <summary>Stores indicators a last time, and tells the strategies that want to know that the engine stops.
    /// </summary>
    internal async Task StopAsync(RunLog log, CancellationToken cancellationToken)
    {
        await Task.WhenAll(_hosts.Where(h => IsWarm(h.Id))
            .Select(h => _indicators.SaveAsync(h, log, cancellationToken))).ConfigureAwait(false);
        await Task.WhenAll(_hosts.Where(static h => h.IsStoppable).Select(async host =>
        {
            HookOutcome<bool> outcome = await host.CallAsync(
                nameof(IStoppableStrategy.OnStopAsync),
                _options.HookTimeout,
                static (strategy, token) => ((IStoppableStrategy)strategy).OnStopAsync(token),
                cancellationToken).ConfigureAwait(false);
            Tell(host, outcome.Problem, log);
        })).ConfigureAwait(false);
    }

    public void Dispose() => Array.ForEach(_hosts, static h => h.Dispose());

    private async Task NotifyAsync(
        StrategyHost host, CachedSnapshot now, ReconciliationPlan plan, RunLog log, CancellationToken cancellationToken)
    {
        RecoveredState state = RecoveredStates.For(host.Profile, now, plan) with
        {
            Stored = _state.FindStrategyState(host.Id, StrategyStatePart.Own)?.Latest,
        };
        HookOutcome<bool> outcome = await host.CallAsync(
            nameof(IRecoverableStrategy.OnRecoveredAsync),
            _options.HookTimeout,
            (strategy, token) => strategy.OnRecoveredAsync(state, token),
            cancellationToken).ConfigureAwait(false);
        Tell(host, outcome.Problem, log);
    }

    private async Task PrepareAsync(StrategyHost host, RunLog log, CancellationToken cancellationToken)
    {
        long fed = 0;
        bool? isStored = null;
        string? problem = null;
        HookOutcome<bool> warm = await host.CallAsync(
            nameof(IRecoverableStrategy.OnWarmupAsync),
            _options.MaxWarmupTime,
            (strategy, token) => strategy.OnWarmupAsync(
                _indicators.ReadAsync(strategy, Decided, Progress, token), token),
            cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            _warm[host.Id] = new WarmupResult
            {
                Bars = fed,
                IsComplete = warm.IsDone,
                Reason = warm.Problem,
                IsFromStoredState = isStored,
                StoredStateProblem = problem,
            };
        }

        if (warm.IsDone)
        {
            await _indicators.SaveAsync(host, log, cancellationToken).ConfigureAwait(false);
        }

        HookOutcome<bool> ready = await host.CallAsync(
            nameof(IRecoverableStrategy.OnReadyAsync),
            _options.HookTimeout,
            static (strategy, token) => strategy.OnReadyAsync(token),
            cancellationToken).ConfigureAwait(false);
        Tell(host, ready.Problem, log);
        lock (_lock)
        {
            if (ready.IsDone)
            {
                _ready.Add(host.Id);
            }
        }

        void Decided(StrategySnapshot? stored, string? refusal)
        {
            (isStored, problem) = (refusal is null, refusal);
            if (refusal is null)
            {
                Log.IndicatorsRestored(log.Logger, log.Correlation, host.Id.Value, stored!.AsOf);
                log.Progress($"{host.Id} goes on from the indicators of {Explain.Time(stored.AsOf)}.", null);
            }
            else
            {
                Log.IndicatorsNotRestored(log.Logger, log.Correlation, host.Id.Value, refusal);
                log.Progress($"{host.Id} reads all of history: {refusal}", null);
            }
        }

        void Progress(long count, long expected)
        {
            fed = count;
            if (expected > 0 && (count == expected || count % Math.Max(1, expected / 20) == 0))
            {
                log.Progress($"{host.Id}: {count} of {expected} bars.", (double)count / expected);
            }
        }
    }

    /// <summary>Whether its indicators are whole: nothing else is worth storing.</summary>
    private bool IsWarm(StrategyId strategy)
    {
        lock (_lock)
        {
            return _warm.TryGetValue(strategy, out WarmupResult? warm) && warm.IsComplete;
        }
    }

    private bool IsReady(StrategyId strategy)
    {
        lock (_lock)
        {
            return _ready.Contains(strategy);
        }
    }

    private static void Tell(StrategyHost host, string? problem, RunLog log)
    {
        if (problem is not null)
        {
            log.Parked(host.Id, problem);
        }
    }
}
