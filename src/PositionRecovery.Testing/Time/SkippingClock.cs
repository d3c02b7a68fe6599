namespace PositionRecovery.Testing;

/// <summary>The system's clock, of which some time can be skipped: what a dead process had under way is too old then,
/// and its lease has run out, without anybody waiting for it.</summary>
/// <remarks>Thread-safe. Timers that run already do not notice a skip.</remarks>
public sealed class SkippingClock : TimeProvider
{
    private long _skipped;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + new TimeSpan(Interlocked.Read(ref _skipped));

    /// <inheritdoc/>
    public override long GetTimestamp() =>
        base.GetTimestamp() + (long)(TimestampFrequency * new TimeSpan(Interlocked.Read(ref _skipped)).TotalSeconds);

    /// <summary>Skips some time.</summary>
    /// <param name="time">How much; not negative.</param>
    public void Skip(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        Interlocked.Add(ref _skipped, time.Ticks);
    }
}
