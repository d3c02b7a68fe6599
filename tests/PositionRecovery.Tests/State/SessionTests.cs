namespace PositionRecovery.Tests;

/// <summary>Sessions begin, end, crash and go on; positions have lives with a beginning and an end.</summary>
public sealed class SessionTests : IAsyncDisposable
{
    private readonly StateDesk _desk = new();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task CloseAsync_SessionIsStoppedAndTheTraderIsFreeAtOnce()
    {
        StateManager first = await _desk.StartAsync("first", new SessionDescription { InitialCapital = 1_000m });
        await _desk.TradeAsync(first, "C1", OrderSide.Buy, 1m, 100m);

        await first.CloseAsync(1_050m);
        StateReport second = await _desk.Make("second").OpenAsync();

        Assert.Empty(second.Crashed);
        SessionSnapshot stopped = (await _desk.Reader.LoadAsync()).State.Sessions[0];
        Assert.Equal((SessionStatus.Stopped, 1_000m, 1_050m), (stopped.Status, stopped.InitialCapital, stopped.FinalCapital));
        Assert.Equal((1L, 1L), (stopped.Orders, stopped.Fills));
        Assert.NotNull(stopped.EndedAt);
    }

    [Fact]
    public async Task OpenAsync_SessionOfADeadProcess_IsMarkedCrashed()
    {
        StateManager first = await _desk.StartAsync();
        SessionId died = first.Session!.Id;
        await _desk.CrashAsync(first);

        StateReport report = await _desk.Make().OpenAsync();

        SessionSnapshot crashed = Assert.Single(report.Crashed);
        Assert.Equal((died, SessionStatus.Crashed), (crashed.Id, crashed.Status));
        Assert.NotEqual(died, report.Session.Id);
    }

    [Fact]
    public async Task OpenAsync_ResumesTheLastSession_TakesItsCapitalAndParameters()
    {
        var about = new SessionDescription
        {
            InitialCapital = 500m,
            Instruments = [StateDesk.Btc.Id],
            Parameters = new Dictionary<string, string> { ["risk"] = "low" },
        };
        StateManager first = await _desk.StartAsync("first", about);
        SessionId before = first.Session!.Id;
        await first.CloseAsync(510m);

        StateReport report = await _desk.Make(session: new SessionDescription { ResumesLast = true }).OpenAsync();

        Assert.Equal((before, 510m), (report.Session.Resumes, report.Session.InitialCapital));
        Assert.Equal([StateDesk.Btc.Id], report.Session.Instruments);
        Assert.Equal([new("risk", "low")], report.Session.Parameters);
    }

    [Fact]
    public async Task CloseAsync_EventsNotDurableYet_AreInTheLastCommit()
    {
        _desk.Options.Durability = DurabilityMode.Grouped;
        _desk.Options.GroupMaxDelay = TimeSpan.FromSeconds(10);
        StateManager state = await _desk.StartAsync();
        await state.IntendAsync(StateDesk.Order("C1"));
        await state.RecordAsync(_desk.Fill("C1", 1m));

        await state.CloseAsync();

        Assert.Equal(1m, Assert.Single((await _desk.Reader.LoadAsync()).State.Snapshot.Positions).Quantity);
        await Assert.ThrowsAsync<InvalidOperationException>(() => state.RecordAsync(_desk.Fill("C1", 1m)).AsTask());
        Assert.Equal(GateReason.Stopped, (await state.IntendAsync(StateDesk.Order("C2"))).Decision.Reason);
    }

    [Fact]
    public async Task Lives_FromOpeningToClosed_TellTheTrade()
    {
        StateManager state = await _desk.StartAsync();
        await state.RecordAsync(new InstrumentDefinedEvent { At = _desk.Now, Definition = StateDesk.Btc });
        await state.IntendAsync(StateDesk.Order("C1", quantity: 2m));
        PositionStatus opening = Life(state).Status;

        await state.RecordAsync(_desk.Fill("C1", 2m, 100m));
        await state.IntendAsync(StateDesk.Order("SL", OrderSide.Sell, 2m) with
        {
            Type = OrderType.StopMarket,
            Price = null,
            TriggerPrice = 95m,
            IsReduceOnly = true,
            Action = OrderAction.Exit,
        });
        await state.RecordAsync(new PositionMarkedEvent
        {
            At = _desk.Now, Key = StateDesk.Key.Book, MarkPrice = 103m, LiquidationPrice = 50m, Leverage = 5m,
        });
        PositionLife open = Life(state);
        await _desk.TradeAsync(state, "C2", OrderSide.Sell, 0.5m, 110m);
        PositionLife reduced = Life(state);
        await state.RecordAsync(new CashFlowRecordedEvent
        {
            At = _desk.Now,
            Account = StateDesk.Account,
            Instrument = StateDesk.Btc.Id,
            Id = new("F1"),
            FlowKind = CashFlowKind.Funding,
            Asset = new("USDT"),
            Amount = -0.25m,
        });
        await _desk.TradeAsync(state, "C3", OrderSide.Sell, 1.5m, 90m);
        PositionLife closed = Life(state);

        Assert.Equal(PositionStatus.Opening, opening);
        Assert.Equal((PositionStatus.Open, 95m, 103m, 50m, 5m),
            (open.Status, open.StopLoss, open.MarkPrice, open.LiquidationPrice, open.Leverage));
        Assert.Equal((6m, 3m), (open.UnrealizedPnl(StateDesk.Btc), open.UnrealizedPercent));
        Assert.Equal((PositionStatus.Reduced, 1.5m, 2m, 5m),
            (reduced.Status, reduced.Quantity, reduced.PeakQuantity, reduced.RealizedPnl));
        Assert.Equal((PositionStatus.Closed, 0m, -10m, 95m, 2m, -0.25m, 0.3m),
            (closed.Status, closed.Quantity, closed.RealizedPnl, closed.AverageExit, closed.ExitedQuantity,
                closed.Funding, closed.Fees));
        Assert.Equal("Limit", closed.ExitReason);
        Assert.Equal([new("C1"), new("C2"), new("C3")], closed.Orders);
        Assert.Equal((0L, 1L), (state.Session!.Wins, state.Session.Losses));
    }

    [Fact]
    public async Task Lives_LiquidatedByTheVenue_SaySo()
    {
        StateManager state = await _desk.StartAsync();
        await _desk.TradeAsync(state, "C1", OrderSide.Buy, 1m, 100m);
        await state.RecordAsync(new OrderImportedEvent
        {
            At = _desk.Now,
            Order = new OrderSnapshot
            {
                Intent = StateDesk.Order("LIQ", OrderSide.Sell),
                Status = OrderStatus.Accepted,
                IsExternal = true,
                Origin = OrderOrigin.Liquidation,
            },
        });

        await state.RecordAsync(_desk.Fill("LIQ", 1m, 60m, OrderSide.Sell));

        PositionLife life = Life(state);
        Assert.Equal((PositionStatus.Liquidated, "Liquidation"), (life.Status, life.ExitReason));
    }

    private static PositionLife Life(StateManager state) => state.ReadState().Lives[^1];
}
