namespace PositionRecovery.Http.Tests;

/// <summary>The system's clock, so many times faster, of which time can be skipped as well. Unlike timers of a clock
/// that is only set, those of this one notice both.</summary>
internal sealed class SwiftClock(int speed = 1) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly long _start = System.GetTimestamp();
    private readonly DateTimeOffset _startTime = System.GetUtcNow();
    private readonly HashSet<SwiftTimer> _timers = [];
    private TimeSpan _skipped;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    private TimeSpan Passed
    {
        get
        {
            lock (_gate)
            {
                return (System.GetElapsedTime(_start) * speed) + _skipped;
            }
        }
    }

    public override long GetTimestamp() => Passed.Ticks;

    public override DateTimeOffset GetUtcNow() => _startTime + Passed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SwiftTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Skips some time. What is due then is done before this returns.</summary>
    public void Skip(TimeSpan time)
    {
        SwiftTimer[] timers;
        lock (_gate)
        {
            _skipped += time;
            timers = [.. _timers];
        }

        Array.ForEach(timers, static t => t.Fire());
    }

    private sealed class SwiftTimer : ITimer
    {
        private readonly SwiftClock _clock;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly ITimer _real;
        private readonly Lock _gate = new();
        private TimeSpan? _due;
        private TimeSpan _period;

        internal SwiftTimer(SwiftClock clock, TimerCallback callback, object? state)
        {
            (_clock, _callback, _state) = (clock, callback, state);
            _real = System.CreateTimer(
                static t => ((SwiftTimer)t!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            lock (clock._gate)
            {
                clock._timers.Add(this);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_gate)
            {
                _due = dueTime < TimeSpan.Zero ? null : _clock.Passed + dueTime;
                _period = period;
            }

            return Rearm();
        }

        public void Dispose()
        {
            lock (_clock._gate)
            {
                _clock._timers.Remove(this);
            }

            _real.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        internal void Fire()
        {
            if (Take())
            {
                _callback(_state);
            }
        }

        private bool Rearm()
        {
            lock (_gate)
            {
                TimeSpan wait = _due is not { } due ? Timeout.InfiniteTimeSpan
                    : TimeSpan.FromMilliseconds(
                        Math.Max(0, Math.Ceiling((due - _clock.Passed).TotalMilliseconds / _clock.Speed)));
                return _real.Change(wait, Timeout.InfiniteTimeSpan);
            }
        }

        /// <summary>Whether it is due; a timer that is early waits on.</summary>
        private bool Take()
        {
            bool isDue;
            lock (_gate)
            {
                isDue = _due is { } due && due <= _clock.Passed;
                if (isDue)
                {
                    _due = _period > TimeSpan.Zero ? _clock.Passed + _period : null;
                }
            }

            Rearm();
            return isDue;
        }
    }

    private int Speed => speed;
}
