namespace PositionRecovery.Testing;

/// <summary>A timer of a <see cref="FakeTimeProvider"/>.</summary>
internal sealed class FakeTimer(FakeTimeProvider clock, TimerCallback callback, object? state) : ITimer
{
    private static readonly TimeSpan Never = Timeout.InfiniteTimeSpan;

    private long _version;

    private TimeSpan _period = Never;

    private volatile bool _isDisposed;

    /// <summary>Grows with every change, so that a place in line from before it counts no more.</summary>
    internal long Version => Interlocked.Read(ref _version);

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        CheckTime(dueTime);
        CheckTime(period);
        if (_isDisposed)
        {
            return false;
        }

        long version = Interlocked.Increment(ref _version);
        // As with the system's timers, a period of nothing is none.
        _period = period == TimeSpan.Zero ? Never : period;
        if (dueTime != Never)
        {
            clock.Schedule(this, dueTime, version);
        }

        return true;
    }

    public void Dispose()
    {
        _isDisposed = true;
        Interlocked.Increment(ref _version);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    internal void Fire()
    {
        if (_isDisposed)
        {
            return;
        }

        if (_period != Never)
        {
            clock.Schedule(this, _period, Version);
        }

        callback(state);
    }

    private static void CheckTime(TimeSpan time)
    {
        if (time < TimeSpan.Zero && time != Never)
        {
            throw new ArgumentOutOfRangeException(nameof(time), time, "A timer cannot be due in the past.");
        }
    }
}
