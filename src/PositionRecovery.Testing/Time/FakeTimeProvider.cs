namespace PositionRecovery.Testing;

/// <summary>A clock that moves only when told. Timers fire synchronously, on the thread that moves it, in the order in
/// which they are due.</summary>
/// <remarks>
/// <para>Thread-safe, but deterministic only when one thread moves it. A timer due at once fires with the next
/// <see cref="Advance"/>, be it by nothing; timers made while others fire take part when they are due in the same
/// stretch. An exception of a timer leaves <see cref="Advance"/> at the time at which it was thrown.</para>
/// <para><see cref="TimeProvider.GetTimestamp"/> and timers follow <see cref="Advance"/> alone, so that
/// <see cref="StepWallClock"/> plays a wall clock that somebody sets.</para>
/// </remarks>
public sealed class FakeTimeProvider : TimeProvider
{
    private readonly Lock _gate = new();

    private readonly PriorityQueue<(FakeTimer Timer, long Version), (long Due, long Order)> _timers = new();

    private readonly DateTimeOffset _start;

    private long _elapsed;

    private long _step;

    private long _order;

    /// <summary>Makes one that stands at 2026-01-01 00:00 UTC.</summary>
    public FakeTimeProvider()
        : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="start">Where it stands.</param>
    public FakeTimeProvider(DateTimeOffset start) => _start = start.ToUniversalTime();

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How far it was advanced since it was made.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            lock (_gate)
            {
                return new TimeSpan(_elapsed);
            }
        }
    }

    /// <summary>How long until the next timer is due; <c>null</c> when there is none.</summary>
    public TimeSpan? NextTimer
    {
        get
        {
            lock (_gate)
            {
                return Upcoming() is { } due ? new TimeSpan(Math.Max(0, due - _elapsed)) : null;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _start.AddTicks(_elapsed + _step);
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return _elapsed;
        }
    }

    /// <summary>Moves the clock and fires what becomes due on the way; each timer sees the time at which it was due.
    /// </summary>
    /// <param name="by">How far; not negative.</param>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        long end;
        lock (_gate)
        {
            end = checked(_elapsed + by.Ticks);
        }

        while (NextDueBy(end) is { } timer)
        {
            timer.Fire();
        }
    }

    /// <summary>Sets the wall clock, as an operator or a time server does: <see cref="GetUtcNow"/> jumps, timers and
    /// timestamps do not notice.</summary>
    /// <param name="by">How far, either way.</param>
    public void StepWallClock(TimeSpan by)
    {
        lock (_gate)
        {
            _step += by.Ticks;
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Puts a timer in line; whatever it was in line for before is skipped, by its version.</summary>
    internal void Schedule(FakeTimer timer, TimeSpan due, long version)
    {
        lock (_gate)
        {
            _timers.Enqueue((timer, version), (checked(_elapsed + due.Ticks), _order++));
        }
    }

    // Goes to the due time of the next timer, or to the end when nothing is due until then.
    private FakeTimer? NextDueBy(long end)
    {
        lock (_gate)
        {
            if (Upcoming() is not { } due || due > end)
            {
                _elapsed = Math.Max(_elapsed, end);
                return null;
            }

            _elapsed = Math.Max(_elapsed, due);
            return _timers.Dequeue().Timer;
        }
    }

    private long? Upcoming()
    {
        while (_timers.TryPeek(out (FakeTimer Timer, long Version) next, out (long Due, long Order) at))
        {
            if (next.Timer.Version == next.Version)
            {
                return at.Due;
            }

            _timers.Dequeue();
        }

        return null;
    }
}
