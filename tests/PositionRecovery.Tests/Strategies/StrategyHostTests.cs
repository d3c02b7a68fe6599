using PositionRecovery.Testing;

namespace PositionRecovery.Tests.Strategies;

public sealed class StrategyHostTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _clock = new();
    private readonly HookedStrategy _strategy = new();
    private readonly StrategyHost _host;

    public StrategyHostTests() => _host = new StrategyHost(_strategy, retries: 1, _clock);

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Call_HookThrows_ParksTheStrategyWithItsWords()
    {
        _strategy.OnReady = _ => throw new InvalidOperationException("no feed");

        HookOutcome<bool> outcome = await ReadyAsync();

        Assert.Equal("ready threw InvalidOperationException: no feed", outcome.Problem);
        Assert.Equal(outcome.Problem, _host.Parked);
    }

    [Fact]
    public async Task Call_Parked_IsNotCalled()
    {
        _host.Park("broken");

        Assert.Equal("broken", (await ReadyAsync()).Problem);
        Assert.Equal(0, _strategy.Calls);
    }

    [Fact]
    public async Task Call_HookHangs_ParksAtTheLimitAndLetsNobodyWait()
    {
        await HangAsync();

        Assert.Equal("ready did not return within 00:00:05", _host.Parked);
        Assert.False((await ReadyAsync()).IsDone); // at once, though the hook still runs
        Assert.Equal(1, _strategy.Calls);
    }

    [Fact]
    public async Task Release_HookStillHangs_IsRefusedUntilItReturned()
    {
        TaskCompletionSource hanging = await HangAsync();
        Assert.False(_host.TryRelease());

        hanging.SetException(new InvalidOperationException("too late"));
        bool isReleased = false;
        await StateDesk.UntilAsync(() => isReleased = isReleased || _host.TryRelease());
        _strategy.OnReady = static _ => ValueTask.CompletedTask;

        Assert.True((await ReadyAsync()).IsDone);
    }

    [Fact]
    public async Task Release_TriesUsedUp_StaysParked()
    {
        _host.Park("once");
        Assert.True(_host.TryRelease());
        _host.Park("twice");

        Assert.False(_host.TryRelease());
        Assert.Equal("twice", (await ReadyAsync()).Problem);
    }

    [Fact]
    public async Task Call_CallerGivesUp_TheNextWaitsForTheHookBefore()
    {
        var hanging = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _strategy.OnReady = _ => new ValueTask(hanging.Task);
        using var stop = new CancellationTokenSource();
        Task<HookOutcome<bool>> first = ReadyAsync(stop.Token);
        await StateDesk.UntilAsync(() => _strategy.Calls == 1);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        _strategy.OnReady = static _ => ValueTask.CompletedTask;
        Task<HookOutcome<bool>> second = ReadyAsync();
        Assert.Equal(1, _strategy.Calls);
        hanging.SetResult();

        Assert.True((await second).IsDone);
        Assert.Null(_host.Parked);
    }

    [Fact]
    public async Task Call_SeveralAtOnce_RunOneAtATime()
    {
        int inside = 0;
        _strategy.OnReady = async _ =>
        {
            Assert.Equal(1, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
        };

        HookOutcome<bool>[] outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => ReadyAsync()));

        Assert.All(outcomes, o => Assert.Null(o.Problem));
    }

    [Fact]
    public async Task Call_HookAsksForAnOrderBeforeTheStateIsOpen_IsRefusedNotDeadlocked()
    {
        await using var desk = new StateDesk();
        StateManager state = desk.Make();
        IntentResult asked = default;
        _strategy.OnReady = async token => asked = await state.IntendAsync(StateDesk.Order("e-1"), token);

        Assert.True((await ReadyAsync()).IsDone);
        Assert.Equal(GateReason.NotReady, asked.Decision.Reason);
    }

    private Task<HookOutcome<bool>> ReadyAsync(CancellationToken cancellationToken = default) =>
        _host.CallAsync("ready", Limit, static (s, token) => s.OnReadyAsync(token), cancellationToken);

    private async Task<TaskCompletionSource> HangAsync()
    {
        var hanging = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _strategy.OnReady = _ => new ValueTask(hanging.Task);
        Task<HookOutcome<bool>> call = ReadyAsync();
        await StateDesk.UntilAsync(() => _strategy.Calls == 1 && _clock.NextTimer is not null);
        _clock.Advance(Limit);
        Assert.False((await call).IsDone);
        return hanging;
    }

    private sealed class HookedStrategy : IRecoverableStrategy
    {
        internal Func<CancellationToken, ValueTask> OnReady { get; set; } = static _ => ValueTask.CompletedTask;

        internal int Calls { get; private set; }

        public StrategyProfile Profile { get; } = new() { Id = new("hooked") };

        public ValueTask OnRecoveredAsync(RecoveredState state, CancellationToken cancellationToken) => default;

        public ExitPlan PlanExits(ExitContext context) => ExitPlan.None;

        public ValueTask OnWarmupAsync(IAsyncEnumerable<HistoricalBar> bars, CancellationToken cancellationToken) =>
            default;

        public ValueTask OnReadyAsync(CancellationToken cancellationToken)
        {
            Calls++;
            return OnReady(cancellationToken);
        }
    }
}
