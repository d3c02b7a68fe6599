namespace PositionRecovery.Tests;

/// <summary>What an engine records is there after a restart, once, and in order.</summary>
public sealed class StateManagerTests : IAsyncDisposable
{
    private readonly StateDesk _desk = new();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task OpenAsync_NothingStored_BeginsASession()
    {
        StateReport report = await _desk.Make().OpenAsync();

        Assert.Equal((0L, 1L), (report.Sequence, report.Epoch));
        Assert.Equal(SessionStatus.Active, report.Session.Status);
        Assert.Equal("session-started", Assert.Single(await _desk.JournalAsync()).Event.Kind);
    }

    [Fact]
    public async Task IntendAsync_Granted_TheClientOrderIdIsDurable()
    {
        StateManager state = await _desk.StartAsync();

        IntentResult permit = await state.IntendAsync(StateDesk.Order("C1"));

        Assert.True(permit.IsGranted);
        Assert.Equal(_desk.Now + _desk.Options.LeaseTime, permit.SendBefore);
        OrderIntendedEvent intended = Assert.IsType<OrderIntendedEvent>((await _desk.JournalAsync())[^1].Event);
        Assert.Equal(new ClientOrderId("C1"), intended.Intent.Id);
        Assert.Equal(permit.SendBefore, intended.SendDeadline);
    }

