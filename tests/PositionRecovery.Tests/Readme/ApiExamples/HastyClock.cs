namespace ApiExamples;

/// <summary>The machine's clock, on which the wait before a recovery is over at once.</summary>
internal sealed class HastyClock(TimeSpan wait) : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime == wait ? TimeSpan.Zero : dueTime, period);
}
