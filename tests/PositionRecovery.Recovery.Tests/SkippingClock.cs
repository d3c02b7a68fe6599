namespace PositionRecovery.Recovery.Tests;

/// <summary>The system's clock, of which some time can be skipped. Timers that run already do not notice.</summary>
internal sealed class SkippingClock : TimeProvider
{
    private long _skipped;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + new TimeSpan(Interlocked.Read(ref _skipped));

    public override long GetTimestamp() =>
        base.GetTimestamp() + (long)(TimestampFrequency * new TimeSpan(Interlocked.Read(ref _skipped)).TotalSeconds);

    public void Skip(TimeSpan time) => Interlocked.Add(ref _skipped, time.Ticks);
}
