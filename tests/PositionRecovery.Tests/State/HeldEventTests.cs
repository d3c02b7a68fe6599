namespace PositionRecovery.Tests;

/// <summary>Events that came before their order are judged like all others when it is known.</summary>
public sealed class HeldEventTests : IAsyncDisposable
{
    private const decimal Most = 1_000_000_000_000_000m;

    private readonly StateDesk _desk = new();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task RecordAsync_HeldExecutionThatCannotBeKept_QuarantinesAndTheJournalGoesOn()
    {
        StateManager state = await _desk.StartAsync();
        await state.IntendAsync(StateDesk.Order("C1", quantity: Most));
        await state.RecordAsync(_desk.Fill("C1", Most));
        await state.RecordAsync(_desk.Fill("LATE", Most));

        RecordResult imported = await state.RecordAsync(Import("LATE", Most)).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        await state.RecordAsync(new OrderAcceptedEvent { Order = new("LATE"), At = _desk.Now });

        Assert.Equal(RecordStatus.Recorded, imported.Status);
        Assert.Equal(Most, state.FindPosition(StateDesk.Key)!.Quantity);
        Assert.Equal(GateReason.Quarantined, (await state.IntendAsync(StateDesk.Order("C2"))).Decision.Reason);
        Assert.True((await _desk.Reader.VerifyAsync(null)).IsIntact);
    }

    [Fact]
    public async Task RecordAsync_HeldExecutionsThatContradictEachOther_TheFirstStaysAndThePositionIsQuarantined()
    {
        StateManager state = await _desk.StartAsync();
        await state.RecordAsync(_desk.Fill("LATE", 1m, 100m, trade: "T"));
        await state.RecordAsync(_desk.Fill("LATE", 1m, 101m, trade: "T"));

        await state.RecordAsync(Import("LATE", 2m));

        Assert.Equal(100m, state.FindPosition(StateDesk.Key)!.AveragePrice);
        Assert.Equal(GateReason.Quarantined, (await state.IntendAsync(StateDesk.Order("C2"))).Decision.Reason);
    }

    [Fact]
    public async Task RecordAsync_HeldExecutionOfBeforeAnAgreement_DoesNotMoveThePosition()
    {
        StateManager state = await _desk.StartAsync();
        await state.RecordAsync(new InstrumentDefinedEvent { At = _desk.Now, Definition = StateDesk.Btc });
        await state.RecordAsync(_desk.Fill("LATE", 1m));
        await _desk.TradeAsync(state, "C1", OrderSide.Buy, 3m, 100m);
        _desk.Clock.Advance(TimeSpan.FromSeconds(1));
        await state.RecordAsync(
            new PositionReconciledEvent { At = _desk.Now, Key = StateDesk.Key.Book, AgreedAt = _desk.Now });

        await state.RecordAsync(Import("LATE", 1m));

        Assert.Equal(3m, state.FindPosition(StateDesk.Key)!.Quantity);
        Assert.Equal(1m, state.FindOrder(new("LATE"))!.Fills.Where(f => !f.IsPlaceholder).Sum(f => f.Quantity));
        Assert.True((await _desk.Reader.VerifyAsync(null)).IsIntact);
    }

    [Fact]
    public async Task ApplyAsync_UnitThatFailsAfterItMadeAnOrderKnown_WhatIsHeldStaysStored()
    {
        StateManager first = await _desk.StartAsync();
        await first.IntendAsync(StateDesk.Order("C1", quantity: Most));
        await first.RecordAsync(_desk.Fill("C1", Most));
        await first.RecordAsync(_desk.Fill("LATE", 1m));
        await Assert.ThrowsAsync<ArgumentException>(() => first.ApplyAsync(
            [Import("LATE", 1m), Import("C2", Most), _desk.Fill("C2", Most), _desk.Fill("UNKNOWN", 1m)],
            JournalActor.Reconciliation,
            CancellationToken.None).AsTask());
        await first.RecordAsync(new OrderAcceptedEvent { Order = new("C1"), At = _desk.Now });
        await _desk.CrashAsync(first);

        StateManager second = await _desk.StartAsync();

        OrderFilledEvent held = Assert.IsType<OrderFilledEvent>(Assert.Single(second.ReadState().HeldEvents));
        Assert.Equal(new ClientOrderId("LATE"), held.Fill.Order);
        Assert.True((await _desk.Reader.VerifyAsync(null)).IsIntact);
    }

    [Fact]
    public async Task IntendAsync_IdThatTheVenueToldOfAlready_IsRefused()
    {
        StateManager state = await _desk.StartAsync();
        await state.RecordAsync(_desk.Fill("C1", 1m));

        IntentResult permit = await state.IntendAsync(StateDesk.Order("C1"));

        Assert.Equal(GateReason.KnownOrder, permit.Decision.Reason);
    }

    [Fact]
    public async Task RecordAsync_ImportedOrderWithExecutions_IsAnError()
    {
        StateManager state = await _desk.StartAsync();
        OrderSnapshot order = Import("LATE", 2m).Order with
        {
            Filled = 1m,
            AveragePrice = 100m,
            Fills = [_desk.Fill("LATE", 1m).Fill],
        };

        await Assert.ThrowsAsync<ArgumentException>(
            () => state.RecordAsync(new OrderImportedEvent { At = _desk.Now, Order = order }).AsTask());
    }

    [Fact]
    public async Task RecordAsync_ConflictOnAFlatPosition_BlocksItUntilReleased()
    {
        StateManager state = await _desk.StartAsync();
        await _desk.TradeAsync(state, "C1", OrderSide.Buy, 1m, 100m);
        await _desk.TradeAsync(state, "C2", OrderSide.Sell, 1m, 110m);
        await state.RecordAsync(_desk.Fill("C1", 0.5m, 100m, trade: "T1"));

        IntentResult blocked = await state.IntendAsync(StateDesk.Order("C3"));
        await state.RecordAsync(
            new PositionReleasedEvent { At = _desk.Now, Key = StateDesk.Key.Book, Reason = "looked at it" });

        Assert.Equal(GateReason.Quarantined, blocked.Decision.Reason);
        Assert.True((await state.IntendAsync(StateDesk.Order("C3"))).IsGranted);
    }

    [Fact]
    public async Task IntendAsync_QuarantinedPositionWasClosed_StaysBlocked()
    {
        StateManager state = await _desk.StartAsync();
        await _desk.TradeAsync(state, "C1", OrderSide.Buy, 1m, 100m);
        await state.RecordAsync(
            new PositionQuarantinedEvent { At = _desk.Now, Key = StateDesk.Key.Book, Reason = "odd" });
        await state.IntendAsync(StateDesk.Order("C2", OrderSide.Sell) with { IsReduceOnly = true });
        await state.RecordAsync(_desk.Fill("C2", 1m, 100m, OrderSide.Sell));

        IntentResult permit = await state.IntendAsync(StateDesk.Order("C3"));

        Assert.Equal(GateReason.Quarantined, permit.Decision.Reason);
    }

    private OrderImportedEvent Import(string order, decimal quantity) => new()
    {
        At = _desk.Now,
        Order = new OrderSnapshot { Intent = StateDesk.Order(order, quantity: quantity), Status = OrderStatus.Accepted },
    };
}
