namespace PositionRecovery.Tests;

/// <summary>Stored state that was damaged, cut or edited is noticed; what can be rebuilt is, and the rest is blocked.
/// </summary>
public sealed class DamageTests : IAsyncDisposable
{
    private readonly StateDesk _desk = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("state").FullName;

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(RowKind.Order)]
    [InlineData(RowKind.Fill)]
    [InlineData(RowKind.Position)]
    [InlineData(RowKind.AccountBook)]
    [InlineData(RowKind.PositionLife)]
    [InlineData(RowKind.Session)]
    public async Task OpenAsync_RowDamaged_IsRebuiltFromTheJournalAndReported(RowKind kind)
    {
        string before = await TradeAndCrashAsync();
        await _desk.DamageAsync(kind);

        StateManager second = _desk.Make();
        StateReport report = await second.OpenAsync();

        Assert.Contains(report.Quarantined, q => q.Kind == kind && q.IsRebuilt);
        Assert.Equal(before, LiveStates.Text(second.Snapshot()));
        Assert.True((await _desk.Reader.VerifyAsync(null)).IsIntact);
    }

    [Fact]
    public async Task OpenAsync_RowAndJournalDamaged_TheRestLoadsAndTheInstrumentIsBlocked()
    {
        await TradeAndCrashAsync();
        await _desk.DamageAsync(RowKind.Position);
        await _desk.ReplaceStoreAsync(record => record.Sequence == 2 ? record with { Payload = new byte[9] } : record);

        StateManager second = _desk.Make();
        StateReport report = await second.OpenAsync();

        Assert.Contains(report.Quarantined, q => q.Kind == RowKind.Position && !q.IsRebuilt);
        Assert.NotNull(second.FindOrder(new("C1")));
        Assert.Equal(GateReason.Quarantined, (await second.IntendAsync(StateDesk.Order("C9"))).Decision.Reason);
        Assert.True((await second.IntendAsync(StateDesk.Order("C9") with { Instrument = new("SIM:ETHUSDT") })).IsGranted);
    }

    [Fact]
    public async Task OpenAsync_StoreLostItsTail_TheAnchorTells()
    {
        _desk.Options.AnchorPath = Path.Combine(_folder, "anchor");
        await TradeAndCrashAsync();
        await _desk.ReplaceStoreAsync(record => record.Sequence <= 4 ? record : null);

        StateManager second = _desk.Make();
        StateReport report = await second.OpenAsync();

        Assert.Equal((4L, 3L), (report.Sequence, report.LostEntries));
        Assert.Equal(OrderStatus.Filled, second.FindOrder(new("C1"))!.Status);
        Assert.Null(second.FindOrder(new("C2")));
    }

    [Fact]
    public async Task OpenAsync_JournalReplaced_TheAnchorTellsAndNothingOpens()
    {
        _desk.Options.AnchorPath = Path.Combine(_folder, "anchor");
        await TradeAndCrashAsync();
        await _desk.ReplaceStoreAsync(record => record with { Hash = new byte[32] });

        StoreException refused = await Assert.ThrowsAsync<StoreException>(() => _desk.Make().OpenAsync());

        Assert.Contains("edited or replaced", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_AnotherKey_RefusesWhatItCannotProve()
    {
        _desk.Options.JournalKey = Secret.FromText("a key of some length 1");
        await TradeAndCrashAsync();
        _desk.Options.JournalKey = Secret.FromText("a key of some length 2");

        StateReport report = await _desk.Make().OpenAsync();

        Assert.NotEmpty(report.Quarantined);
        Assert.All(report.Quarantined, q => Assert.False(q.IsRebuilt));
    }

    [Fact]
    public async Task OpenAsync_FlushOnStart_ArchivesTheJournalAndBeginsEmpty()
    {
        await TradeAndCrashAsync();
        _desk.Options.FlushOnStart = true;
        _desk.Options.FlushArchiveDirectory = _folder;

        StateManager second = await _desk.StartAsync();

        Assert.Empty(second.Snapshot().Orders);
        Assert.Empty(second.Snapshot().Positions);
        string archive = Assert.Single(Directory.GetFiles(_folder));
        List<JournalEntry> journal = await _desk.JournalAsync();
        JournalEntry flushed = Assert.Single(journal, e => e.Event is StateFlushedEvent);
        Assert.Equal(flushed.Sequence - 1, File.ReadLines(archive).Count());
        Assert.True((await _desk.Reader.VerifyAsync(null)).IsIntact);
    }

    [Fact]
    public async Task VerifyAsync_JournalCut_IsTruncatedWithoutAnAnchor()
    {
        await TradeAndCrashAsync();
        long last = (await _desk.Reader.LoadAsync()).Sequence;
        var cut = new StateReader(new CutStore(_desk.Memory, last - 1), StateDesk.Trader, null);

        StateVerification found = await cut.VerifyAsync(null);

        Assert.Equal((JournalFault.Truncated, last), (found.Journal.Fault, found.Journal.FirstBadSequence));
        Assert.Contains((await cut.LoadAsync()).Warnings, w => w.Contains("lacks its last entry", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ReplayAsync_ToAnySequence_IsTheStateThatWas()
    {
        var was = new SortedDictionary<long, string>();
        StateManager state = await _desk.StartAsync();
        for (int i = 0; i < 20; i++)
        {
            await _desk.TradeAsync(state, $"C{i}", i % 3 == 2 ? OrderSide.Sell : OrderSide.Buy, 1m + (i % 4), 100m + i);
            CachedSnapshot now = state.Snapshot();
            was[now.Sequence] = LiveStates.Text(now);
        }

        foreach ((long sequence, string text) in was)
        {
            Assert.Equal(text, LiveStates.Text((await _desk.Reader.ReplayAsync(sequence)).Snapshot));
        }
    }

    [Fact]
    public async Task PositionHistory_OfATrade_TellsOldAndNewValues()
    {
        StateManager state = await _desk.StartAsync();
        await _desk.TradeAsync(state, "C1", OrderSide.Buy, 2m, 100m);
        await _desk.TradeAsync(state, "C2", OrderSide.Buy, 1m, 103m);
        await _desk.TradeAsync(state, "C3", OrderSide.Sell, 1m, 110m);
        await _desk.TradeAsync(state, "C4", OrderSide.Sell, 3m, 110m);
        await _desk.TradeAsync(state, "C5", OrderSide.Buy, 1m, 110m);

        PositionChange[] history = [.. PositionHistory.Of(await _desk.JournalAsync())];

        Assert.Equal(
            [PositionChangeKind.Opened, PositionChangeKind.Increased, PositionChangeKind.Reduced,
                PositionChangeKind.Flipped, PositionChangeKind.Closed],
            history.Select(h => h.Kind));
        Assert.Equal([null, 2m, 3m, 2m, -1m], history.Select(h => h.Before?.Quantity));
        Assert.Equal([2m, 3m, 2m, -1m, 0m], history.Select(h => h.After.Quantity));
        Assert.All(history, h => Assert.Equal("order-filled", h.Cause));
    }

    private async Task<string> TradeAndCrashAsync()
    {
        StateManager first = await _desk.StartAsync();
        await _desk.TradeAsync(first, "C1", OrderSide.Buy, 2m, 100m);
        await _desk.TradeAsync(first, "C2", OrderSide.Sell, 0.5m, 110m);
        string before = LiveStates.Text(first.Snapshot());
        await _desk.CrashAsync(first);
        return before;
    }
}
