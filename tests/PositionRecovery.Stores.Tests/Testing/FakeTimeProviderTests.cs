using PositionRecovery.Testing;

namespace PositionRecovery.Stores.Tests;

public sealed class FakeTimeProviderTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Start);

    private readonly List<string> _fired = [];

    [Fact]
    public void Clock_NotAdvanced_StandsStill()
    {
        Assert.Equal(Start, _clock.GetUtcNow());
        Assert.Equal(Start, _clock.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, _clock.GetElapsedTime(_clock.GetTimestamp()));
    }

    [Fact]
    public void Advance_SomeTime_MovesBothClocks()
    {
        long since = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal(Start.AddSeconds(90), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(90), _clock.GetElapsedTime(since));
        Assert.Equal(TimeSpan.FromSeconds(90), _clock.Elapsed);
    }

    [Fact]
    public void Advance_Backwards_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Advance(TimeSpan.FromTicks(-1)));

    [Fact]
    public void StepWallClock_Back_LeavesTimersAndTimestamps()
    {
        Fire("a", seconds: 5);
        long since = _clock.GetTimestamp();
        _clock.StepWallClock(TimeSpan.FromHours(-1));
        Assert.Equal(Start.AddHours(-1), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, _clock.GetElapsedTime(since));
        Assert.Equal(TimeSpan.FromSeconds(5), _clock.NextTimer);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(["a 11:00:05"], _fired);
    }

    [Fact]
    public void Advance_SeveralTimersDue_FireInDueOrderAtTheirTimes()
    {
        Fire("late", seconds: 3);
        Fire("early", seconds: 1);
        Fire("also early", seconds: 1);
        Fire("beyond", seconds: 9);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(["early 12:00:01", "also early 12:00:01", "late 12:00:03"], _fired);
        Assert.Equal(Start.AddSeconds(5), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(4), _clock.NextTimer);
    }

    [Fact]
    public void Advance_TimerMadeByATimer_FiresInTheSameStretch()
    {
        using ITimer timer = _clock.CreateTimer(
            _ => Fire("second", seconds: 1), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(["second 12:00:02"], _fired);
    }

    [Fact]
    public void Advance_PeriodicTimer_FiresEachTimeUntilDisposed()
    {
        ITimer timer = Fire("tick", seconds: 1, period: 2);
        _clock.Advance(TimeSpan.FromSeconds(6));
        timer.Dispose();
        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(["tick 12:00:01", "tick 12:00:03", "tick 12:00:05"], _fired);
        Assert.Null(_clock.NextTimer);
        Assert.False(timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public void Change_BeforeItIsDue_ReplacesTheTime()
    {
        ITimer timer = Fire("a", seconds: 1);
        timer.Change(TimeSpan.FromSeconds(4), Timeout.InfiniteTimeSpan);
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Empty(_fired);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["a 12:00:04"], _fired);
    }

    [Fact]
    public void CreateTimer_DueAtOnce_FiresWithTheNextAdvance()
    {
        Fire("a", seconds: 0);
        Assert.Empty(_fired);
        _clock.Advance(TimeSpan.Zero);
        Assert.Equal(["a 12:00:00"], _fired);
    }

    [Fact]
    public void CreateTimer_NeverDue_DoesNotFire()
    {
        using ITimer timer = _clock.CreateTimer(
            _ => _fired.Add("never"), null, Timeout.InfiniteTimeSpan, TimeSpan.FromSeconds(1));
        _clock.Advance(TimeSpan.FromDays(365));
        Assert.Empty(_fired);
        Assert.Null(_clock.NextTimer);
    }

    [Fact]
    public async Task Delay_ByThisClock_EndsOnTheThreadThatAdvances()
    {
        // A context would take the continuation elsewhere.
        SynchronizationContext.SetSynchronizationContext(null);
        int thread = 0;
        Task waiting = WaitAsync();
        Assert.False(waiting.IsCompleted);
        int advancing = Environment.CurrentManagedThreadId;
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(waiting.IsCompleted);
        Assert.Equal(advancing, thread);
        await waiting;

        async Task WaitAsync()
        {
            await Task.Delay(TimeSpan.FromSeconds(1), _clock).ConfigureAwait(false);
            thread = Environment.CurrentManagedThreadId;
        }
    }

    [Fact]
    public void CancellationTokenSource_ByThisClock_IsCancelledInTime()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(2), _clock);
        _clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(source.IsCancellationRequested);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(source.IsCancellationRequested);
    }

    private ITimer Fire(string name, int seconds, int? period = null) => _clock.CreateTimer(
        _ => _fired.Add($"{name} {_clock.GetUtcNow():HH:mm:ss}"),
        null,
        TimeSpan.FromSeconds(seconds),
        period is null ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(period.Value));
}
