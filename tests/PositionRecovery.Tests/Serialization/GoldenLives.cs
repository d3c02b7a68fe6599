namespace PositionRecovery.Tests.Serialization;

/// <summary>Sessions, lives of positions and what else only normal running stores, every member set.</summary>
internal static class GoldenLives
{
    private static readonly DateTimeOffset At = GoldenCached.Start;

    public static readonly BookKey Book = new(GoldenCached.Account, GoldenCached.Btc, PositionSide.Long);

    public static readonly SessionSnapshot Session = new()
    {
        Id = new("s-2026-03-01"),
        Status = SessionStatus.Crashed,
        StartedAt = At,
        EndedAt = At.AddHours(8).AddTicks(1),
        Resumes = new("s-2026-02-28"),
        InitialCapital = 10_000.00m,
        FinalCapital = 10_250.5m,
        Instruments = [GoldenCached.Btc, GoldenCached.CoinBtc],
        Parameters = [new("leverage", "20"), new("note", "")],
        Orders = 300,
        Fills = 70_000,
        Wins = 12,
        Losses = 5_000_000_000,
    };

    public static readonly PositionLife Life = new()
    {
        Key = new(GoldenCached.Trend, GoldenCached.Account, GoldenCached.Btc, PositionSide.Long),
        Epoch = new("E-1"),
        Status = PositionStatus.Reduced,
        Quantity = -0.75m,
        PeakQuantity = 1.50m,
        AverageEntry = 61416.92m,
        AverageExit = 62000.333333333333333333m,
        ExitedQuantity = 0.75m,
        RealizedPnl = 437.31m,
        Fees = 1.125m,
        Funding = -0.0125m,
        RealizedBefore = 12.5m,
        FeesBefore = 0.5m,
        OpenedAt = At.AddDays(-4),
        ClosedAt = At.AddDays(-1),
        UpdatedAt = At.AddTicks(-1),
        MarkPrice = 64250.1m,
        LiquidationPrice = 0m,
        Leverage = 20m,
        StopLoss = 60000m,
        TakeProfit = 70000.0m,
        ExitReason = "stop limit: the person at the desk said so",
        Orders = [new("tr-1"), new("tr-2")],
        CashFlows = [new("funding-1")],
        QuarantineReason = "the fills do not add up",
    };

    public static readonly PurgedTradeChunk Purged = new()
    {
        Key = Book,
        Hour = At.AddDays(-30),
        Part = 3,
        Trades =
        [
            new(GoldenCached.Account, GoldenCached.Btc, new("4410000-1-sell"), OrderSide.Sell),
            new(new("X:other"), GoldenCached.Btc, new("4410000-1-sell"), OrderSide.Buy),
            new(GoldenCached.Account, new("X:OTHER"), new("4410000-2"), OrderSide.Buy),
        ],
    };

    public static readonly StoredFill Stored = new(GoldenCached.Fill, 3);

    public static readonly HeldEvent Held =
        new(4711, new OrderFilledEvent { At = At, Fill = GoldenCached.Placeholder });

    public static readonly StoredStrategyState States = new()
    {
        Strategy = GoldenCached.Trend,
        Part = StrategyStatePart.Indicators,
        States =
        [
            new() { Version = -3, AsOf = At.AddMinutes(-15), Bytes = Array.Empty<byte>() },
            new() { Version = 70_000, AsOf = At.AddTicks(-1), Bytes = new byte[] { 0, 255, 62, 251, 239, 1, 127 } },
        ],
    };

    public static IReadOnlyList<ExecutionEvent> Events { get; } =
    [
        new OrderIntendedEvent { At = At, Intent = GoldenCached.Order.Intent, SendDeadline = At.AddSeconds(30) },
        new CashFlowRecordedEvent
        {
            At = At,
            Account = GoldenCached.Account,
            Id = new("funding-1"),
            FlowKind = CashFlowKind.Funding,
            Asset = new("USDT"),
            Amount = -0.01250000m,
            Instrument = GoldenCached.Btc,
            PositionSide = PositionSide.Short,
        },
        new PositionMarkedEvent
        {
            At = At, Key = Book, MarkPrice = 64250.1m, LiquidationPrice = 32000.00m, Leverage = 20m,
        },
        new PositionQuarantinedEvent { At = At, Key = Book, Reason = "the fills do not add up" },
        new PositionReleasedEvent { At = At, Key = Book, Reason = "looked at" },
        new SessionStartedEvent { At = At, Session = Session },
        new SessionStoppedEvent { At = At, Session = Session.Id, FinalCapital = 10_250.5m },
        new SessionCrashedEvent { At = At, Session = Session.Id },
        new OperatorActedEvent { At = At, Operator = "ann", Action = "released", Reason = "looked at" },
        new StatePurgedEvent
        {
            At = At,
            OrdersBefore = At.AddDays(-30),
            PositionsBefore = At.AddDays(-90),
            TradesBefore = At.AddDays(-37.5),
        },
        new StateFlushedEvent { At = At, Reason = "asked to start empty" },
        new RecoveryAdvancedEvent
        {
            At = At, Correlation = "R1-7", Phase = RecoveryPhase.Commit, Message = "12 events",
            Duration = new TimeSpan(1_234_567),
        },
        new StrategyStateSavedEvent
        {
            At = At, Strategy = States.Strategy, Part = StrategyStatePart.Own, State = States.States[1],
        },
    ];

    public static TraderState State { get; } = new()
    {
        Snapshot = GoldenCached.Snapshot,
        Lives = [Life with { LiquidationPrice = 32_000.5m }],
        Sessions = [Session],
        HeldEvents = Events,
        StrategyStates = [States],
    };
}
