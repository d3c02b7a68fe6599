namespace PositionRecovery;

/// <summary>The one writer of a trader: commits what was accepted, renews the lease while nothing is, and purges when
/// it
/// is time.</summary>
internal sealed class CommitLoop
{
    private readonly StateIntake _intake;
    private readonly Lock _lock;
    private readonly CommitWriter _writer;
    private readonly DurableWaiters _waiters;
    private readonly StateOptions _options;
    private readonly TimeProvider _clock;
    private readonly AsyncSignal _wake = new();
    private long _commitFrom;
    private long _purgedAt;
    private bool _isTold;
    private bool _isFullTold;
    private bool _isHurried;
    private bool _isStopping;

    internal CommitLoop(
        StateIntake intake,
        Lock padlock,
        CommitWriter writer,
        DurableWaiters waiters,
        StateOptions options,
        TimeProvider clock)
    {
        (_intake, _lock, _writer, _waiters, _options, _clock) = (intake, padlock, writer, waiters, options, clock);
        _commitFrom = clock.GetTimestamp();
        _purgedAt = _commitFrom;
    }

    /// <summary>Called under the lock when there is room again.</summary>
    internal Action? RoomMade { get; set; }

    private TimeSpan Heartbeat => _options.LeaseTime / 3;

    /// <summary>Something was accepted. Called under the lock.</summary>
    /// <param name="isUrgent">Whether somebody waits for it.</param>
    internal void Accepted(bool isUrgent)
    {
        bool isFull = _intake.Pending >= _options.GroupMaxEntries;
        bool isNews = (_intake.Pending > 0 && !_isTold) || (isFull && !_isFullTold) || (isUrgent && !_isHurried);
        _isTold |= _intake.Pending > 0;
        _isFullTold |= isFull;
        _isHurried |= isUrgent;
        if (isNews)
        {
            _wake.Set();
        }
    }

    internal void Stop()
    {
        lock (_lock)
        {
            _isStopping = true;
        }

        _wake.Set();
    }

    /// <summary>Runs until stopped; the last commit releases the lease.</summary>
    /// <exception cref="OwnershipLostException">Somebody else has the trader.</exception>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        using ITimer timer = _clock.CreateTimer(
            static wake => ((AsyncSignal)wake!).Set(), _wake, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        using CancellationTokenRegistration abandoned = cancellationToken.Register(
            static wake => ((AsyncSignal)wake!).Set(), _wake);
        while (true)
        {
            await WaitForWorkAsync(timer, cancellationToken).ConfigureAwait(false);
            bool isLast;
            StateBatch batch;
            lock (_lock)
            {
                PurgeWhenDue();
                isLast = _isStopping;
                _isTold = _isFullTold = _isHurried = false;
                batch = _intake.TakeBatch();
                RoomMade?.Invoke();
            }

            _commitFrom = _clock.GetTimestamp();
            await _writer.CommitAsync(batch, isLast, cancellationToken).ConfigureAwait(false);
            Settle(batch);
            if (isLast)
            {
                return;
            }
        }
    }

    private async ValueTask WaitForWorkAsync(ITimer timer, CancellationToken cancellationToken)
    {
        long? waitingSince = null;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TimeSpan wait;
            lock (_lock)
            {
                if (_intake.Pending > 0)
                {
                    waitingSince ??= _clock.GetTimestamp();
                }

                wait = Due(waitingSince);
            }

            if (wait <= TimeSpan.Zero)
            {
                return;
            }

            timer.Change(wait, Timeout.InfiniteTimeSpan);
            await _wake.WaitAsync().ConfigureAwait(false);
        }
    }

    /// <summary>How long until there is something to do. Called under the lock.</summary>
    private TimeSpan Due(long? waitingSince)
    {
        bool isFull = _intake.Pending >= _options.GroupMaxEntries
            || (_intake.Pending > 0 && _options.Durability != DurabilityMode.Grouped);
        if (_isStopping || _isHurried || isFull)
        {
            return TimeSpan.Zero;
        }

        TimeSpan due = Heartbeat - _clock.GetElapsedTime(_commitFrom);
        if (waitingSince is { } since)
        {
            due = Earlier(due, _options.GroupMaxDelay - _clock.GetElapsedTime(since));
        }

        return _options.PurgeInterval is { } interval
            ? Earlier(due, interval - _clock.GetElapsedTime(_purgedAt))
            : due;
    }

    private void PurgeWhenDue()
    {
        if (_options.PurgeInterval is { } interval && _clock.GetElapsedTime(_purgedAt) >= interval && !_isStopping)
        {
            _purgedAt = _clock.GetTimestamp();
            _intake.Purge();
        }
    }

    private void Settle(StateBatch batch)
    {
        if (batch.Entries.Count > 0)
        {
            _waiters.Reach(batch.Entries[^1].Sequence);
        }

        lock (_lock)
        {
            _intake.Return(batch);
        }
    }

    private static TimeSpan Earlier(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
