namespace PositionRecovery.Testing;

/// <summary>Plays the death of a process, at an exact point. Whatever was wrapped lives in that process: every call to
/// a
/// store, a venue or a strategy passes two points, one before it takes effect and one after; at the point of death, and
/// from then on at every point, the call never returns. Nothing is thrown and nothing is disposed, as with a process
/// that
/// is killed.</summary>
/// <remarks>
/// <para>Run once without a point of death and read <see cref="Points"/>; then once for each of them, each followed by
/// a
/// new coordinator over the same store and the same venue, with a new switch.</para>
/// <para>Thread-safe. Where calls run beside each other, their points come in the order in which they are
/// passed.</para>
/// </remarks>
public sealed class CrashSwitch
{
    private readonly Lock _lock = new();
    private readonly List<string> _points = [];
    private readonly TaskCompletionSource _died = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Func<Task>> _underWay = [];
    private readonly int? _killAt;
    private bool _isDead;

    /// <summary>Makes one.</summary>
    /// <param name="killAt">The point of death, counted from 1; <c>null</c> to live.</param>
    public CrashSwitch(int? killAt = null) => _killAt = killAt is null or >= 1
        ? killAt
        : throw new ArgumentOutOfRangeException(nameof(killAt), killAt, "Points are counted from 1.");

    /// <summary>The points passed so far, in order.</summary>
    public IReadOnlyList<string> Points
    {
        get
        {
            lock (_lock)
            {
                return [.. _points];
            }
        }
    }

    /// <summary>Ends when it died.</summary>
    public Task Died => _died.Task;

    /// <summary>Dies now.</summary>
    public void Kill()
    {
        lock (_lock)
        {
            _isDead = true;
        }

        _died.TrySetResult();
    }

    /// <summary>Lets the request arrive that had left the process when it died: a death before an order was sent is
    /// also a
    /// death while it was on its way. Does nothing when none was.</summary>
    public async Task DeliverLateAsync()
    {
        Func<Task>[] late;
        lock (_lock)
        {
            late = [.. _underWay];
            _underWay.Clear();
        }

        foreach (Func<Task> request in late)
        {
            await request().ConfigureAwait(false);
        }
    }

    /// <summary>A store as the process sees it.</summary>
    /// <param name="store">The store, which lives on.</param>
    public IPositionStore Wrap(IPositionStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return new MortalStore(store, this);
    }

    /// <summary>A venue as the process sees it.</summary>
    /// <param name="venue">The venue, which lives on.</param>
    public VenuePorts Wrap(VenuePorts venue)
    {
        ArgumentNullException.ThrowIfNull(venue);
        return new VenuePorts
        {
            Reports = new MortalReports(venue.Reports, this),
            Orders = venue.Orders is { } orders ? new MortalGateway(orders, this) : null,
            History = venue.History is { } history ? new MortalHistory(history, this) : null,
        };
    }

    /// <summary>A strategy of the process.</summary>
    /// <param name="strategy">The strategy.</param>
    public IRecoverableStrategy Wrap(IRecoverableStrategy strategy)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        return strategy is IIndicatorSnapshot indicators
            ? new MortalIndicatorStrategy(strategy, indicators, this)
            : new MortalStrategy(strategy, this);
    }

    /// <summary>Passes a point, or never returns.</summary>
    /// <param name="point">Its name.</param>
    /// <param name="underWay">What had left the process, if this is where it dies.</param>
    internal Task PassAsync(string point, Func<Task>? underWay = null)
    {
        lock (_lock)
        {
            if (!_isDead)
            {
                _points.Add(point);
                _isDead = _points.Count == _killAt;
                if (_isDead && underWay is not null)
                {
                    _underWay.Add(underWay);
                }
            }

            if (!_isDead)
            {
                return Task.CompletedTask;
            }
        }

        _died.TrySetResult();
        return new TaskCompletionSource().Task;
    }

    internal async ValueTask<T> RunAsync<T>(string call, Func<ValueTask<T>> work, bool isSent = false)
    {
        Func<Task>? underWay = isSent ? () => work().AsTask() : null;
        await PassAsync("before " + call, underWay).ConfigureAwait(false);
        try
        {
            T result = await work().ConfigureAwait(false);
            await PassAsync("after " + call).ConfigureAwait(false);
            return result;
        }
        catch (Exception) when (IsDead)
        {
            await PassAsync("failing " + call).ConfigureAwait(false);
            throw;
        }
    }

    private bool IsDead
    {
        get
        {
            lock (_lock)
            {
                return _isDead;
            }
        }
    }
}
