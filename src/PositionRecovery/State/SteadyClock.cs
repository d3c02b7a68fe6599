namespace PositionRecovery;

/// <summary>Times that nobody sets: they are no dates, they only say how far apart two moments were. Where a wait is
/// measured by dates, a wall clock that is put right by an hour makes it an hour longer. All that are made of one clock
/// agree. Thread-safe.</summary>
internal sealed class SteadyClock(TimeProvider clock) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + clock.GetElapsedTime(0);

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);
}
