using PositionRecovery.Testing;

namespace PositionRecovery.Tests;

/// <summary>Starts that find something in their way, and permits that come too late.</summary>
public sealed class StartingTests : IAsyncDisposable
{
    private readonly StateDesk _desk = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("state").FullName;

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task TakenOver_BySomebodyWhoSignsTheSame_TheFirstLearnsIt()
    {
        StateManager first = await _desk.StartAsync("engine");
        await first.IntendAsync(StateDesk.Order("C1", quantity: 5m));
        _desk.Options.TakeOver = true;
        await _desk.StartAsync("engine");

        Task<RecordResult> recorded = first.RecordAsync(_desk.Fill("C1", 1m)).AsTask();
        await _desk.AdvanceUntilDoneAsync(recorded);

        await Assert.ThrowsAsync<OwnershipLostException>(() => recorded);
    }

    [Fact]
    public async Task OpenAsync_StoreThatAnswersLaterAndNoTimeToRetry_Opens()
    {
        _desk.Plant(StoreCall.Load, StoreFaultKind.Delay, delay: TimeSpan.FromMilliseconds(50));

        Task<StateReport> opening = _desk.Make().OpenAsync();
        await _desk.AdvanceUntilDoneAsync(opening);

        Assert.Equal(1, (await opening).Epoch);
    }

    [Fact]
    public async Task OpenAsync_StoreThatTakesNoCommit_FailsInTimeAndSaysWhy()
    {
        StateManager state = _desk.Make();
        Task<RecordResult> early = state.RecordAsync(_desk.Fill("C1", 1m)).AsTask();
        _desk.Plant(StoreCall.Commit, StoreFaultKind.FailBefore, 10_000);

        Task<StateReport> opening = state.OpenAsync();
        await _desk.AdvanceUntilDoneAsync(opening);

        StoreException failed = await Assert.ThrowsAsync<StoreException>(() => opening);
        Assert.Contains("Planted", failed.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => early.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task IntendAsync_DurableOnlyAfterItsTimeToSend_IsRefused()
    {
        _desk.Options.LeaseTime = TimeSpan.FromSeconds(1);
        _desk.Options.IntentTimeout = TimeSpan.FromMinutes(5);
        StateManager state = await _desk.StartAsync();
        _desk.Plant(StoreCall.Commit, StoreFaultKind.FailBefore, 1_000);
        Task<IntentResult> asked = state.IntendAsync(StateDesk.Order("C1")).AsTask();
        await StateDesk.UntilAsync(() => !state.Health.IsHealthy);
        _desk.Clock.Advance(TimeSpan.FromSeconds(3));
        _desk.Store.Heal();

        await _desk.AdvanceUntilDoneAsync(asked);
        await _desk.AdvanceUntilDoneAsync(state.FlushAsync().AsTask());

        Assert.False((await asked).IsGranted);
        Assert.Equal(OrderStatus.Denied, state.FindOrder(new("C1"))!.Status);
    }

    [Fact]
    public async Task AnchorThatCannotBeWritten_NothingIsLostAndNoOrderIsAllowed()
    {
        _desk.Options.AnchorPath = _folder; // not a file
        StateManager state = await _desk.StartAsync();

        RecordResult recorded = await state.RecordAsync(new OrderImportedEvent
        {
            At = _desk.Now,
            Order = new OrderSnapshot { Intent = StateDesk.Order("C1"), Status = OrderStatus.Accepted },
        });

        Assert.Equal(RecordStatus.Recorded, recorded.Status);
        Assert.Contains("anchor", state.Health.Description, StringComparison.Ordinal);
        Assert.Equal(
            GateReason.StoreUnavailable, (await state.IntendAsync(StateDesk.Order("C2"))).Decision.Reason);
        Assert.Equal(2, (await _desk.JournalAsync()).Count);
    }

    [Fact]
    public async Task OpenAsync_DiedBeforeTheFirstAnchorWasWritten_OpensAndSaysSo()
    {
        await _desk.CrashAsync(await _desk.StartAsync());
        _desk.Options.AnchorPath = Path.Combine(_folder, "anchor");
        await File.WriteAllBytesAsync(_desk.Options.AnchorPath, []);

        StateReport report = await _desk.Make().OpenAsync();

        Assert.Contains(report.Warnings, w => w.Contains("no anchor", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OpenAsync_FlushOnStart_SessionsOfBeforeAreKept()
    {
        await (await _desk.StartAsync()).CloseAsync();
        FlushOnStart();

        StateManager second = await _desk.StartAsync();

        Assert.Equal(2, second.ReadState().Sessions.Count);
        Assert.Equal(2, (await _desk.Reader.LoadAsync()).State.Sessions.Count);
        Assert.True((await _desk.Reader.VerifyAsync(null)).IsIntact);
    }

    [Fact]
    public async Task OpenAsync_FlushThatDiedAfterItsArchive_IsRepeated()
    {
        await (await _desk.StartAsync()).CloseAsync();
        FlushOnStart();
        string left = Path.Combine(_folder, "journal-desk-7-2.jsonl");
        await File.WriteAllTextAsync(left, "what is there");

        StateManager second = await _desk.StartAsync();

        Assert.Equal("what is there", await File.ReadAllTextAsync(left));
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
        Assert.Contains(await _desk.JournalAsync(), e => e.Event is StateFlushedEvent);
        Assert.True(second.Health.IsHealthy);
    }

    [Fact]
    public async Task OpenAsync_ArchiveCannotBeWritten_ClearFailureAndTheTraderIsFree()
    {
        await (await _desk.StartAsync()).CloseAsync();
        FlushOnStart();
        _desk.Options.FlushArchiveDirectory = Path.Combine(_folder, "missing");

        await Assert.ThrowsAsync<StoreException>(() => _desk.Make("first").OpenAsync());

        _desk.Options.FlushOnStart = false;
        Assert.NotNull(await _desk.StartAsync("second"));
    }

    [Fact]
    public async Task OpenAsync_RebuiltAfterAPurgedIdWasUsedAgain_Opens()
    {
        StateManager first = await _desk.StartAsync();
        await _desk.TradeAsync(first, "C1", OrderSide.Buy, 2m, 100m);
        _desk.Clock.Advance(TimeSpan.FromSeconds(1));
        await first.RecordAsync(
            new PositionReconciledEvent { At = _desk.Now, Key = StateDesk.Key.Book, AgreedAt = _desk.Now });
        for (int i = 0; i < 2 * 60 * 20; i++)
        {
            _desk.Clock.Advance(TimeSpan.FromSeconds(3));
        }

        await first.PurgeAsync();
        await _desk.TradeAsync(first, "C1", OrderSide.Sell, 1m, 110m);
        string before = LiveStates.Text(first.Snapshot());
        await _desk.CrashAsync(first);
        await _desk.DamageAsync(RowKind.Position);

        StateManager second = await _desk.StartAsync();

        Assert.Equal(before, LiveStates.Text(second.Snapshot()));
        Assert.True((await _desk.Reader.VerifyAsync(null)).IsIntact);
    }

    private void FlushOnStart()
    {
        _desk.Options.FlushOnStart = true;
        _desk.Options.FlushArchiveDirectory = _folder;
    }
}
