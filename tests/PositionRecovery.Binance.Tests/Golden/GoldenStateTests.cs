namespace PositionRecovery.Binance.Tests;

/// <summary>What the answers about positions, balances, executions, bookings, prices and instruments say.</summary>
public sealed class GoldenStateTests
{
    public static TheoryData<string> Files =>
    [
        "usdm-positionRisk-oneway", "usdm-positionRisk-hedge", "coinm-positionRisk-hedge", "usdm-balance",
        "coinm-balance", "spot-account", "usdm-accountConfig", "coinm-positionSide-dual", "usdm-userTrades",
        "usdm-userTrades-negative", "coinm-userTrades", "spot-myTrades", "usdm-income", "usdm-premiumIndex",
        "coinm-premiumIndex", "usdm-bookTicker", "spot-bookTicker", "usdm-exchangeInfo", "coinm-exchangeInfo",
        "spot-exchangeInfo",
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_AnswerOfTheVenue_GivesTheReports(string file)
    {
        var (reports, fault) = Payload.Map(file, Payload.Of(file));

        Assert.Null(fault);
        Assert.Equal(Expected(file, Payload.NamesOf(file)), reports);
    }

    [Fact]
    public void Spot_Account_HasAnIdentityAndNoLegs()
    {
        Page<AccountReport> page = AccountRows.Spot(Payload.Of("spot-account"), Payload.Spot);

        Assert.Equal(
            [new AccountReport { Account = Payload.Spot.Account, Identity = "354937868", Mode = PositionMode.Netting }],
            page.Rows);
    }

    [Fact]
    public void Alias_Balances_TellsAccountsApart() => Assert.Equal(
        "SgsR", BalanceRows.Alias(Payload.Of("usdm-balance"), Payload.Usdm).Rows[0].Identity);

    private static VenueReport[] Expected(string file, Naming n) => file switch
    {
        "usdm-positionRisk-oneway" =>
        [
            Position(n, "ETHUSDT", PositionSide.Net, -0.1m, 4100.5m, 4090m, 1790000004010) with
            {
                LiquidationPrice = 9120.1m,
            },
            Position(n, "BTCUSDT", PositionSide.Net, 0m, 0m, 64010.1m, null),
        ],
        "usdm-positionRisk-hedge" =>
        [
            Position(n, "ETHUSDT", PositionSide.Long, 0.3m, 4000m, 4090m, 1790000004010),
            Position(n, "ETHUSDT", PositionSide.Short, -0.3m, 4200m, 4090m, 1790000004020),
            Position(n, "BTCUSDT", PositionSide.Long, 0m, 0m, 64010.1m, null),
        ],
        "coinm-positionRisk-hedge" =>
        [
            Position(n, "BTCUSD_PERP", PositionSide.Long, 13m, 60000.5m, 64000m, 1790000004010) with
            {
                LiquidationPrice = 31000.1m, Leverage = 20m, MarginMode = MarginMode.Cross,
            },
            Position(n, "BTCUSD_PERP", PositionSide.Short, -4m, 61000m, 64000m, 1790000004020) with
            {
                Leverage = 10m, MarginMode = MarginMode.Isolated,
            },
        ],
        "usdm-balance" => [Balance(n, "USDT", 1234.5m, 1200.25m), Balance(n, "BNB", 0.5m, 0.5m)],
        "coinm-balance" => [Balance(n, "BTC", 0.0025m, 0.0024m)],
        "spot-account" =>
            [Balance(n, "ADA", 49.96m, 39.96m), Balance(n, "USDT", 0.12m, 0.12m), Balance(n, "LDADA", 7m, 7m)],
        "usdm-accountConfig" => [new AccountReport { Account = n.Account, Mode = PositionMode.Hedging }],
        "coinm-positionSide-dual" => [new AccountReport { Account = n.Account, Mode = PositionMode.Netting }],
        "usdm-userTrades" =>
        [
            Fill(n, "ETHUSDT", 555001, "700112", OrderSide.Sell, 0.1m, 4100.5m, 0.08201m, "USDT", 1790000004000),
            Fill(n, "ETHUSDT", 555002, "700113", OrderSide.Buy, 0.05m, 4101m, 0.00012m, "BNB", 1790000005000) with
            {
                PositionSide = PositionSide.Short, Liquidity = LiquiditySide.Taker,
            },
            Fill(n, "ETHUSDT", 555003, "700114", OrderSide.Buy, 0.05m, 4101m, -0.01m, "USDT", 1790000006000) with
            {
                PositionSide = PositionSide.Long,
            },
        ],
        "usdm-userTrades-negative" =>
        [
            Fill(n, "ETHUSDT", 1, "700112", OrderSide.Sell, 0.1m, 4100m, 0.164m, "USDT", 1790000004000) with
            {
                Liquidity = LiquiditySide.Taker,
            },
            Fill(n, "ETHUSDT", 2, "700112", OrderSide.Sell, 0.1m, 4100m, -0.041m, "USDT", 1790000004001),
        ],
        "coinm-userTrades" =>
        [
            Fill(n, "BTCUSD_PERP", 6, "8", OrderSide.Sell, 3m, 64000.1m, 0.00000234m, "BTC", 1790000004000) with
            {
                Liquidity = LiquiditySide.Taker,
            },
        ],
        "spot-myTrades" =>
        [
            Fill(n, "ADAUSDT", 3001, "9101", OrderSide.Buy, 40m, 0.512m, 0.04m, "ADA", 1790000100500) with
            {
                Liquidity = LiquiditySide.Taker,
            },
            Fill(n, "ADAUSDT", 3002, "9101", OrderSide.Sell, 1m, 0.52m, 0.000001m, "BNB", 1790000100600),
        ],
        "usdm-income" =>
        [
            Flow(n, "FUNDING_FEE:9000000000000000041", CashFlowKind.Funding, "USDT", -1.5m, 1790000028800) with
            {
                Instrument = n.Instrument("ETHUSDT"),
            },
            Flow(n, "TRANSFER:41", CashFlowKind.Transfer, "USDT", 100m, 1790000030000),
            Flow(n, "DELIVERED_SETTELMENT:42", CashFlowKind.Settlement, "USDT", 2.5m, 1790000031000) with
            {
                Instrument = n.Instrument("OLDUSDT"),
            },
            Flow(n, "NEW_YEAR_GIFT:43", CashFlowKind.Unknown, "BNB", 1m, 1790000032000),
        ],
        "usdm-premiumIndex" => [Mark(n, "ETHUSDT") with { Mark = 4090m, At = Payload.At(1790000004500) }],
        "coinm-premiumIndex" => [Mark(n, "BTCUSD_PERP") with { Mark = 64000.11m, At = Payload.At(1790000004500) }],
        "usdm-bookTicker" => [Mark(n, "ETHUSDT") with { Bid = 4089.9m, At = Payload.At(1790000004600) }],
        "spot-bookTicker" =>
        [
            Mark(n, "ADAUSDT") with { Bid = 0.5119m, Ask = 0.5121m },
            Mark(n, "币安USDT") with { Bid = 0.1m, Ask = 0.2m },
        ],
        "usdm-exchangeInfo" =>
            [Bound(Instrument(n, "ETHUSDT", "ETH", "USDT", 0.01m, 0.001m), 0.001m, 10_000m, 2_000m, 20m)],
        "coinm-exchangeInfo" =>
        [
            Bound(Inverse(n, "BTCUSD_PERP", "BTC", 0.1m, 100m), 1m, 1_000_000m, null, null),
            Inverse(n, "ADAUSD_261225", "ADA", 0.0001m, 10m),
        ],
        _ => [Spot(Bound(Instrument(n, "ADAUSDT", "ADA", "USDT", 0.0001m, 0.1m), 0.1m, 900_000m, 1_000m, 5m))],
    };

    private static PositionReport Position(
        Naming n, string symbol, PositionSide side, decimal quantity, decimal average, decimal mark, long? updated) =>
        new()
        {
            Account = n.Account,
            Instrument = n.Instrument(symbol),
            Side = side,
            Quantity = quantity,
            AveragePrice = average,
            MarkPrice = mark,
            UpdatedAt = updated is { } at ? Payload.At(at) : null,
        };

    private static BalanceReport Balance(Naming n, string asset, decimal total, decimal available) => new()
    {
        Account = n.Account, Asset = new AssetId(asset), Total = total, Available = available,
    };

    private static FillReport Fill(
        Naming n, string symbol, long id, string order, OrderSide side, decimal quantity, decimal price, decimal fee,
        string asset, long at) => new()
        {
            Account = n.Account,
            Instrument = n.Instrument(symbol),
            Trade = new TradeId(id.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            VenueOrder = new VenueOrderId(order),
            Side = side,
            Quantity = quantity,
            Price = price,
            Fee = fee,
            FeeAsset = new AssetId(asset),
            At = Payload.At(at),
            Sequence = id,
            Liquidity = LiquiditySide.Maker,
        };

    private static CashFlowReport Flow(
        Naming n, string id, CashFlowKind kind, string asset, decimal amount, long at) => new()
        {
            Account = n.Account, Id = new TradeId(id), FlowKind = kind, Asset = new AssetId(asset), Amount = amount,
            At = Payload.At(at),
        };

    private static MarkReport Mark(Naming n, string symbol) =>
        new() { Account = n.Account, Instrument = n.Instrument(symbol) };

    private static InstrumentReport Instrument(
        Naming n, string symbol, string asset, string quote, decimal tick, decimal step) => new()
        {
            Account = n.Account,
            Definition = new InstrumentDefinition
            {
                Id = n.Instrument(symbol),
                PriceIncrement = tick,
                QuantityIncrement = step,
                QuoteAsset = new AssetId(quote),
                BaseAsset = new AssetId(asset),
            },
        };

    private static InstrumentReport Inverse(Naming n, string symbol, string asset, decimal tick, decimal size)
    {
        InstrumentReport linear = Instrument(n, symbol, asset, "USD", tick, 1m);
        return linear with { Definition = linear.Definition with { IsInverse = true, Multiplier = size } };
    }

    private static InstrumentReport Bound(
        InstrumentReport report, decimal? least, decimal? most, decimal? mostAtMarket, decimal? worth) =>
        report with
        {
            Definition = report.Definition with
            {
                MinQuantity = least,
                MaxQuantity = most,
                MaxMarketQuantity = mostAtMarket,
                MinNotional = worth,
            },
        };

    private static InstrumentReport Spot(InstrumentReport linear) =>
        linear with { Definition = linear.Definition with { IsSpot = true } };
}
