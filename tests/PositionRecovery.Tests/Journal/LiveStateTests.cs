namespace PositionRecovery.Tests;

/// <summary>What single units do to the live state: all of it or nothing, each execution once, and every payment to whom
/// it belongs.</summary>
public sealed class LiveStateTests
{
    private const decimal Most = 1_000_000_000_000_000m;

    private static readonly StrategyId Beta = new("beta");
    private static readonly InstrumentId Eth = new("SIM:ETHUSDT");
    private static readonly InstrumentId Sol = new("SIM:SOLUSDT");
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A unit that moves several positions and cannot be kept in the last of them is as if it had never been:
    /// what comes after it leads to the same money as without it.</summary>
    [Fact]
    public void Apply_UnitThatCannotBeKept_LeavesEveryBookAsItWas()
    {
        LiveState hit = Traded();
        LiveState spared = Traded();
        ExecutionEvent[] bad =
        [
            new InstrumentDefinedEvent { At = Noon, Definition = StateDesk.Btc with { IsInverse = true } },
            new InstrumentDefinedEvent { At = Noon, Definition = StateDesk.Btc with { Id = Sol } },
            Fill("C1", 2m, 130m, "bad-1"),
            Import("LATE", StateDesk.Btc.Id),
            new OrderAcceptedEvent { At = Noon, Order = new("NOBODY") },
            new PositionRestatedEvent { At = Noon, Key = StateDesk.Key.Book, Ratio = 2m },
            Fill("D1", Most - 1m, 10m, "bad-2", Eth),
            Fill("D2", Most, 10m, "bad-3", Eth), // no book can keep both
        ];

        Assert.Throws<ArgumentOutOfRangeException>(() => hit.Apply(100, bad));

        Assert.Empty(StateComparison.Differences(LiveViews.State(spared), LiveViews.State(hit)));
        ExecutionEvent[] good = [Fill("C1", 2m, 130m, "bad-1"), Fill("D1", 1m, 10m, "bad-2", Eth), Import("LATE", Eth)];
        spared.Apply(100, good);
        hit.Apply(100, good);
        Assert.Empty(StateComparison.Differences(LiveViews.State(spared), LiveViews.State(hit)));
        Assert.Equal(5m, hit.Books[StateDesk.Key.Book].Book!.Quantity);
        Assert.Equal(112m, hit.Books[StateDesk.Key.Book].Book!.AveragePrice); // (3 × 100 + 2 × 130) / 5
    }

    [Fact]
    public void Apply_TheSameExecutionOrOrderAgain_CountsOnce()
    {
        LiveState state = Traded();
        string before = LiveStates.Text(LiveViews.Snapshot(state));

        state.Apply(100, [Fill("C1", 3m, 100m, "t1")]);
        state.Apply(101, [Import("C1", StateDesk.Btc.Id)]);

        Assert.Equal(before, LiveStates.Text(LiveViews.Snapshot(state)));
    }

    [Fact]
    public void Apply_OrderImportedWithItsExecutions_CountsThem()
    {
        LiveState state = Traded();
        OrderFilledEvent fill = Fill("E1", 2m, 130m, "t9");
        OrderSnapshot order = Import("E1", StateDesk.Btc.Id).Order;

        state.Apply(100, [new OrderImportedEvent
        {
            At = Noon,
            Order = order with { Filled = 2m, AveragePrice = 130m, Status = OrderStatus.Filled, Fills = [fill.Fill] },
        }]);

        Assert.Equal(5m, state.Books[StateDesk.Key.Book].Book!.Quantity);
        Assert.Equal(112m, state.Books[StateDesk.Key.Book].Book!.AveragePrice);
    }

    /// <summary>A split doubles the units and halves their price; the money stays.</summary>
    [Fact]
    public void Apply_Restatement_KeepsTheValueOfThePosition()
    {
        LiveState state = Traded();

        state.Apply(100, [new PositionRestatedEvent { At = Noon.AddHours(1), Key = StateDesk.Key.Book, Ratio = 2m }]);

        AccountBookSnapshot book = state.Books[StateDesk.Key.Book].Book!;
        Assert.Equal((6m, 50m, 0m), (book.Quantity, book.AveragePrice, book.RealizedPnl));
    }

