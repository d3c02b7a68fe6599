namespace PositionRecovery;

/// <summary>So many requests a second, and so many at once after a quiet time. Exact, in ticks; not thread-safe.
/// </summary>
internal sealed class TokenBucket
{
    private readonly long _interval;
    private readonly long _tolerance;
    private long _nextAt;

    internal TokenBucket(int perSecond, int burst)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(perSecond, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(burst, 1);
        _interval = TimeSpan.TicksPerSecond / perSecond;
        _tolerance = _interval * (burst - 1);
    }

    /// <summary>How long until there is a token; 0 when there is one.</summary>
    internal long Wait(long now) => Math.Max(0, _nextAt - _tolerance - now);

    /// <summary>Takes one; only when there is nothing to wait for.</summary>
    internal void Take(long now) => _nextAt = Math.Max(_nextAt, now) + _interval;
}
