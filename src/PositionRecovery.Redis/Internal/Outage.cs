namespace PositionRecovery.Redis;

/// <summary>How long nothing has been answered. Safe for use by several threads.</summary>
internal sealed class Outage(TimeProvider clock)
{
    private const long None = long.MinValue;

    private long _since = None;

    /// <summary>Something was answered.</summary>
    internal void Ended() => Interlocked.Exchange(ref _since, None);

    /// <summary>Something was not answered. Whether that has been so for this long, without an answer in
    /// between.</summary>
    internal bool HasLasted(TimeSpan limit)
    {
        long now = clock.GetTimestamp();
        long since = Interlocked.CompareExchange(ref _since, now, None);
        return since != None && clock.GetElapsedTime(since, now) >= limit;
    }
}