    /// <summary>Two instruments have an order of one id; that one of them ends and is purged does not hide the other.
    /// </summary>
    [Theory]
    [InlineData("SIM:BTCUSDT", "SIM:ETHUSDT")]
    [InlineData("SIM:ETHUSDT", "SIM:BTCUSDT")]
    [InlineData("SIM:SOLUSDT", "SIM:BTCUSDT")]
    public void Purge_OfOneOfTwoOrdersWithOneId_KeepsTheOther(string purged, string kept)
    {
        var state = new LiveState();
        state.Apply(1, [Intended("SAME", StateDesk.Btc.Id), Intended("SAME", Eth), Intended("SAME", Sol)]);
        state.Apply(4, [Fill("SAME", 1m, 100m, "t1"), Fill("SAME", 1m, 100m, "t2", Eth), Fill("SAME", 1m, 9m, "t3", Sol)]);
        state.Apply(7, [Canceled("SAME", new(purged))]);
        state.Apply(8, [new PositionReconciledEvent
        {
            At = Noon.AddHours(1), Key = new BookKey(StateDesk.Account, new(purged), PositionSide.Net),
            AgreedAt = Noon.AddHours(1),
        }]);

        state.Apply(9, [Purge(Noon.AddDays(1))]);

        Assert.Null(state.FindOrder(new("SAME"), StateDesk.Account, new InstrumentId(purged)));
        Assert.Equal(1m, state.FindOrder(new("SAME"), StateDesk.Account, new InstrumentId(kept))!.Snapshot.Filled);
        Assert.Equal(2, state.OrderCount);
        Assert.Null(state.FindOrder(new("SAME"), new AccountId("SIM:other"), null));
        Assert.Equal(1m, state.Books[new BookKey(StateDesk.Account, new(purged), PositionSide.Net)].Book!.Quantity);
    }

    /// <summary>A life that ended long ago goes; one in quarantine stays until somebody looked.</summary>
    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public void Purge_OfLivesThatEnded_KeepsThoseInQuarantine(bool isQuarantined, int left)
    {
        LiveState state = Traded();
        state.Apply(100, [Fill("C2", 3m, 110m, "t5", side: OrderSide.Sell)]);
        Assert.Equal(30m, Assert.Single(LivesOf(state)).RealizedPnl);
        if (isQuarantined)
        {
            state.Apply(101, [new PositionQuarantinedEvent { At = Noon, Key = StateDesk.Key.Book, Reason = "odd" }]);
        }

        LiveRows.Take(state);
        var purge = new StatePurgedEvent
        {
            At = Noon.AddDays(9), OrdersBefore = Noon.AddDays(-9), PositionsBefore = Noon.AddDays(8),
            TradesBefore = Noon.AddDays(-9),
        };
        Assert.Equal(left == 0, LivePurge.HasWork(state, purge));

        state.Apply(102, [purge]);

        Assert.Equal(left, LivesOf(state).Count());
        Assert.Equal(1 - left, LiveRows.Take(state).Count(c => c.Kind == RowKind.PositionLife && c.Content is null));
        Assert.Equal(30m, state.Books[StateDesk.Key.Book].Book!.RealizedPnl); // the book keeps what it earned
    }

    /// <summary>Funding belongs to who held the position, by quantity, and to nobody twice.</summary>
    [Fact]
    public void Apply_Funding_IsSharedByWhatEachHeldAndCountsOnce()
    {
        LiveState state = Traded();
        state.Apply(100, [Intended("B1", StateDesk.Btc.Id, Beta), Fill("B1", 1m, 100m, "t6")]);

        state.Apply(102, [Flow("f1", -8m)]);
        state.Apply(103, [Flow("f1", -8m)]);
        state.Apply(104, [Flow("f2", 1_000m, CashFlowKind.Transfer)]);
        state.Apply(105, [Flow("f3", 1_000m, instrument: null)]);
        state.Apply(106, [Flow("f4", 1_000m, instrument: "SIM:NONE")]);

        Assert.Equal((-6m, -2m), (FundingOf(state, StateDesk.Alpha), FundingOf(state, Beta)));
    }

