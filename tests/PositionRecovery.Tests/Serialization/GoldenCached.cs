namespace PositionRecovery.Tests.Serialization;

/// <summary>A cached snapshot in which every member is set, somewhere, to something that is not its default. It is made
/// to be complete, not to make sense.</summary>
internal static class GoldenCached
{
    public static readonly AccountId Account = new("BINANCE-USDM:main");
    public static readonly InstrumentId Btc = new("BINANCE-USDM:BTCUSDT");
    public static readonly InstrumentId CoinBtc = new("BINANCE-COINM:BTCUSD_PERP");
    public static readonly StrategyId Trend = new("trend");
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly InstrumentDefinition Linear = new()
    {
        Id = Btc,
        PriceIncrement = 0.10m,
        QuantityIncrement = 0.001m,
        QuoteAsset = new("USDT"),
        BaseAsset = new("BTC"),
        IsSpot = true,
        MinQuantity = 0.0010m,
        MaxQuantity = 1000m,
        MaxMarketQuantity = 120m,
        MinNotional = 5.5m,
    };

    public static readonly InstrumentDefinition Inverse = new()
    {
        Id = CoinBtc,
        PriceIncrement = 0.1m,
        QuantityIncrement = 1m,
        QuoteAsset = new("USD"),
        Multiplier = 100m,
        IsInverse = true,
    };

    public static readonly FillSnapshot Fill = new()
    {
        Trade = new("4411001-9001-buy"),
        Order = new("tr-1"),
        Account = Account,
        Instrument = Btc,
        Side = OrderSide.Buy,
        Quantity = 0.250m,
        Price = 64250.10m,
        Fee = -0.00000001m,
        FeeAsset = new("BNB"),
        At = Start.AddTicks(1_234_567),
        Sequence = 4411001,
        Liquidity = LiquiditySide.Maker,
        Allocations = [new(Trend, 0.150m), new(StrategyId.External, 0.100m)],
    };

    public static readonly FillSnapshot Placeholder = Fill with
    {
        Trade = new("SF-0A1B2C"),
        Side = OrderSide.Sell,
        Price = -1.5m,
        IsPriceUnknown = true,
        Allocations = [],
        IsPlaceholder = true,
        IsCarried = true,
        CoversUntil = Start.AddMinutes(5),
        Offsets = new("4411001-9001-buy"),
        Sequence = null,
    };

    public static readonly OrderSnapshot Order = new()
    {
        Intent = new OrderIntent
        {
            Id = new("tr-1"),
            Strategy = Trend,
            Account = Account,
            Instrument = Btc,
            Side = OrderSide.Buy,
            Type = OrderType.StopLimit,
            Quantity = 1.000m,
            Price = 64251m,
            TriggerPrice = 64200.5m,
            PositionSide = PositionSide.Long,
            Action = OrderAction.Exit,
            IsReduceOnly = true,
            Class = OrderClass.Conditional,
            TimeInForce = TimeInForce.GoodTilCanceled,
        },
        Status = OrderStatus.PendingCancel,
        VenueOrder = new("9001"),
        Filled = 0.250m,
        AveragePrice = 64250.10m,
        Fills = [Fill, Placeholder],
        IsExternal = true,
        Origin = OrderOrigin.Liquidation,
        PriorVenueOrders = [new("8999"), new("9000")],
        PriorStatus = OrderStatus.PartiallyFilled,
        IntendedAt = Start.AddSeconds(-10),
        SendDeadline = Start.AddSeconds(-5),
        RequestedAt = Start.AddSeconds(2),
        CreatedAt = Start.AddSeconds(-9.5),
        UpdatedAt = Start.AddMilliseconds(123),
        IsInferredTerminal = true,
        Reason = "the person at the desk said: \"stop\" – naïvely",
    };

    public static CachedSnapshot Snapshot { get; } = new()
    {
        Sequence = 9_007_199_254_740_993,
        Instruments = [Linear, Inverse],
        Orders = [Order],
        Positions = [Position()],
        AccountBooks = [Book()],
        Accounts = [new() { Account = Account, Identity = "UID 4711", Mode = PositionMode.Hedging, AgreedAt = Start }],
        Balances =
        [
            new() { Account = Account, Asset = new("USDT"), Total = 1000.00m, Available = 900.5m, External = 12.3m },
        ],
        PurgedTrades = [new(Account, Btc, new("4410000-1-sell"), OrderSide.Sell)],
    };

    private static OpeningBalance Opening() => new()
    {
        Quantity = 0.5m,
        AveragePrice = 60000.333333333333333333m,
        RealizedPnl = -12.5m,
        Fees = 0.75m,
        CostBasisAdjustment = 3.25m,
        At = Start.AddDays(-3),
        CarriedTrades = [new(Account, Btc, new("4409999-1-buy"), OrderSide.Buy)],
    };

    private static BookAdjustment Adjustment() =>
        new() { At = Start.AddHours(-1), Kind = AdjustmentKind.Restated, AveragePrice = 30000m, Ratio = 2.0m };

    private static PositionSnapshot Position() => new()
    {
        Key = new(Trend, Account, Btc, PositionSide.Long),
        Epoch = new("E-1"),
        Quantity = 0.75m,
        AveragePrice = 61416.92m,
        RealizedPnl = 3.25m,
        Fees = 1.125m,
        CostBasisAdjustment = -0.5m,
        OpenedAt = Start.AddDays(-4),
        Opening = Opening(),
        Adjustments = [Adjustment()],
    };

    private static AccountBookSnapshot Book() => new()
    {
        Key = new(Account, Btc, PositionSide.Long),
        Quantity = 0.75m,
        AveragePrice = 61416.92m,
        RealizedPnl = 3.25m,
        Fees = 1.125m,
        CostBasisAdjustment = -0.5m,
        Epoch = new("E-2"),
        Opening = Opening(),
        Adjustments = [Adjustment()],
        AgreedAt = Start.AddMinutes(-1),
        Leverage = 20m,
        MarginMode = MarginMode.Isolated,
    };
}
