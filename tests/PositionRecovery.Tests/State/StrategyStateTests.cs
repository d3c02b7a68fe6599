using PositionRecovery.Sqlite;

namespace PositionRecovery.Tests;

/// <summary>What is stored for strategies is there after a restart, byte for byte, and nowhere else in the way.
/// </summary>
public sealed class StrategyStateTests : IAsyncDisposable
{
    private readonly StateDesk _desk = new();
    private readonly List<SqlitePositionStore> _stores = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("strategies").FullName;

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        foreach (SqlitePositionStore store in _stores)
        {
            await store.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(false, RecordFormat.MessagePack)]
    [InlineData(false, RecordFormat.Json)]
    [InlineData(true, RecordFormat.MessagePack)]
    [InlineData(true, RecordFormat.Json)]
    public async Task RecordAsync_StatesOfStrategies_SurviveARestart(bool isSqlite, RecordFormat format)
    {
        _desk.Options.Format = format;
        StrategySnapshot own = State(minute: 1, size: StrategySnapshot.MaxBytes);
        await using (StateManager first = Make(isSqlite))
        {
            await first.OpenAsync();
            await first.RecordAsync(Own(State(minute: 0)));
            await first.RecordAsync(Own(own));
            Assert.True(first.TryKeep(Indicators(State(minute: 1))));
            Assert.True(first.TryKeep(Indicators(State(minute: 2))));
            Assert.True(first.TryKeep(Indicators(State(minute: 3))));
            await first.FlushAsync();
        }

        _desk.Options.TakeOver = true;
        await using StateManager second = Make(isSqlite);
        await second.OpenAsync();

        Assert.Equal([own], Found(second, StrategyStatePart.Own));
        Assert.Equal([State(minute: 2), State(minute: 3)], Found(second, StrategyStatePart.Indicators));
        Assert.Equal(
            [StrategyStatePart.Own, StrategyStatePart.Indicators],
            second.ReadState().StrategyStates.Select(static s => s.Part));
        StateVerification proof = await new StateReader(isSqlite ? NewSqlite() : _desk.Memory, StateDesk.Trader, null).VerifyAsync(null);
        Assert.True(proof.IsIntact, string.Join(' ', proof.Differences));
    }

    [Theory]
    [InlineData(2, 1, 2)]
    [InlineData(1, 1, 1)]
    [InlineData(0, 1, 1)]
    [InlineData(2, 2, 1)]
    public async Task TryKeep_IndicatorsAfterOthers_KeepsTheOneBeforeWhereTheWayCanBeReplayed(
        int minute, int version, int kept)
    {
        StateManager state = await _desk.StartAsync();
        Assert.True(state.TryKeep(Indicators(State(minute: 1))));
        StrategySnapshot latest = State(minute, size: 5) with { Version = version };

        Assert.True(state.TryKeep(Indicators(latest)));

        IReadOnlyList<StrategySnapshot> found = Found(state, StrategyStatePart.Indicators);
        Assert.Equal((kept, latest), (found.Count, found[^1]));
    }

    [Fact]
    public async Task TryKeep_SameStateAgain_IsNotWrittenAgain()
    {
        StateManager state = await _desk.StartAsync();
        Assert.True(state.TryKeep(Indicators(State(minute: 1))));
        long sequence = state.Health.Sequence;

        Assert.True(state.TryKeep(Indicators(State(minute: 1))));

        Assert.Equal(sequence, state.Health.Sequence);
    }

    [Fact]
    public async Task TryKeep_NotOpenOrClosed_KeepsNothing()
    {
        StateManager state = _desk.Make();
        bool before = state.TryKeep(Indicators(State(minute: 1)));
        await state.OpenAsync();
        await state.CloseAsync();

        Assert.Equal((false, false), (before, state.TryKeep(Indicators(State(minute: 1)))));
        Assert.Empty(state.ReadState().StrategyStates);
    }

