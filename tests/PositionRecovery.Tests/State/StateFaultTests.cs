using PositionRecovery.Testing;

namespace PositionRecovery.Tests;

/// <summary>A store that fails, lies about outcomes or goes away loses nothing that was acknowledged.</summary>
public sealed class StateFaultTests : IAsyncDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly StateDesk _desk = new();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Theory]
    [InlineData(StoreFaultKind.FailBefore)]
    [InlineData(StoreFaultKind.FailAfter)]
    public async Task RecordAsync_CommitOfUnknownOutcome_LandsOnce(StoreFaultKind kind)
    {
        StateManager state = await _desk.StartAsync();
        await state.IntendAsync(StateDesk.Order("C1", quantity: 5m));
        _desk.Plant(StoreCall.Commit, kind, 3);

        ValueTask<RecordResult> recorded = state.RecordAsync(_desk.Fill("C1", 1m));
        await _desk.AdvanceUntilDoneAsync(recorded.AsTask());

        List<JournalEntry> journal = await _desk.JournalAsync();
        Assert.Single(journal, e => e.Event is OrderFilledEvent);
        Assert.Equal(journal.Count, journal[^1].Sequence);
        Assert.True(state.Health.IsHealthy);
        Assert.True((await _desk.Reader.VerifyAsync(null)).IsIntact);
    }

    [Fact]
    public async Task RecordAsync_StoreThatNeverAnswers_IsAStoreThatFails()
    {
        StateManager state = await _desk.StartAsync();
        await state.IntendAsync(StateDesk.Order("C1", quantity: 5m));
        _desk.Plant(StoreCall.Commit, StoreFaultKind.HangAfter);

        ValueTask<RecordResult> recorded = state.RecordAsync(_desk.Fill("C1", 1m));
        await _desk.AdvanceUntilDoneAsync(recorded.AsTask());

        Assert.Single(await _desk.JournalAsync(), e => e.Event is OrderFilledEvent);
    }

    [Fact]
    public async Task StoreDown_FactsAreHeldIntentsAreRefused_AndNothingIsLostWhenItComesBack()
    {
        _desk.Options.MaxPending = 16;
        StateManager state = await _desk.StartAsync();
        await state.IntendAsync(StateDesk.Order("C1", quantity: 100m));
        _desk.Plant(StoreCall.Commit, StoreFaultKind.FailBefore, int.MaxValue);
        var waiting = new List<Task<RecordResult>> { state.RecordAsync(_desk.Fill("C1", 1m)).AsTask() };
        await StateDesk.UntilAsync(() => !state.Health.IsHealthy);

        IntentResult permit = await state.IntendAsync(StateDesk.Order("C2"));
        int accepted = 0;
        while (state.TryRecord(_desk.Fill("C1", 1m)))
        {
            accepted++;
        }

        waiting.Add(state.RecordAsync(_desk.Fill("C1", 1m)).AsTask());
        Assert.Equal(GateReason.StoreUnavailable, permit.Decision.Reason);
        Assert.InRange(accepted, 15, 17);
        Assert.Equal(1, state.Health.Refused);
        Assert.DoesNotContain(waiting, w => w.IsCompleted);

        _desk.Store.Heal();
        await _desk.AdvanceUntilDoneAsync(Task.WhenAll(waiting));
        await state.FlushAsync();

        Assert.Equal(accepted + 2, (await _desk.JournalAsync()).Count(e => e.Event is OrderFilledEvent));
        Assert.True(state.Health.IsHealthy);
        Assert.True((await state.IntendAsync(StateDesk.Order("C2"))).IsGranted);
    }

    [Fact]
    public async Task IntendAsync_NotDurableInTime_IsRefusedAndTheOrderIsDenied()
    {
        StateManager state = await _desk.StartAsync();
        _desk.Plant(StoreCall.Commit, StoreFaultKind.FailBefore, 1_000);

        Task<IntentResult> asked = state.IntendAsync(StateDesk.Order("C1")).AsTask();
        await _desk.AdvanceUntilDoneAsync(asked);
        _desk.Store.Heal();
        await _desk.AdvanceUntilDoneAsync(state.FlushAsync().AsTask());

        Assert.False((await asked).IsGranted);
        Assert.Equal(OrderStatus.Denied, (await _desk.Reader.LoadAsync()).State.Snapshot.Orders.Single().Status);
    }

    [Fact]
    public async Task TakenOver_TheFirstOwnerIsFenced()
    {
        StateManager first = await _desk.StartAsync("first");
        await first.IntendAsync(StateDesk.Order("C1", quantity: 5m));
        _desk.Options.TakeOver = true;
        StateManager second = await _desk.StartAsync("second");

        await Assert.ThrowsAsync<OwnershipLostException>(() => first.RecordAsync(_desk.Fill("C1", 1m)).AsTask());
        await Assert.ThrowsAsync<OwnershipLostException>(() => first.IntendAsync(StateDesk.Order("C2")).AsTask());

        Assert.False(first.Health.IsHealthy);
        await second.RecordAsync(_desk.Fill("C1", 2m));
        Assert.Equal(2m, second.FindPosition(StateDesk.Key)!.Quantity);
        Assert.Single(await _desk.JournalAsync(), e => e.Event is OrderFilledEvent);
    }

    [Fact]
    public async Task OpenAsync_OwnedBySomebodyElse_SaysByWhom()
    {
        await _desk.StartAsync("first");

        OwnershipLostException refused =
            await Assert.ThrowsAsync<OwnershipLostException>(() => _desk.Make("second").OpenAsync());

        Assert.Contains("'first'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LeaseRanOut_AndNobodyWrote_IsTakenAgain()
    {
        StateManager state = await _desk.StartAsync();
        await state.IntendAsync(StateDesk.Order("C1", quantity: 5m));
        _desk.Plant(StoreCall.Commit, StoreFaultKind.FailBefore, 1_000);
        Task<RecordResult> recorded = state.RecordAsync(_desk.Fill("C1", 1m)).AsTask();
        await StateDesk.UntilAsync(() => !state.Health.IsHealthy);
        _desk.Clock.Advance(_desk.Options.LeaseTime * 2);
        _desk.Store.Heal();

        await _desk.AdvanceUntilDoneAsync(recorded);

        Assert.Equal(2, (await _desk.Reader.LoadAsync()).Epoch);
        Assert.True(state.Health.IsHealthy);
        Assert.True((await _desk.Reader.VerifyAsync(null)).IsIntact);
    }

    [Fact]
    public async Task NothingRecorded_TheLeaseIsRenewed()
    {
        StateManager state = await _desk.StartAsync("first");

        for (int i = 0; i < 40; i++)
        {
            _desk.Clock.Advance(Second);
            await Task.Delay(5);
        }

        await Assert.ThrowsAsync<OwnershipLostException>(() => _desk.Make("second").OpenAsync());
        Assert.True(state.Health.IsHealthy);
    }

    [Fact]
    public async Task OpenAsync_StoreDown_KeepsTryingWithinTheLimitAndThenSaysSo()
    {
        _desk.Options.OpenTimeout = TimeSpan.FromSeconds(30);
        _desk.Plant(StoreCall.Open, StoreFaultKind.FailBefore, 1_000);

        Task<StateReport> opening = _desk.Make().OpenAsync();
        await _desk.AdvanceUntilDoneAsync(opening);

        await Assert.ThrowsAsync<StoreException>(() => opening);
        Assert.InRange(_desk.Store.CountOf(StoreCall.Open), 10, 100);
    }

    [Fact]
    public async Task OpenAsync_StoreComesUpLate_Opens()
    {
        _desk.Options.OpenTimeout = TimeSpan.FromSeconds(30);
        _desk.Plant(StoreCall.Open, StoreFaultKind.FailBefore, 5);

        Task<StateReport> opening = _desk.Make().OpenAsync();
        await _desk.AdvanceUntilDoneAsync(opening);

        Assert.Equal(1, (await opening).Epoch);
    }
}
