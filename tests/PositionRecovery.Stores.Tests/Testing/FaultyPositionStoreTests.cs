using PositionRecovery.Testing;

namespace PositionRecovery.Stores.Tests;

public sealed class FaultyPositionStoreTests : IAsyncDisposable
{
    private static readonly TraderId Desk = new("desk-7");

    private readonly FakeTimeProvider _clock = new();

    private readonly FaultyPositionStore _store;

    public FaultyPositionStoreTests() => _store = new(new InMemoryPositionStore(_clock), _clock);

    [Fact]
    public async Task Commit_FailsBefore_DoesNotLand()
    {
        StoreLease lease = await OpenAsync();
        _store.Plant(new StoreFault { Call = StoreCall.Commit, Kind = StoreFaultKind.FailBefore });
        StoreException error = await Assert.ThrowsAsync<StoreException>(() => CommitAsync(lease, 0));
        Assert.True(error.IsTransient);
        Assert.Equal(0, (await LoadAsync()).Sequence);
    }

    [Fact]
    public async Task Commit_FailsAfter_Landed()
    {
        StoreLease lease = await OpenAsync();
        _store.Plant(new StoreFault { Call = StoreCall.Commit, Kind = StoreFaultKind.FailAfter, IsTransient = false });
        StoreException error = await Assert.ThrowsAsync<StoreException>(() => CommitAsync(lease, 0));
        Assert.False(error.IsTransient);
        Assert.Equal(1, (await LoadAsync()).Sequence);
    }

    [Fact]
    public async Task Commit_NthTimes_FailsThenOnly()
    {
        StoreLease lease = await OpenAsync();
        _store.Plant(new StoreFault { Call = StoreCall.Commit, Kind = StoreFaultKind.FailBefore, Nth = 2, Times = 2 });
        await CommitAsync(lease, 0);
        await Assert.ThrowsAsync<StoreException>(() => CommitAsync(lease, 1));
        await Assert.ThrowsAsync<StoreException>(() => CommitAsync(lease, 1));
        await CommitAsync(lease, 1);
        Assert.Equal(4, _store.CountOf(StoreCall.Commit));
    }

    [Fact]
    public async Task Heal_PersistentFault_EndsIt()
    {
        StoreLease lease = await OpenAsync();
        _store.Plant(new StoreFault { Call = StoreCall.Commit, Kind = StoreFaultKind.FailBefore, Times = int.MaxValue });
        await Assert.ThrowsAsync<StoreException>(() => CommitAsync(lease, 0));
        _store.Heal();
        await CommitAsync(lease, 0);
    }

    [Fact]
    public async Task Commit_OwnError_IsThrown()
    {
        StoreLease lease = await OpenAsync();
        _store.Plant(new StoreFault
        {
            Call = StoreCall.Commit, Kind = StoreFaultKind.FailAfter, Error = () => new TimeoutException("planted"),
        });
        await Assert.ThrowsAsync<TimeoutException>(() => CommitAsync(lease, 0));
    }

    [Theory]
    [InlineData(StoreFaultKind.HangBefore, 0)]
    [InlineData(StoreFaultKind.HangAfter, 1)]
    public async Task Commit_Hangs_UntilReleased(StoreFaultKind kind, long meanwhile)
    {
        StoreLease lease = await OpenAsync();
        _store.Plant(new StoreFault { Call = StoreCall.Commit, Kind = kind });
        Task<CommitResult> commit = CommitAsync(lease, 0);
        _clock.Advance(TimeSpan.FromMinutes(30));
        Assert.False(commit.IsCompleted);
        Assert.Equal(meanwhile, (await LoadAsync()).Sequence);
        _store.ReleaseHangs();
        Assert.Equal(CommitResult.Committed(1), await commit);
    }

    [Fact]
    public async Task Commit_HangsAndIsCancelled_Ends()
    {
        StoreLease lease = await OpenAsync();
        _store.Plant(new StoreFault { Call = StoreCall.Commit, Kind = StoreFaultKind.HangBefore });
        using var cancel = new CancellationTokenSource();
        Task<CommitResult> commit = _store.CommitAsync(lease, Commit(0), cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => commit);
    }