    [Fact]
    public async Task RecordAsync_IndicatorsByTheEngine_AreRefused()
    {
        StateManager state = await _desk.StartAsync();

        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(
            () => state.RecordAsync(Indicators(State(minute: 1))).AsTask());

        Assert.Contains("of part Indicators is recorded by the library only", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ApplyAsync_UnitThatCannotBeKept_LeavesTheStateBefore()
    {
        StateManager state = await _desk.StartAsync();
        const decimal most = 1_000_000_000_000_000m;
        await state.IntendAsync(StateDesk.Order("C1", quantity: most));
        await state.RecordAsync(_desk.Fill("C1", most));
        await state.IntendAsync(StateDesk.Order("C2", quantity: most));
        await state.RecordAsync(Own(State(minute: 1)));

        await Assert.ThrowsAsync<ArgumentException>(() => state.ApplyAsync(
            [Own(State(minute: 2)), _desk.Fill("C2", most)], JournalActor.Engine, CancellationToken.None).AsTask());

        Assert.Equal([State(minute: 1)], Found(state, StrategyStatePart.Own));
    }

    [Fact]
    public async Task PurgeAsync_StatesOfStrategies_Stay()
    {
        StateManager state = await _desk.StartAsync();
        await state.RecordAsync(Own(State(minute: 1)));
        _desk.Clock.Advance(TimeSpan.FromDays(400));

        await state.PurgeAsync();

        Assert.Equal([State(minute: 1)], Found(state, StrategyStatePart.Own));
    }

    [Fact]
    public async Task OpenAsync_FlushOnStart_DropsStatesOfStrategies()
    {
        StateManager first = await _desk.StartAsync();
        await first.RecordAsync(Own(State(minute: 1)));
        await first.CloseAsync();
        _desk.Options.FlushOnStart = true;
        _desk.Options.FlushArchiveDirectory = _folder;

        StateManager second = await _desk.StartAsync();

        Assert.Empty(second.ReadState().StrategyStates);
        Assert.Empty((await _desk.Reader.LoadAsync()).State.StrategyStates);
        Assert.True((await _desk.Reader.VerifyAsync(null)).IsIntact);
    }

    [Fact]
    public async Task OpenAsync_RowDamaged_IsRebuiltFromTheJournal()
    {
        StateManager first = await _desk.StartAsync();
        await first.RecordAsync(Own(State(minute: 1)));
        await _desk.CrashAsync(first);
        await _desk.DamageAsync(RowKind.StrategyState);

        StateManager second = _desk.Make();
        StateReport report = await second.OpenAsync();

        Assert.Contains(report.Quarantined, static q => q.Kind == RowKind.StrategyState && q.IsRebuilt);
        Assert.Equal([State(minute: 1)], Found(second, StrategyStatePart.Own));
    }

    [Fact]
    public async Task VerifyAsync_RowOfAnotherState_IsADifference()
    {
        StateManager first = await _desk.StartAsync();
        await first.RecordAsync(Own(State(minute: 1)));
        await first.CloseAsync();
        StoredState stored = await _desk.Memory.LoadAsync(StateDesk.Trader, CancellationToken.None);
        StateRow row = stored.Rows.Single(static r => r.Kind == RowKind.StrategyState);
        var forged = new StoredStrategyState
        {
            Strategy = StateDesk.Alpha, Part = StrategyStatePart.Own, States = [State(minute: 1, size: 4)],
        };

        await _desk.IntrudeAsync(new StoreCommit
        {
            ExpectedSequence = stored.Sequence,
            Rows = [new StateCodec(RecordFormat.MessagePack, null).Encode(row.Kind, row.Key, forged, stored.Sequence)],
        });

        Assert.Equal(
            ["The state of a strategy 'alpha Own' is stored other than the journal says."],
            (await _desk.Reader.VerifyAsync(null)).Differences);
    }

    private static StrategySnapshot State(int minute, int size = 3) => new()
    {
        Version = 1,
        AsOf = new DateTimeOffset(2026, 3, 1, 12, minute, 0, TimeSpan.Zero),
        Bytes = Enumerable.Range(0, size).Select(i => (byte)(i + minute)).ToArray(),
    };

    private StrategyStateSavedEvent Own(StrategySnapshot state) => new()
    {
        At = _desk.Now, Strategy = StateDesk.Alpha, Part = StrategyStatePart.Own, State = state,
    };

    private StrategyStateSavedEvent Indicators(StrategySnapshot state) =>
        Own(state) with { Part = StrategyStatePart.Indicators };

    private static IReadOnlyList<StrategySnapshot> Found(StateManager state, StrategyStatePart part) =>
        state.FindStrategyState(StateDesk.Alpha, part)!.States;

    private StateManager Make(bool isSqlite) => isSqlite
        ? new StateManager(new StateSetup
        {
            Trader = StateDesk.Trader,
            Store = NewSqlite(),
            Options = _desk.Options,
            TimeProvider = _desk.Clock,
            Owner = "first",
        })
        : _desk.Make();

    private SqlitePositionStore NewSqlite()
    {
        _stores.Add(new SqlitePositionStore(new SqliteStoreOptions { Path = Path.Combine(_folder, "desk.db") }));
        return _stores[^1];
    }
}
