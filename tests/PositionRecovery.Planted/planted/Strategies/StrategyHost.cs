namespace PositionRecovery;

/// <summary>Runs the hooks of one strategy: one at a time, within a time limit, on threads that are nobody else's. One
/// that throws or hangs parks the strategy; what a hook that hung gives later is dropped. Safe for use by several
/// threads.</summary>
internal sealed class StrategyHost : IDisposable
{
    private readonly IRecoverableStrategy _strategy;
    private readonly TimeProvider _clock;
    private readonly TaskScheduler _scheduler;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _lock = new();
    private string? _parked;
    private Task _running = Task.CompletedTask;
    private int _retries;
    private bool _isHistoryAmiss;

    /// <param name="strategy">The strategy.</param>
    /// <param name="retries">How often it may be tried again after it was parked.</param>
    /// <param name="clock">Drives the limits.</param>
    /// <param name="scheduler">Where hooks run; <c>null</c> for the thread pool.</param>
    internal StrategyHost(
        IRecoverableStrategy strategy, int retries, TimeProvider clock, TaskScheduler? scheduler = null)
    {
        (_strategy, _retries, _clock) = (strategy, retries, clock);
        _scheduler = scheduler ?? TaskScheduler.Default;
        Profile = strategy.Profile;
        IsStoppable = strategy is IStoppableStrategy;
    }

    internal StrategyProfile Profile { get; }

    internal StrategyId Id => Profile.Id;

    internal bool IsStoppable { get; }

    /// <summary>Whether the strategy is of some kind; asks its type, and calls nothing of it.</summary>
    internal bool Is(Func<IRecoverableStrategy, bool> kind) => kind(_strategy);

    /// <summary>Why it is parked; <c>null</c> when it is not.</summary>
    internal string? Parked
    {
        get
        {
            lock (_lock)
            {
                return _parked;
            }
        }
    }

    /// <summary>Whether it is parked and may have another try: as long as there are some and nothing of it hangs. That
    /// past prices cannot be had is no fault of the strategy, and uses none up.</summary>
    internal bool IsReleasable
    {
        get
        {
            lock (_lock)
            {
                return _parked is not null && _running.IsCompleted && (_retries > 0 || _isHistoryAmiss);
            }
        }
    }

    /// <summary>Gives a parked strategy another try, where it may have one.</summary>
    internal bool TryRelease()
    {
        lock (_lock)
        {
            if (!IsReleasable)
            {
                return false;
            }

            _retries -= _isHistoryAmiss ? 0 : 1;
            (_parked, _isHistoryAmiss) = (null, false);
            return true;
        }
    }

    internal void Park(string reason)
    {
        lock (_lock)
        {
            _parked ??= Guard.WellFormed(reason.Length <= Guard.MaxText ? reason : reason[..Guard.MaxText]);
        }
    }

    /// <summary>Runs a hook that gives nothing.</summary>
    internal Task<HookOutcome<bool>> CallAsync(
        string hook,
        TimeSpan limit,
        Func<IRecoverableStrategy, CancellationToken, ValueTask> call,
        CancellationToken cancellationToken) =>
        CallAsync(
            hook,
            limit,
            async (strategy, token) =>
            {
                await call(strategy, token).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    /// <summary>Runs a hook.</summary>
    /// <returns>What it gave. A strategy that is parked is not called.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    internal async Task<HookOutcome<T>> CallAsync<T>(
        string hook,
        TimeSpan limit,
        Func<IRecoverableStrategy, CancellationToken, ValueTask<T>> call,
        CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (Parked is { } parked)
            {
                return new HookOutcome<T>(default, parked);
            }

            // The last one may have been left running by a caller that was cancelled.
            return await IsOverAsync(_running, limit, cancellationToken).ConfigureAwait(false)
                ? await RunAsync(hook, limit, call, cancellationToken).ConfigureAwait(false)
                : Failed<T>($"the hook before {hook} has not returned within {limit}");
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private HookOutcome<T> Failed<T>(string reason)
    {
        Park(reason);
        return new HookOutcome<T>(default, Parked);
    }

    private async Task<HookOutcome<T>> RunAsync<T>(
        string hook,
        TimeSpan limit,
        Func<IRecoverableStrategy, CancellationToken, ValueTask<T>> call,
        CancellationToken cancellationToken)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<T> running = Task.Factory.StartNew(
            () => call(_strategy, stop.Token).AsTask(),
            CancellationToken.None,
            TaskCreationOptions.DenyChildAttach,
            _scheduler).Unwrap();
        lock (_lock)
        {
            _running = running;
        }

        try
        {
            if (!await IsOverAsync(running, limit, cancellationToken).ConfigureAwait(false))
            {
                return Failed<T>($"{hook} did not return within {limit}");
            }

            return new HookOutcome<T>(await running.ConfigureAwait(false), null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (WarmupException gap)
        {
            HookOutcome<T> failed = Failed<T>($"{hook}: {gap.Message}");
            lock (_lock)
            {
                _isHistoryAmiss = true;
            }

            return failed;
        }
        catch (Exception thrown)
        {
            return Failed<T>($"{hook} threw {thrown.GetType().Name}: {thrown.Message}");
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            _ = running.ContinueWith(
                ended =>
                {
                    _ = ended.Exception; // also when nobody waits for it any more
                    stop.Dispose();
                },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
    }

    /// <summary>Waits for a hook to end, however it does.</summary>
    private async Task<bool> IsOverAsync(Task running, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (!running.IsCompleted)
        {
            await running.WaitAsync(limit, _clock, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!running.IsCompleted)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        return running.IsCompleted;
    }
}
