namespace PositionRecovery;

/// <summary>Who may send the next request to one venue: so many a second, so many at the same time, the urgent first,
/// and none while the venue asked to be left alone. Recovery may use all of it; the continuous checks have at most a
/// share, so that they never starve a recovery. Thread-safe; those who wait go on in the thread that lets them.
/// </summary>
internal sealed class RequestBudget
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly ReadLimits _limits;
    private readonly long _start;
    private readonly TokenBucket _all;
    private readonly TokenBucket _continuous;
    private readonly PriorityQueue<TaskCompletionSource, (RequestPriority, long)> _recoveries = new();
    private readonly PriorityQueue<TaskCompletionSource, (RequestPriority, long)> _checks = new();
    private readonly ITimer _timer;
    private int _free;
    private long _order;
    private long _pausedUntil;
    private bool _isPumping;

    internal RequestBudget(TimeProvider clock, ReadLimits limits, int slots)
    {
        _clock = clock;
        _limits = limits;
        _free = slots;
        _start = clock.GetTimestamp();
        _all = new TokenBucket(limits.RequestsPerSecond, limits.Burst);
        _continuous = new TokenBucket(limits.ContinuousPerSecond, limits.ContinuousBurst);
        _timer = clock.CreateTimer(
            static budget => ((RequestBudget)budget!).Pump(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Until when the venue is left alone; <c>null</c> when it is not.</summary>
    internal DateTimeOffset? PausedUntil
    {
        get
        {
            lock (_gate)
            {
                long left = _pausedUntil - Now;
                return left > 0 ? _clock.GetUtcNow().AddTicks(left) : null;
            }
        }
    }

    private long Now => _clock.GetElapsedTime(_start).Ticks;

    /// <summary>Leaves the venue alone, all its accounts included. A longer pause that is on already stays.</summary>
    internal void Pause(TimeSpan span)
    {
        var waiting = new List<TaskCompletionSource>();
        string? reason;
        lock (_gate)
        {
            _pausedUntil = Math.Max(_pausedUntil, Now + span.Ticks);
            reason = TooLongPause();
            while (reason is not null
                && (_recoveries.TryDequeue(out TaskCompletionSource? next, out _)
                    || _checks.TryDequeue(out next, out _)))
            {
                waiting.Add(next);
            }
        }

        waiting.ForEach(w => w.TrySetException(new VenueException(reason!)));
    }

    /// <summary>Waits for the right to send one request.</summary>
    /// <exception cref="VenueException">The venue asked to be left alone for longer than is worth waiting.</exception>
    internal async ValueTask<RequestSlot> TakeAsync(RequestClass sort, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiter = new TaskCompletionSource(); // goes on in the thread that lets it
        lock (_gate)
        {
            if (TooLongPause() is { } reason)
            {
                throw new VenueException(reason);
            }

            (sort.IsContinuous ? _checks : _recoveries).Enqueue(waiter, (sort.Priority, _order++));
        }

        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), waiter);
        Pump();
        await waiter.Task.ConfigureAwait(false);
        return new RequestSlot(this);
    }

    internal void Return()
    {
        lock (_gate)
        {
            _free++;
        }

        Pump();
    }

    /// <summary>Lets go whoever may. What is let go runs at once and may come back here; the loop then goes on, instead
    /// of growing the stack.</summary>
    private void Pump()
    {
        lock (_gate)
        {
            if (_isPumping)
            {
                return;
            }

            _isPumping = true;
        }

        while (Next() is { } waiter)
        {
            if (!waiter.TrySetResult())
            {
                lock (_gate)
                {
                    _free++; // cancelled in this very moment
                }
            }
        }
    }

    private TaskCompletionSource? Next()
    {
        lock (_gate)
        {
            DropCancelled(_recoveries);
            DropCancelled(_checks);
            long now = Now;
            long wait = Math.Max(_all.Wait(now), _pausedUntil - now);
            bool hasRecovery = _recoveries.TryPeek(out _, out (RequestPriority, long) recovery);
            bool hasCheck = _checks.TryPeek(out _, out (RequestPriority, long) check);
            long checkWait = Math.Max(wait, _continuous.Wait(now));
            bool isCheck = hasCheck && checkWait <= 0 && !(hasRecovery && recovery.CompareTo(check) < 0);
            long next = hasRecovery ? wait : hasCheck ? checkWait : long.MaxValue;
            if (next > 0 || _free == 0)
            {
                _isPumping = false;
                if (next != long.MaxValue && _free > 0)
                {
                    _timer.Change(new TimeSpan(next), Timeout.InfiniteTimeSpan);
                }

                return null;
            }

            _free--;
            _all.Take(now);
            if (isCheck)
            {
                _continuous.Take(now);
            }

            return (isCheck ? _checks : _recoveries).Dequeue();
        }
    }

    private static void DropCancelled(PriorityQueue<TaskCompletionSource, (RequestPriority, long)> queue)
    {
        while (queue.TryPeek(out TaskCompletionSource? waiter, out _) && waiter.Task.IsCompleted)
        {
            queue.Dequeue();
        }
    }

    private string? TooLongPause()
    {
        long left = _pausedUntil - Now;
        return left > _limits.LongestPause.Ticks
            ? $"the venue asked to be left alone until {Explain.Time(_clock.GetUtcNow().AddTicks(left))}"
            : null;
    }
}