    [Fact]
    public async Task IntendAsync_IdOfBeforeTheCrash_IsRefused()
    {
        StateManager first = await _desk.StartAsync();
        await first.IntendAsync(StateDesk.Order("C1"));
        await _desk.CrashAsync(first);
        StateManager second = await _desk.StartAsync();

        IntentResult permit = await second.IntendAsync(StateDesk.Order("C1"));

        Assert.False(permit.IsGranted);
        Assert.Equal(GateReason.KnownOrder, permit.Decision.Reason);
        Assert.Contains("Intended", permit.Decision.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RecordAsync_AfterACrash_OrdersAndPositionsAreAsTheyWere()
    {
        StateManager first = await _desk.StartAsync();
        await first.RecordAsync(new InstrumentDefinedEvent { At = _desk.Now, Definition = StateDesk.Btc });
        await _desk.TradeAsync(first, "C1", OrderSide.Buy, 2m, 100m);
        await _desk.TradeAsync(first, "C2", OrderSide.Sell, 0.5m, 110m);
        string before = LiveStates.Text(first.Snapshot());
        await _desk.CrashAsync(first);

        StateManager second = await _desk.StartAsync();

        Assert.Equal(before, LiveStates.Text(second.Snapshot()));
        PositionSnapshot position = second.FindPosition(StateDesk.Key)!;
        Assert.Equal((1.5m, 100m, 5m, 0.2m),
            (position.Quantity, position.AveragePrice, position.RealizedPnl, position.Fees));
        Assert.Equal(OrderStatus.Filled, second.FindOrder(new("C1"))!.Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RecordAsync_InstrumentDefinedAfterItWasTraded_CountsForWhatWasTraded(bool isDefinedFirst)
    {
        StateManager state = await _desk.StartAsync();
        var defined = new InstrumentDefinedEvent { At = _desk.Now, Definition = StateDesk.Btc with { Multiplier = 10m } };
        if (isDefinedFirst)
        {
            await state.RecordAsync(defined);
        }

        await _desk.TradeAsync(state, "C1", OrderSide.Buy, 2m, 100m);
        await _desk.TradeAsync(state, "C2", OrderSide.Sell, 0.5m, 110m);
        if (!isDefinedFirst)
        {
            await state.RecordAsync(defined);
        }

        PositionSnapshot position = state.FindPosition(StateDesk.Key)!;
        Assert.Equal((1.5m, 100m, 50m), (position.Quantity, position.AveragePrice, position.RealizedPnl));
        Assert.Equal(50m, state.Snapshot().AccountBooks.Single().RealizedPnl);
        string before = LiveStates.Text(state.Snapshot());
        await _desk.CrashAsync(state);
        StateManager again = await _desk.StartAsync();
        Assert.Equal(before, LiveStates.Text(again.Snapshot()));
    }

    [Fact]
    public async Task RecordAsync_SameExecutionTwice_CountsOnce()
    {
        StateManager state = await _desk.StartAsync();
        await state.IntendAsync(StateDesk.Order("C1", quantity: 2m));
        OrderFilledEvent fill = _desk.Fill("C1", 1m);

        RecordResult once = await state.RecordAsync(fill);
        RecordResult twice = await state.RecordAsync(fill);

        Assert.Equal((RecordStatus.Recorded, RecordStatus.Duplicate), (once.Status, twice.Status));
        Assert.Equal(1m, state.FindOrder(new("C1"))!.Filled);
    }

    [Fact]
    public async Task RecordAsync_SameExecutionWithAnotherPrice_TheFirstStaysAndThePositionIsQuarantined()
    {
        StateManager state = await _desk.StartAsync();
        await state.IntendAsync(StateDesk.Order("C1", quantity: 2m));
        await state.RecordAsync(_desk.Fill("C1", 1m, 100m, trade: "T"));

        RecordResult result = await state.RecordAsync(_desk.Fill("C1", 1m, 101m, trade: "T"));

        Assert.Equal(RecordStatus.Conflict, result.Status);
        Assert.Equal(100m, state.FindPosition(StateDesk.Key)!.AveragePrice);
        IntentResult permit = await state.IntendAsync(StateDesk.Order("C2"));
        Assert.Equal(GateReason.Quarantined, permit.Decision.Reason);
        Assert.True((await state.IntendAsync(StateDesk.Order("C3", OrderSide.Sell) with { IsReduceOnly = true })).IsGranted);
    }

    [Fact]
    public async Task RecordAsync_ExecutionBeforeItsOrder_IsHeldAndTakesEffectWithTheOrder()
    {
        StateManager first = await _desk.StartAsync();

        RecordResult held = await first.RecordAsync(_desk.Fill("LATE", 1m));
        await _desk.CrashAsync(first);
        StateManager second = await _desk.StartAsync();
        await second.RecordAsync(new OrderImportedEvent
        {
            At = _desk.Now,
            Order = new OrderSnapshot { Intent = StateDesk.Order("LATE"), Status = OrderStatus.Accepted },
        });

        Assert.Equal(RecordStatus.Held, held.Status);
        Assert.Equal(1m, second.FindPosition(StateDesk.Key)!.Quantity);
        Assert.Equal(0, second.Health.Held);
    }

    [Fact]
    public async Task RecordAsync_AcknowledgementAfterTheFill_TakesNothingBack()
    {
        StateManager state = await _desk.StartAsync();
        await state.IntendAsync(StateDesk.Order("C1"));

        await state.RecordAsync(_desk.Fill("C1", 1m));
        await state.RecordAsync(new OrderAcceptedEvent { Order = new("C1"), At = _desk.Now, VenueOrder = new("V1") });
        await state.RecordAsync(new OrderSubmittedEvent { Order = new("C1"), At = _desk.Now });

        OrderSnapshot order = state.FindOrder(new("C1"))!;
        Assert.Equal((OrderStatus.Filled, new VenueOrderId("V1")), (order.Status, order.VenueOrder));
    }

    [Fact]
    public async Task RecordAsync_RealExecutionAfterAPlaceholder_TakesItsPlace()
    {
        StateManager state = await _desk.StartAsync();
        await state.RecordAsync(new InstrumentDefinedEvent { At = _desk.Now, Definition = StateDesk.Btc });
        await state.IntendAsync(StateDesk.Order("C1", quantity: 100m));
        DateTimeOffset seen = _desk.Now.AddSeconds(1);
        FillSnapshot inferred = _desk.Fill("C1", 40m, 100m, trade: "SF-1").Fill with
        {
            IsPlaceholder = true,
            At = seen,
            CoversUntil = seen,
            Fee = 0m,
            FeeAsset = null,
        };
        await state.ApplyAsync(
            [new OrderFilledEvent { At = seen, Fill = inferred }], JournalActor.Reconciliation, CancellationToken.None);

        await state.RecordAsync(_desk.Fill("C1", 25m, 100m));
        await state.RecordAsync(_desk.Fill("C1", 15m, 101m));

        OrderSnapshot order = state.FindOrder(new("C1"))!;
        Assert.Equal(40m, order.Filled);
        Assert.DoesNotContain(order.Fills, f => f.IsPlaceholder);
        Assert.Equal(40m, state.FindPosition(StateDesk.Key)!.Quantity);
    }

    [Fact]
    public async Task TryRecord_BeforeTheStateIsLoaded_IsBufferedAndMerged()
    {
        StateManager first = await _desk.StartAsync();
        await first.IntendAsync(StateDesk.Order("C1", quantity: 2m));
        OrderFilledEvent known = _desk.Fill("C1", 1m);
        await first.RecordAsync(known);
        await _desk.CrashAsync(first);
        StateManager second = _desk.Make();

        Assert.True(second.TryRecord(known));
        Assert.True(second.TryRecord(_desk.Fill("C1", 1m)));
        await second.OpenAsync();

        Assert.Equal(2m, second.FindPosition(StateDesk.Key)!.Quantity);
    }

    [Fact]
    public async Task RecordAsync_AnIntentOrALibraryEvent_IsAnError()
    {
        StateManager state = await _desk.StartAsync();
        ExecutionEvent[] refused =
        [
            new OrderIntendedEvent { At = _desk.Now, Intent = StateDesk.Order("C1") },
            new StateFlushedEvent { At = _desk.Now, Reason = "because" },
        ];

        foreach (ExecutionEvent happened in refused)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => state.RecordAsync(happened).AsTask());
            Assert.Throws<ArgumentException>(() => state.TryRecord(happened));
        }
    }

    [Fact]
    public async Task RecordAsync_NumbersBeyondWhatBooksKeep_ThrowsAndChangesNothing()
    {
        StateManager state = await _desk.StartAsync();
        const decimal most = 1_000_000_000_000_000m;
        await state.IntendAsync(StateDesk.Order("C1", quantity: most));
        await state.RecordAsync(_desk.Fill("C1", most));
        await state.IntendAsync(StateDesk.Order("C2", quantity: most));
        string before = LiveStates.Text(state.Snapshot());

        await Assert.ThrowsAsync<ArgumentException>(() => state.RecordAsync(_desk.Fill("C2", most)).AsTask());

        Assert.Equal(before, LiveStates.Text(state.Snapshot()));
        Assert.True((await state.IntendAsync(StateDesk.Order("C3"))).IsGranted);
    }

    [Fact]
    public async Task RecordAsync_BalancesNotToBePersisted_AreKnownAndNotStored()
    {
        _desk.Options.PersistAccountEvents = false;
        StateManager state = await _desk.StartAsync();
        var balance = new BalanceSnapshot { Account = StateDesk.Account, Asset = new("USDT"), Total = 1m };

        await state.RecordAsync(new BalanceChangedEvent { At = _desk.Now, Balance = balance });
        await state.FlushAsync();

        Assert.Equal(balance, Assert.Single(state.Snapshot().Balances));
        Assert.Empty((await _desk.Reader.LoadAsync()).State.Snapshot.Balances);
    }
}
