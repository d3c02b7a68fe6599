namespace PositionRecovery.Tests.Serialization;

/// <summary>A row of every kind and a journal entry of every kind of event, every member set; and the same with
/// nothing set that can be left out.</summary>
internal static class GoldenRows
{
    public const long Sequence = 70_000;

    public static IReadOnlyList<(RowKind Kind, string Key, object Content)> Full { get; } =
    [
        (RowKind.Order, "a b c", GoldenCached.Order),
        (RowKind.Fill, "a b c 3", GoldenLives.Stored),
        (RowKind.Position, "p 1", GoldenCached.Snapshot.Positions[0]),
        (RowKind.AccountBook, "k", GoldenCached.Snapshot.AccountBooks[0]),
        (RowKind.Account, "BINANCE-USDM:main", GoldenCached.Snapshot.Accounts[0]),
        (RowKind.Balance, "BINANCE-USDM:main USDT", GoldenCached.Snapshot.Balances[0]),
        (RowKind.Instrument, "BINANCE-USDM:BTCUSDT", GoldenCached.Linear with
        {
            Multiplier = 0.001m, IsInverse = true,
        }),
        (RowKind.PurgedTrades, "p 2026-01-30T12 3", GoldenLives.Purged),
        (RowKind.PositionLife, "p E-1", GoldenLives.Life),
        (RowKind.Session, "s-2026-03-01", GoldenLives.Session),
        (RowKind.HeldEvent, "4711", GoldenLives.Held),
        (RowKind.StrategyState, "trend Indicators", GoldenLives.States),
    ];

    public static IReadOnlyList<(RowKind Kind, string Key, object Content)> Bare { get; } =
    [
        (RowKind.Order, "a b c", new OrderSnapshot { Intent = BareIntent(), Status = OrderStatus.Unknown }),
        (RowKind.Fill, "a b c 0", new StoredFill(BareFill(), 0)),
        (RowKind.Position, "p 1", new PositionSnapshot { Key = GoldenLives.Life.Key, Quantity = 0m }),
        (RowKind.AccountBook, "k", new AccountBookSnapshot { Key = GoldenLives.Book, Quantity = -1m }),
        (RowKind.Account, "X:a", new AccountSnapshot { Account = new("X:a") }),
        (RowKind.Balance, "X:a B", new BalanceSnapshot { Account = new("X:a"), Asset = new("B"), Total = 0.00m }),
        (RowKind.Instrument, "X:i", new InstrumentDefinition
        {
            Id = new("X:i"), PriceIncrement = 0.1m, QuantityIncrement = 1m, QuoteAsset = new("Q"),
        }),
        (RowKind.PurgedTrades, "p 2026-01-30T12 0", new PurgedTradeChunk
        {
            Key = GoldenLives.Book, Hour = DateTimeOffset.UnixEpoch, Part = 0, Trades = [],
        }),
        (RowKind.PositionLife, "p -", new PositionLife
        {
            Key = GoldenLives.Life.Key, Status = PositionStatus.Opening, UpdatedAt = DateTimeOffset.MaxValue,
        }),
        (RowKind.Session, "s", new SessionSnapshot
        {
            Id = new("s"), Status = SessionStatus.Active, StartedAt = DateTimeOffset.MinValue,
        }),
        (RowKind.HeldEvent, "1", new HeldEvent(
            1, new OrderSubmittedEvent { At = GoldenCached.Start, Order = new("c-1") })),
        (RowKind.StrategyState, "s Own", new StoredStrategyState
        {
            Strategy = new("s"),
            Part = StrategyStatePart.Own,
            States = [new() { Version = 0, AsOf = DateTimeOffset.MinValue, Bytes = default }],
        }),
    ];

    /// <summary>One entry for each kind of event, and one with nothing in it that can be left out.</summary>
    public static IReadOnlyList<JournalEntry> Entries { get; } =
    [
        .. GoldenPlan.Plan.Events.Select(static (happened, i) => new JournalEntry
        {
            Sequence = 70_000 + i,
            Unit = 70_000,
            Epoch = 12,
            At = GoldenCached.Start.AddMilliseconds(i),
            Actor = JournalActor.Reconciliation,
            Event = happened,
        }),
        new()
        {
            Sequence = 1,
            Unit = 1,
            Epoch = 1,
            At = DateTimeOffset.UnixEpoch,
            Actor = JournalActor.Engine,
            Event = new OrderReopenedEvent { At = DateTimeOffset.UnixEpoch, Order = new("c-1") },
        },
    ];

    private static OrderIntent BareIntent() => new()
    {
        Id = new("c-1"),
        Strategy = new("s"),
        Account = new("X:a"),
        Instrument = new("X:i"),
        Side = OrderSide.Sell,
        Type = OrderType.Unknown,
        Quantity = 0m,
    };

    private static FillSnapshot BareFill() => new()
    {
        Trade = new("t-1"),
        Order = new("c-1"),
        Account = new("X:a"),
        Instrument = new("X:i"),
        Side = OrderSide.Sell,
        Quantity = 1m,
        Price = 0m,
        At = GoldenCached.Start,
    };
}
