namespace PositionRecovery.Tests.Serialization;

/// <summary>A venue snapshot with an answer to every kind of query and a report of every kind, every member set.
/// </summary>
internal static class GoldenVenue
{
    private static readonly AccountId Account = GoldenCached.Account;
    private static readonly InstrumentId Btc = GoldenCached.Btc;
    private static readonly DateTimeOffset Start = GoldenCached.Start;
    private static readonly DateTimeOffset AsOf = GoldenCached.Start.AddMinutes(10);

    public static VenueSnapshot Snapshot { get; } = VenueSnapshot.Of(
        VenueAnswer.Complete(
            new AccountQuery { Account = Account, Instrument = Btc },
            AsOf,
            [new AccountReport { Account = Account, Identity = "UID 4711", Mode = PositionMode.Hedging }]),
        VenueAnswer.Complete(
            new BalancesQuery { Account = Account, Instrument = Btc },
            AsOf,
            [new BalanceReport { Account = Account, Asset = new("USDT"), Total = 1000.0m, Available = 0.5m }]),
        VenueAnswer.Complete(
            new CashFlowsQuery { Account = Account, Instrument = Btc, From = Start }, AsOf, [CashFlow()]),
        VenueAnswer.Partial(
            new FillsQuery { Account = Account, Instrument = Btc, From = Start.AddDays(-30) },
            Start.AddDays(-7),
            AsOf,
            [Fill()],
            "the venue keeps seven days"),
        VenueAnswer.Complete(
            new InstrumentsQuery { Account = Account, Instrument = Btc },
            AsOf,
            [new InstrumentReport { Account = Account, Definition = GoldenCached.Inverse }]),
        VenueAnswer.Complete(new MarksQuery { Account = Account, Instrument = Btc }, AsOf, [Mark()]),
        VenueAnswer.Complete(
            new OpenOrdersQuery { Account = Account, Instrument = Btc, Class = OrderClass.Regular }, AsOf, []),
        VenueAnswer.Complete(
            new OrderHistoryQuery
            {
                Account = Account,
                Instrument = Btc,
                From = Start,
                Class = OrderClass.Conditional,
            },
            AsOf,
            [Order()]),
        VenueAnswer.Failed(
            new OrderQuery
            {
                Account = Account,
                Instrument = Btc,
                ClientOrder = new("tr-1"),
                VenueOrder = new("9001"),
                Class = OrderClass.Regular,
            },
            "timed out after 10 s"),
        VenueAnswer.Complete(new PositionsQuery { Account = Account, Instrument = Btc }, AsOf, [Position()]),
        VenueAnswer.Unsupported(new MarksQuery { Account = Account, Instrument = Btc }));

    private static CashFlowReport CashFlow() => new()
    {
        Account = Account,
        Id = new("f-1"),
        FlowKind = CashFlowKind.Funding,
        Asset = new("USDT"),
        Instrument = Btc,
        Amount = -0.01234500m,
        At = Start.AddMinutes(1),
    };

    private static FillReport Fill() => new()
    {
        Account = Account,
        Instrument = Btc,
        Trade = new("4411002-9001-sell"),
        ClientOrder = new("tr-1"),
        VenueOrder = new("9001"),
        Side = OrderSide.Sell,
        PositionSide = PositionSide.Short,
        Quantity = 0.125m,
        Price = 64260.0m,
        Fee = 0.0001m,
        FeeAsset = new("BNB"),
        At = Start.AddTicks(1),
        Sequence = 4411002,
        Liquidity = LiquiditySide.Taker,
    };

    private static MarkReport Mark() =>
        new() { Account = Account, Instrument = Btc, Mark = 64300.12345678m, Bid = 64300m, Ask = 64300.1m, At = AsOf };

    private static OrderReport Order() => new()
    {
        Account = Account,
        Instrument = Btc,
        ClientOrder = new("tr-1"),
        VenueOrder = new("9001"),
        Class = OrderClass.Conditional,
        Side = OrderSide.Sell,
        Type = OrderType.TrailingStopMarket,
        Status = OrderStatus.Expired,
        RawStatus = "EXPIRED_IN_MATCH",
        Quantity = 1.000m,
        Filled = 0.375m,
        AveragePrice = 64253.4m,
        Price = 64251.0m,
        TriggerPrice = 64200.5m,
        TimeInForce = TimeInForce.GoodTilDate,
        PositionSide = PositionSide.Short,
        IsReduceOnly = true,
        CreatedAt = Start.AddMinutes(-2),
        UpdatedAt = Start.AddMinutes(2),
        Origin = OrderOrigin.AutoDeleveraging,
        Replaces = new("9000"),
        ReplacedBy = new("9002"),
        Reason = "self-trade prevention",
    };

    private static PositionReport Position() => new()
    {
        Account = Account,
        Instrument = Btc,
        Side = PositionSide.Short,
        Quantity = -0.75m,
        AveragePrice = 61416.9m,
        MarkPrice = 64300.1m,
        LiquidationPrice = 90000m,
        Leverage = 20m,
        MarginMode = MarginMode.Cross,
        UpdatedAt = AsOf.AddSeconds(-1),
    };
}
