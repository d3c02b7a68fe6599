namespace PositionRecovery.Simulation;

/// <summary>The clock of a process: its timers do not fire any more when it is dead, as with one that was killed.
/// </summary>
internal sealed class MortalClock(TimeProvider clock, Func<bool> isDead) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer? timer = null;
        timer = clock.CreateTimer(
            seen =>
            {
                if (isDead())
                {
                    timer?.Dispose();
                }
                else
                {
                    callback(seen);
                }
            },
            state,
            dueTime,
            period);
        return timer;
    }
}
