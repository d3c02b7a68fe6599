namespace PositionRecovery.Binance;

/// <summary>Who may send the next request of one pool. No limit is ever exceeded in any span of time; orders go before
/// reads; and while the venue wants to be left alone nobody goes. Thread-safe; those who wait go on in the thread that
/// lets them.</summary>
internal sealed class RequestBudget
{
    // Boundaries belong to both spans they part.
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(1);

    // A request that was given up may still arrive.
    private static readonly TimeSpan Straggling = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(3);

    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly List<LimitWindow> _windows;
    private readonly LinkedList<BudgetSlot> _urgent = new();
    private readonly LinkedList<BudgetSlot> _others = new();
    private readonly ITimer _timer;
    private long _pausedUntil;
    private int _pauses;
    private bool _isPumping;

    internal RequestBudget(TimeProvider clock, IReadOnlyList<RateLimit> limits)
    {
        _clock = clock;
        _start = clock.GetTimestamp();
        _windows = [.. limits.Select(static l => new LimitWindow(l))];
        _timer = clock.CreateTimer(
            static budget => ((RequestBudget)budget!).Pump(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How long the venue still wants to be left alone; 0 when it does not.</summary>
    internal TimeSpan PauseLeft
    {
        get
        {
            lock (_gate)
            {
                return new TimeSpan(Math.Max(0, _pausedUntil - Now));
            }
        }
    }

    private long Now => _clock.GetElapsedTime(_start).Ticks;

    /// <summary>Waits for the right to send one request. <see cref="End"/> must follow.</summary>
    /// <returns>The place it took.</returns>
    /// <exception cref="ApiException">The venue wants to be left alone, or the request is more than may ever be sent.
    /// </exception>
    internal async ValueTask<BudgetSlot> TakeAsync(RequestCost cost, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiter = new BudgetSlot(cost);
        lock (_gate)
        {
            if (Paused() is { } paused)
            {
                throw paused;
            }

            foreach (LimitWindow window in _windows)
            {
                if (cost.Of(window.Limit.Kind) > cost.Cap(window.Limit))
                {
                    throw NotSent($"it counts {cost.Of(window.Limit.Kind)}, and {cost.Cap(window.Limit)} of "
                        + $"{window.Limit.Kind} in {window.Limit.Span} may be used");
                }
            }

            (cost.IsUrgent ? _urgent : _others).AddLast(waiter);
        }

        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((BudgetSlot)state!).Granted.TrySetCanceled(token), waiter);
        Pump();
        await waiter.Granted.Task.ConfigureAwait(false);
        return waiter;
    }

    /// <summary>A request is over.</summary>
    /// <param name="slot">Its place.</param>
    /// <param name="isAnswered">Whether it is known to have arrived by now.</param>
    internal void End(BudgetSlot slot, bool isAnswered)
    {
        lock (_gate)
        {
            long now = Now + (isAnswered ? TimeSpan.Zero : Straggling).Ticks;
            foreach (LimitWindow window in slot.Windows)
            {
                window.End(slot.Cost.Of(window.Limit.Kind), now + (window.Limit.Span + Margin).Ticks);
            }
        }

        Pump();
    }

    /// <summary>The venue announced its limits.</summary>
    internal void Learn(IEnumerable<RateLimit> limits)
    {
        lock (_gate)
        {
            foreach (RateLimit limit in limits)
            {
                if (_windows.Find(w => w.Limit.Kind == limit.Kind && w.Limit.Span == limit.Span) is { } known)
                {
                    known.Limit = limit;
                }
                else
                {
                    _windows.Add(new LimitWindow(limit));
                }
            }
        }

        Pump();
    }

    /// <summary>The venue told what it counted, ours included.</summary>
    internal void Learn(RateLimitKind kind, TimeSpan span, int used)
    {
        lock (_gate)
        {
            long now = Now;
            if (_windows.Find(w => w.Limit.Kind == kind && w.Limit.Span == span) is { } window)
            {
                window.Expire(now);
                window.Learn(used, now + (span + Margin).Ticks);
            }
        }
    }

    /// <summary>An answer that is no complaint: the next pause without a time of its own is a short one
    /// again.</summary>
    internal void Relax() => Interlocked.Exchange(ref _pauses, 0);

    /// <summary>Nobody sends anything for a while. Whoever waits fails, so that it is known. A longer pause that is on
    /// already stays.</summary>
    /// <param name="told">What the venue asked for; <c>null</c> when it did not say: then twice as long each
    /// time.</param>
    /// <param name="first">The first such time.</param>
    internal TimeSpan Pause(TimeSpan? told, TimeSpan first)
    {
        TimeSpan span = told ?? first * Math.Pow(2, Math.Min(20, Interlocked.Increment(ref _pauses) - 1));
        span = span > LongestPause ? LongestPause : span;
        BudgetSlot[] waiting;
        ApiException? paused;
        lock (_gate)
        {
            _pausedUntil = Math.Max(_pausedUntil, Now + span.Ticks);
            paused = Paused();
            waiting = paused is null ? [] : [.. _urgent, .. _others];
        }

        foreach (BudgetSlot waiter in waiting)
        {
            waiter.Granted.TrySetException(paused!);
        }

        return span;
    }

    private ApiException? Paused()
    {
        long left = _pausedUntil - Now;
        var span = new TimeSpan(left);
        return left <= 0 ? null : NotSent($"the venue wants to be left alone for {span}", span);
    }

    private static ApiException NotSent(string why, TimeSpan? retryAfter = null) => new($"Not sent: {why}.")
    {
        Kind = ErrorKind.NotSent,
        Execution = ExecutionKnowledge.NotExecuted,
        IsTransient = retryAfter is not null,
        RetryAfter = retryAfter,
    };

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
            if (!waiter.Granted.TrySetResult())
            {
                End(waiter, isAnswered: true); // canceled in this very moment
            }
        }
    }

    private BudgetSlot? Next()
    {
        lock (_gate)
        {
            DropFinished(_urgent);
            DropFinished(_others);
            long now = Now;
            _windows.ForEach(w => w.Expire(now));
            if (_pausedUntil <= now)
            {
                foreach (LinkedList<BudgetSlot> line in (LinkedList<BudgetSlot>[])[_urgent, _others])
                {
                    if (line.First?.Value is { } first && _windows.TrueForAll(w => w.HasRoom(first.Cost)))
                    {
                        line.RemoveFirst();
                        first.Windows = [.. _windows];
                        _windows.ForEach(w => w.Begin(first.Cost.Of(w.Limit.Kind)));
                        return first;
                    }
                }
            }

            _isPumping = false;
            if (_urgent.Count + _others.Count > 0 && _windows.Min(static w => w.NextEnd) is { } end)
            {
                _timer.Change(new TimeSpan(Math.Max(0, end - now)), Timeout.InfiniteTimeSpan);
            }

            return null;
        }
    }

    private static void DropFinished(LinkedList<BudgetSlot> line)
    {
        for (LinkedListNode<BudgetSlot>? node = line.First; node is not null;)
        {
            LinkedListNode<BudgetSlot>? next = node.Next;
            if (node.Value.Granted.Task.IsCompleted)
            {
                line.Remove(node);
            }

            node = next;
        }
    }
}
