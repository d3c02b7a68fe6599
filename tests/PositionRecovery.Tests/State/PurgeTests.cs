namespace PositionRecovery.Tests;

/// <summary>What ended long ago leaves the live state, and is still recognised.</summary>
public sealed class PurgeTests : IAsyncDisposable
{
    private readonly StateDesk _desk = new();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task PurgeAsync_OrdersThatEndedAndAgreed_GoAndTheBooksStay()
    {
        StateManager state = await TradedAsync(agrees: true);
        PositionSnapshot before = state.FindPosition(StateDesk.Key)!;

        await state.PurgeAsync();

        Assert.Null(state.FindOrder(new("C1")));
        Assert.NotNull(state.FindOrder(new("WORKING")));
        PositionSnapshot after = state.FindPosition(StateDesk.Key)!;
        Assert.Equal(
            (before.Quantity, before.AveragePrice, before.RealizedPnl, before.Fees, before.Epoch),
            (after.Quantity, after.AveragePrice, after.RealizedPnl, after.Fees, after.Epoch));
        Assert.Equal(2, state.Snapshot().PurgedTrades.Count);
    }

    [Fact]
    public async Task PurgeAsync_BooksThatNeverAgreedWithTheVenue_KeepTheirOrders()
    {
        StateManager state = await TradedAsync(agrees: false);

        await state.PurgeAsync();

        Assert.NotNull(state.FindOrder(new("C1")));
    }

    [Fact]
    public async Task RecordAsync_ExecutionThatWasPurged_IsADuplicate()
    {
        StateManager state = await TradedAsync(agrees: true);
        await state.PurgeAsync();

        RecordResult again = await state.RecordAsync(_desk.Fill("C1", 2m, 100m, trade: "T1"));

        Assert.Equal(RecordStatus.Duplicate, again.Status);
        Assert.Equal(1.5m, state.FindPosition(StateDesk.Key)!.Quantity);
    }

    [Fact]
    public async Task PurgeAsync_ThenACrash_StateAndReplayAgree()
    {
        StateManager state = await TradedAsync(agrees: true);
        await state.PurgeAsync();
        await _desk.TradeAsync(state, "C9", OrderSide.Sell, 0.5m, 120m);
        string before = LiveStates.Text(state.Snapshot());
        await _desk.CrashAsync(state);

        StateManager second = await _desk.StartAsync();

        Assert.Equal(before, LiveStates.Text(second.Snapshot()));
        StateVerification verified = await _desk.Reader.VerifyAsync(null);
        Assert.Empty(verified.Differences);
        Assert.Empty(verified.Quarantined);
        Assert.True(verified.IsIntact, verified.Journal.ToString());
    }

    [Fact]
    public async Task Interval_Passed_PurgesByItself()
    {
        _desk.Options.PurgeInterval = TimeSpan.FromMinutes(10);
        StateManager state = await TradedAsync(agrees: true);

        for (int i = 0; i < 700 && state.FindOrder(new("C1")) is not null; i++)
        {
            _desk.Clock.Advance(TimeSpan.FromSeconds(2));
            await Task.Delay(2);
        }

        Assert.Null(state.FindOrder(new("C1")));
    }

    [Theory]
    [InlineData(true)] // its number must not be used again
    [InlineData(false)]
    public async Task PurgeAsync_ExitThatEnded_StaysAsLongAsItsPosition(bool stays)
    {
        StateManager state = await _desk.StartAsync();
        await _desk.TradeAsync(state, "C1", OrderSide.Buy, 2m, 100m);
        ClientOrderId exit = ExitIds.Of(StateDesk.Key, new("EP-1"), "Stop", "sl", 1);
        await state.IntendAsync(StateDesk.Order(exit.Value, OrderSide.Sell) with { Action = OrderAction.Exit });
        await state.RecordAsync(new OrderCanceledEvent { Order = exit, At = _desk.Now });
        await _desk.TradeAsync(state, "C2", OrderSide.Sell, stays ? 0.5m : 2m, 110m);
        _desk.Clock.Advance(TimeSpan.FromSeconds(1));
        await state.RecordAsync(
            new PositionReconciledEvent { At = _desk.Now, Key = StateDesk.Key.Book, AgreedAt = _desk.Now });
        for (int i = 0; i < 2 * 60 * 20; i++)
        {
            _desk.Clock.Advance(TimeSpan.FromSeconds(3));
        }

        await state.PurgeAsync();

        Assert.Null(state.FindOrder(new("C1")));
        Assert.Equal(stays, state.FindOrder(exit) is not null);
    }

    [Fact]
    public async Task PurgeAsync_TradesOlderThanTheMemory_AreForgotten()
    {
        StateManager state = await TradedAsync(agrees: true);
        await state.PurgeAsync();
        for (int i = 0; i < 8 * 24; i++)
        {
            _desk.Clock.Advance(TimeSpan.FromHours(1));
        }

        await state.PurgeAsync();

        Assert.Empty(state.Snapshot().PurgedTrades);
    }

    /// <summary>Bought 2 and sold 0.5, two hours ago; another order still works.</summary>
    private async Task<StateManager> TradedAsync(bool agrees)
    {
        StateManager state = await _desk.StartAsync();
        await state.RecordAsync(new InstrumentDefinedEvent { At = _desk.Now, Definition = StateDesk.Btc });
        await _desk.TradeAsync(state, "C1", OrderSide.Buy, 2m, 100m);
        await _desk.TradeAsync(state, "C2", OrderSide.Sell, 0.5m, 110m);
        await state.IntendAsync(StateDesk.Order("WORKING"));
        await state.RecordAsync(new OrderAcceptedEvent { Order = new("WORKING"), At = _desk.Now });
        if (agrees)
        {
            _desk.Clock.Advance(TimeSpan.FromSeconds(1));
            await state.RecordAsync(
                new PositionReconciledEvent { At = _desk.Now, Key = StateDesk.Key.Book, AgreedAt = _desk.Now });
        }

        for (int i = 0; i < 2 * 60 * 20; i++)
        {
            _desk.Clock.Advance(TimeSpan.FromSeconds(3)); // in steps: the lease is renewed on the way
        }

        await state.FlushAsync();
        return state;
    }
}
