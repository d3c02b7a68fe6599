namespace PositionRecovery.Tests;

/// <summary>Grouped events are accepted at once and durable within the bound; intents never wait for a group.</summary>
public sealed class GroupedTests : IAsyncDisposable
{
    private readonly StateDesk _desk = new();

    public GroupedTests()
    {
        _desk.Options.Durability = DurabilityMode.Grouped;
        _desk.Options.GroupMaxEntries = 4;
        _desk.Options.GroupMaxDelay = TimeSpan.FromMilliseconds(100);
    }

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task RecordAsync_FewerThanAGroup_IsDurableWhenTheDelayHasPassed()
    {
        StateManager state = await WorkingAsync();
        long before = state.Health.DurableSequence;

        RecordResult result = await state.RecordAsync(_desk.Fill("C1", 1m));
        await Task.Delay(50);
        long meanwhile = state.Health.DurableSequence;
        await UntilDurableAsync(state, result.Sequence, advance: true);

        Assert.Equal(before, meanwhile);
        Assert.Equal(result.Sequence, state.Health.DurableSequence);
    }

    [Fact]
    public async Task RecordAsync_AWholeGroup_IsDurableAtOnce()
    {
        StateManager state = await WorkingAsync();
        RecordResult last = default;

        for (int i = 0; i < 4; i++)
        {
            last = await state.RecordAsync(_desk.Fill("C1", 1m));
        }

        await UntilDurableAsync(state, last.Sequence, advance: false);
    }

    [Fact]
    public async Task IntendAsync_InAGroup_TakesWhatWaitsWithIt()
    {
        StateManager state = await WorkingAsync();
        await state.RecordAsync(_desk.Fill("C1", 1m));

        Assert.True((await state.IntendAsync(StateDesk.Order("C2"))).IsGranted);

        Assert.Equal(state.Health.Sequence, state.Health.DurableSequence);
    }

    [Fact]
    public async Task RecordAsync_ProcessDiesBeforeTheBound_LosesNoMoreThanTheGroup()
    {
        StateManager first = await WorkingAsync();
        await first.RecordAsync(_desk.Fill("C1", 1m, trade: "A"));
        await first.FlushAsync();
        await first.RecordAsync(_desk.Fill("C1", 1m, trade: "B"));
        await _desk.CrashAsync(first);

        StateManager second = await _desk.StartAsync();

        Assert.Equal(["A"], second.FindOrder(new("C1"))!.Fills.Select(f => f.Trade.Value));
        Assert.Equal(RecordStatus.Recorded, (await second.RecordAsync(_desk.Fill("C1", 1m, trade: "B"))).Status);
    }

    private async Task<StateManager> WorkingAsync()
    {
        StateManager state = await _desk.StartAsync();
        await state.IntendAsync(StateDesk.Order("C1", quantity: 100m));
        return state;
    }

    private async Task UntilDurableAsync(StateManager state, long sequence, bool advance)
    {
        for (int i = 0; i < 1_000 && state.Health.DurableSequence < sequence; i++)
        {
            await Task.Delay(5);
            _desk.Clock.Advance(advance ? TimeSpan.FromMilliseconds(10) : TimeSpan.Zero);
        }

        Assert.True(state.Health.DurableSequence >= sequence);
    }
}
