using PositionRecovery.Testing;

namespace PositionRecovery.Tests;

/// <summary>However an engine ends, what it began to record is recorded, and nobody waits for ever.</summary>
public sealed class ClosingTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly StateDesk _desk = new();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task CloseAsync_AnswerToTheLastCommitIsLost_TheTraderIsFreeAllTheSame()
    {
        StateManager first = await _desk.StartAsync("first");
        _desk.Plant(StoreCall.Commit, StoreFaultKind.FailAfter);

        await _desk.AdvanceUntilDoneAsync(first.CloseAsync());
        StateReport second = await _desk.Make("second").OpenAsync();

        Assert.Empty(second.Crashed);
        Assert.Equal(2, second.Epoch);
    }

    [Fact]
    public async Task CloseAsync_WhileOpening_FreesTheTraderAndLaterCallsReturn()
    {
        StateManager first = _desk.Make("first");
        _desk.Plant(StoreCall.Load, StoreFaultKind.HangBefore);
        Task<StateReport> opening = first.OpenAsync();

        Task closing = first.CloseAsync();
        _desk.Store.ReleaseHangs();
        await closing.WaitAsync(Patience);
        await first.CloseAsync().WaitAsync(Patience);

        await Assert.ThrowsAsync<InvalidOperationException>(() => opening.WaitAsync(Patience));
        Assert.Empty((await _desk.Make("second").OpenAsync()).Crashed);
    }

    [Fact]
    public async Task DisposeAsync_WhileOpening_EndsTheOpening()
    {
        _desk.Options.OpenTimeout = TimeSpan.FromHours(1);
        StateManager first = _desk.Make("first");
        _desk.Plant(StoreCall.Load, StoreFaultKind.HangBefore);
        Task<StateReport> opening = first.OpenAsync();

        await first.DisposeAsync().AsTask().WaitAsync(Patience);

        await Assert.ThrowsAnyAsync<Exception>(() => opening.WaitAsync(Patience));
        Assert.True(opening.IsCompleted);
    }

    [Fact]
    public async Task RecordAsync_BeforeAnOpeningThatNeverComes_EndsWithTheManager()
    {
        StateManager state = _desk.Make();
        Task<RecordResult> recorded = state.RecordAsync(_desk.Fill("C1", 1m)).AsTask();

        await state.DisposeAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => recorded.WaitAsync(Patience));
    }

    [Fact]
    public async Task DisposeAsync_WhileClosing_TheClosingClaimsNoCleanStop()
    {
        StateManager state = await _desk.StartAsync();
        _desk.Plant(StoreCall.Commit, StoreFaultKind.FailBefore, 1_000);
        Task closing = state.CloseAsync();
        await StateDesk.UntilAsync(() => _desk.Store.CountOf(StoreCall.Commit) > 1);

        await state.DisposeAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => closing.WaitAsync(Patience));
    }

    [Fact]
    public async Task RecordAsync_CanceledWhileItWaitsForRoom_IsRecordedAllTheSame()
    {
        StateManager state = await FullAsync();
        using var impatience = new CancellationTokenSource();
        Task<RecordResult> recorded = state.RecordAsync(_desk.Fill("C1", 1m, trade: "LAST"), impatience.Token).AsTask();

        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => recorded);
        _desk.Store.Heal();
        await _desk.AdvanceUntilDoneAsync(state.CloseAsync());

        Assert.Contains(
            await _desk.JournalAsync(), e => e.Event is OrderFilledEvent { Fill.Trade.Value: "LAST" });
    }

    [Fact]
    public async Task RecordAsync_CallsThatWaitForRoom_TakeEffectInTheOrderTheyBegan()
    {
        StateManager state = await FullAsync();
        Task<RecordResult>[] waiting = [.. Enumerable.Range(1, 200).Select(i => state.RecordAsync(
            new OrderUpdatedEvent { Order = new("C1"), At = _desk.Now, Price = i }).AsTask())];

        _desk.Store.Heal();
        await _desk.AdvanceUntilDoneAsync(Task.WhenAll(waiting));

        decimal?[] prices = [.. (await _desk.JournalAsync()).Select(e => e.Event).OfType<OrderUpdatedEvent>()
            .Select(e => e.Price)];
        Assert.Equal(Enumerable.Range(1, 200).Select(i => (decimal?)i), prices);
    }

    [Fact]
    public async Task CloseAsync_CallsThatWaitForRoom_AreInTheLastCommit()
    {
        StateManager state = await FullAsync();
        Task<RecordResult> waiting = state.RecordAsync(_desk.Fill("C1", 1m, trade: "LAST")).AsTask();
        Task closing = state.CloseAsync();

        _desk.Store.Heal();
        await _desk.AdvanceUntilDoneAsync(closing);

        Assert.Equal(RecordStatus.Recorded, (await waiting.WaitAsync(Patience)).Status);
        Assert.IsType<SessionStoppedEvent>((await _desk.JournalAsync())[^1].Event);
    }

    [Fact]
    public async Task TryRecord_BeforeTheLoadAndNotToBeKept_ShowsInTheHealth()
    {
        _desk.Options.MaxHeldEvents = 1;
        StateManager state = _desk.Make();
        Assert.True(state.TryRecord(_desk.Fill("UNKNOWN", 1m)));
        Assert.True(state.TryRecord(_desk.Fill("UNKNOWN", 1m)));

        await state.OpenAsync();

        Assert.Equal((1, 1L), (state.Health.Held, state.Health.Refused));
    }

    [Fact]
    public async Task Health_NoRoomForMore_IsNotHealthy()
    {
        _desk.Options.MaxPending = 16;
        StateManager state = await _desk.StartAsync();
        await state.IntendAsync(StateDesk.Order("C1", quantity: 100m));
        _desk.Plant(StoreCall.Commit, StoreFaultKind.HangBefore);
        Assert.True(state.TryRecord(_desk.Fill("C1", 1m)));
        await StateDesk.UntilAsync(() => state.Health.Pending == 0);

        while (state.TryRecord(_desk.Fill("C1", 1m)))
        {
        }

        Assert.False(state.Health.IsHealthy);
    }

    /// <summary>The store is down and there is no room for more.</summary>
    private async Task<StateManager> FullAsync()
    {
        _desk.Options.MaxPending = 16;
        StateManager state = await _desk.StartAsync();
        await state.IntendAsync(StateDesk.Order("C1", quantity: 100m));
        _desk.Plant(StoreCall.Commit, StoreFaultKind.FailBefore, int.MaxValue);
        Assert.True(state.TryRecord(_desk.Fill("C1", 1m)));
        await StateDesk.UntilAsync(() => state.Health.Pending == 0);
        while (state.TryRecord(_desk.Fill("C1", 1m)))
        {
        }

        return state;
    }
}