    [Fact]
    public async Task Commit_Delayed_LandsByTheClock()
    {
        StoreLease lease = await OpenAsync();
        _store.Plant(new StoreFault
        {
            Call = StoreCall.Commit, Kind = StoreFaultKind.Delay, Delay = TimeSpan.FromSeconds(10),
        });
        Task<CommitResult> commit = CommitAsync(lease, 0);
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(commit.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(CommitResult.Committed(1), await commit);
    }

    [Fact]
    public async Task Commit_Torn_LandsInPart()
    {
        StoreLease lease = await OpenAsync();
        _store.Plant(new StoreFault { Call = StoreCall.Commit, Kind = StoreFaultKind.Tear });
        await Assert.ThrowsAsync<StoreException>(() => CommitAsync(lease, 0));
        StoredState state = await LoadAsync();
        Assert.Equal(1, state.Sequence);
        Assert.Equal("a", Assert.Single(state.Rows).Key);
        Assert.Equal(2, Assert.Single(await ReadAsync()).Payload.Length);
    }

    [Fact]
    public async Task Commit_TornAsTold_LandsSo()
    {
        StoreLease lease = await OpenAsync();
        _store.Plant(new StoreFault
        {
            Call = StoreCall.Commit, Kind = StoreFaultKind.Tear, Tear = commit => commit with { Journal = [] },
        });
        await Assert.ThrowsAsync<StoreException>(() => CommitAsync(lease, 0));
        StoredState state = await LoadAsync();
        Assert.Equal(0, state.Sequence);
        Assert.Equal(2, state.Rows.Count);
    }

    [Fact]
    public async Task ReadJournal_Torn_EndsWithATornRecordAndNoError()
    {
        StoreLease lease = await OpenAsync();
        await CommitAsync(lease, 0);
        await CommitAsync(lease, 1);
        _store.Plant(new StoreFault { Call = StoreCall.ReadJournal, Kind = StoreFaultKind.Tear });
        Assert.Equal([4, 2], (await ReadAsync()).Select(record => record.Payload.Length));
        Assert.Equal([4, 4], (await ReadAsync()).Select(record => record.Payload.Length));
    }

    [Theory]
    [InlineData(StoreFaultKind.FailBefore, 0)]
    [InlineData(StoreFaultKind.FailAfter, 1)]
    public async Task ReadJournal_Fails_BeforeOrAfterItsRecords(StoreFaultKind kind, int seen)
    {
        StoreLease lease = await OpenAsync();
        await CommitAsync(lease, 0);
        _store.Plant(new StoreFault { Call = StoreCall.ReadJournal, Kind = kind });
        int count = 0;
        await Assert.ThrowsAsync<StoreException>(async () =>
        {
            await foreach (JournalRecord record in _store.ReadJournalAsync(Desk, JournalRange.All, default))
            {
                count++;
            }
        });
        Assert.Equal(seen, count);
    }

    [Theory]
    [InlineData(StoreCall.Open)]
    [InlineData(StoreCall.Load)]
    [InlineData(StoreCall.CheckHealth)]
    public async Task OtherCalls_Faulty_Fail(StoreCall call)
    {
        _store.Plant(new StoreFault { Call = call, Kind = StoreFaultKind.FailBefore });
        await Assert.ThrowsAsync<StoreException>(async () =>
        {
            await OpenAsync();
            await LoadAsync();
            await _store.CheckHealthAsync(CancellationToken.None);
        });
        Assert.Equal(1, _store.CountOf(call));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task WithoutFaults_Any_IsTheStoreInside(string name)
    {
        var suite = new StoreConformance(new StoreConformanceSetup
        {
            CreateStore = () => _store, AdvanceClock = _clock.Advance,
        });
        await suite.RunAsync(name, CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    public static TheoryData<string> Cases => InMemoryConformanceTests.Cases;

    private static StoreCommit Commit(long expected) => new()
    {
        ExpectedSequence = expected,
        Rows =
        [
            new StateRow { Kind = RowKind.Order, Key = "a", Payload = new byte[] { 1 } },
            new StateRow { Kind = RowKind.Order, Key = "b", Payload = new byte[] { 1 } },
        ],
        Journal = [new JournalRecord { Sequence = expected + 1, Payload = new byte[4], Hash = new byte[32] }],
    };

    private async Task<StoreLease> OpenAsync()
    {
        OpenResult result = await _store.OpenAsync(
            new OpenRequest { Trader = Desk, Owner = "me", LeaseTime = TimeSpan.FromHours(1) }, CancellationToken.None);
        return result.Lease!;
    }

    private Task<CommitResult> CommitAsync(StoreLease lease, long expected) =>
        _store.CommitAsync(lease, Commit(expected), CancellationToken.None).AsTask();

    private async Task<StoredState> LoadAsync() => await _store.LoadAsync(Desk, CancellationToken.None);

    private async Task<List<JournalRecord>> ReadAsync()
    {
        var read = new List<JournalRecord>();
        await foreach (JournalRecord record in _store.ReadJournalAsync(Desk, JournalRange.All, default))
        {
            read.Add(record);
        }

        return read;
    }
}