    /// <summary>What is paid after the end belongs to the life that ended last.</summary>
    [Fact]
    public void Apply_FundingAfterTheEnd_BelongsToTheLifeThatEnded()
    {
        LiveState state = Traded();
        state.Apply(100, [Fill("C2", 3m, 110m, "t5", side: OrderSide.Sell)]);

        state.Apply(101, [Flow("f1", -8m)]);

        Assert.Equal(-8m, FundingOf(state, StateDesk.Alpha));
    }

    /// <summary>A mark of a position that nobody has changes nothing.</summary>
    [Fact]
    public void Apply_FactsAboutAnUnknownPosition_ChangeNothing()
    {
        LiveState state = Traded();
        var key = new BookKey(StateDesk.Account, new("SIM:NONE"), PositionSide.Net);
        TraderState before = LiveViews.State(state);

        state.Apply(100, [new PositionMarkedEvent { At = Noon, Key = key, MarkPrice = 5m }]);
        state.Apply(101, [new PositionQuarantinedEvent { At = Noon, Key = key, Reason = "odd" }]);
        state.Apply(102, [new PositionReleasedEvent { At = Noon, Key = key, Reason = "looked" }]);

        Assert.Empty(StateComparison.Differences(
            before with { Snapshot = before.Snapshot with { Sequence = 102 } }, LiveViews.State(state)));
    }

    /// <summary>Alpha holds 3 at 100 of one instrument and 1 at 10 of another; an execution waits for its order.
    /// </summary>
    private static LiveState Traded()
    {
        var state = new LiveState();
        state.Apply(1, [new InstrumentDefinedEvent { At = Noon, Definition = StateDesk.Btc }]);
        state.Apply(2, [Intended("C1", StateDesk.Btc.Id), Intended("C2", StateDesk.Btc.Id), Intended("D1", Eth)]);
        state.Apply(5, [Intended("D2", Eth)]);
        state.Apply(6, [Fill("C1", 3m, 100m, "t1")]);
        state.Apply(7, [Fill("D1", 1m, 10m, "t2", Eth)]);
        state.Apply(8, [new OrderAcceptedEvent { At = Noon, Order = new("LATE") }]);
        return state;
    }

    private static IEnumerable<PositionLife> LivesOf(LiveState state, StrategyId? strategy = null) =>
        state.Books[StateDesk.Key.Book].Lives.Select(live => live.Life)
            .Where(life => life.Key.Strategy == (strategy ?? StateDesk.Alpha));

    private static decimal FundingOf(LiveState state, StrategyId strategy) =>
        Assert.Single(LivesOf(state, strategy)).Funding;

    private static OrderIntendedEvent Intended(string id, InstrumentId instrument, StrategyId? strategy = null) => new()
    {
        At = Noon,
        Intent = StateDesk.Order(id, quantity: 10m) with
        {
            Instrument = instrument,
            Strategy = strategy ?? StateDesk.Alpha,
        },
    };

    private static OrderImportedEvent Import(string id, InstrumentId instrument) => new()
    {
        At = Noon,
        Order = new OrderSnapshot
        {
            Intent = StateDesk.Order(id, quantity: 10m) with { Instrument = instrument },
            Status = OrderStatus.Accepted,
        },
    };

    private static OrderCanceledEvent Canceled(string id, InstrumentId instrument) =>
        new() { At = Noon, Order = new(id), Account = StateDesk.Account, Instrument = instrument };

    private static StatePurgedEvent Purge(DateTimeOffset before) =>
        new() { At = before, OrdersBefore = before, PositionsBefore = before, TradesBefore = Noon.AddDays(-9) };

    private static CashFlowRecordedEvent Flow(
        string id, decimal amount, CashFlowKind kind = CashFlowKind.Funding, string? instrument = "SIM:BTCUSDT") => new()
        {
            At = Noon, Account = StateDesk.Account, Id = new(id), FlowKind = kind, Asset = new("USDT"), Amount = amount,
            Instrument = instrument is null ? null : new InstrumentId(instrument),
        };

    private static OrderFilledEvent Fill(
        string order, decimal quantity, decimal price, string trade, InstrumentId? instrument = null,
        OrderSide side = OrderSide.Buy) => new()
        {
            At = Noon,
            Fill = new FillSnapshot
            {
                Trade = new(trade), Order = new(order), Account = StateDesk.Account,
                Instrument = instrument ?? StateDesk.Btc.Id, Side = side, Quantity = quantity, Price = price, At = Noon,
            },
        };
}
