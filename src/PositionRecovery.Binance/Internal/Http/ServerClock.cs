namespace PositionRecovery.Binance;

/// <summary>The server's time: measured, then carried on by a clock that nobody sets. Thread-safe.</summary>
internal sealed class ServerClock(TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private volatile Measured? _measured;
    private volatile bool _isStale = true;

    internal DateTimeOffset Now => _measured is { } m ? m.At + clock.GetElapsedTime(m.Stamp) : clock.GetUtcNow();

    /// <summary>Whether it should be measured again.</summary>
    internal bool IsStale => _isStale || _measured is not { } m || clock.GetElapsedTime(m.Stamp) >= Life;

    /// <summary>Whether there is a measurement at all.</summary>
    internal bool IsMeasured => _measured is not null;

    /// <summary>The server did not accept our time.</summary>
    internal void Doubt() => _isStale = true;

    /// <summary>The server told its time in an answer to a request that left at <paramref name="sent"/>: it is taken to
    /// have read its clock half way.</summary>
    internal void Set(DateTimeOffset serverTime, long sent)
    {
        long now = clock.GetTimestamp();
        _measured = new Measured(serverTime + (clock.GetElapsedTime(sent, now) / 2), now);
        _isStale = false;
    }

    private sealed record Measured(DateTimeOffset At, long Stamp);
}
