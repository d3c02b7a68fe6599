namespace PositionRecovery.Binance.Tests;

/// <summary>What each list of orders says.</summary>
public sealed class GoldenOrderTests
{
    public static TheoryData<string> Files =>
    [
        "usdm-openOrders", "usdm-forceOrders", "usdm-openAlgoOrders", "usdm-allAlgoOrders", "coinm-openOrders",
        "spot-openOrders", "spot-allOrders", "spot-cancel",
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_AnswerOfTheVenue_GivesTheOrders(string file)
    {
        var (reports, fault) = Payload.Map(file, Payload.Of(file));

        Assert.Null(fault);
        Assert.Equal(Expected(file), reports);
    }

    private static VenueReport[] Expected(string file) => file switch
    {
        "usdm-openOrders" =>
        [
            Order("usdm", "ETHUSDT", "700112", "rc-7f3a", OrderSide.Sell, OrderStatus.PartiallyFilled,
                "PARTIALLY_FILLED", 1790000000130, 1790000004000) with
            {
                Type = OrderType.Limit, Quantity = 0.25m, Filled = 0.1m, AveragePrice = 4100.5m, Price = 4100.5m,
                TriggerPrice = null, TimeInForce = TimeInForce.GoodTilCanceled,
            },
            Order("usdm", "BTCUSDT", "9007199254740993", "web_8Kq", OrderSide.Buy, OrderStatus.Accepted, "NEW",
                1790000000200, 1790000000200) with
            {
                Type = OrderType.PostOnly, Quantity = 0.005m, Filled = 0m, AveragePrice = 0m, Price = 64000.1m,
                TimeInForce = TimeInForce.GoodTilCanceled, PositionSide = PositionSide.Long,
            },
            Order("usdm", "SOLUSDT", "31", "autoclose-1790000000300", OrderSide.Sell, OrderStatus.Accepted,
                "NEW_INSURANCE", 1790000000300, 1790000000300) with
            {
                Type = OrderType.Unknown, Quantity = 12m, Filled = 0m, AveragePrice = 0m, Price = 140m,
                TimeInForce = TimeInForce.ImmediateOrCancel, IsReduceOnly = true, Origin = OrderOrigin.Liquidation,
            },
        ],
        "usdm-forceOrders" =>
        [
            Order("usdm", "SOLUSDT", "32", "adl_autoclose", OrderSide.Sell, OrderStatus.Filled, "FILLED",
                1790000000400, 1790000000410) with
            {
                Type = OrderType.Limit, Quantity = 2m, Filled = 2m, AveragePrice = 141.4m, Price = 141.5m,
                TimeInForce = TimeInForce.ImmediateOrCancel, PositionSide = PositionSide.Short,
                Origin = OrderOrigin.AutoDeleveraging,
            },
            Order("usdm", "OLDUSDT", "33", "settlement_autoclose-77", OrderSide.Buy, OrderStatus.Filled, "FILLED",
                1790000000500, 1790000000500) with
            {
                Type = OrderType.Market, Quantity = 7m, Filled = 7m, AveragePrice = 1.5m, Price = 0m,
                TimeInForce = TimeInForce.GoodTilCanceled, IsReduceOnly = true, Origin = OrderOrigin.Settlement,
            },
        ],
        "usdm-openAlgoOrders" =>
        [
            Algo("4000000123456789", "sl-81", OrderSide.Buy, OrderStatus.Accepted, "NEW", 1790000010000) with
            {
                Type = OrderType.StopMarket, Quantity = 0m, Filled = 0m, TriggerPrice = 4250m,
                TimeInForce = TimeInForce.GoodTilCanceled, IsReduceOnly = true,
            },
            Algo("4000000123456790", "tp-81", OrderSide.Sell, OrderStatus.Triggered, "TRIGGERING", 1790000011000) with
            {
                Type = OrderType.TakeProfitLimit, Quantity = 0.1m, Price = 4499m, TriggerPrice = 4500m,
                TimeInForce = TimeInForce.GoodTilCanceled, PositionSide = PositionSide.Long,
            },
        ],
        "usdm-allAlgoOrders" =>
        [
            Algo("41", "sl-1", OrderSide.Sell, OrderStatus.Triggered, "TRIGGERED", 1790000020000) with
            {
                Type = OrderType.StopMarket, Quantity = 0.3m, TriggerPrice = 4000m, IsReduceOnly = true,
                TimeInForce = TimeInForce.GoodTilCanceled, ReplacedBy = new VenueOrderId("700200"),
            },
            Algo("42", "sl-2", OrderSide.Sell, OrderStatus.Triggered, "FINISHED", 1790000021000) with
            {
                Type = OrderType.StopMarket, Quantity = 0.3m, TriggerPrice = 4000m, IsReduceOnly = true,
                ReplacedBy = new VenueOrderId("700201"),
            },
            Algo("43", "sl-3", OrderSide.Sell, OrderStatus.Expired, "EXPIRED", 1790000022000) with
            {
                Type = OrderType.TrailingStopMarket, Quantity = 0.3m, Filled = 0m, TriggerPrice = 4300m,
                IsReduceOnly = true,
            },
            Algo("44", "sl-4", OrderSide.Sell, OrderStatus.Unknown, "PAUSED_FOR_REVIEW", 1790000010000) with
            {
                Type = OrderType.StopMarket, Quantity = 0.3m, TriggerPrice = 4000m, IsReduceOnly = true,
            },
        ],
        "coinm-openOrders" =>
        [
            Order("coinm", "BTCUSD_PERP", "8", "rc-c1", OrderSide.Sell, OrderStatus.Accepted, "NEW",
                1790000000130, 1790000000130) with
            {
                Type = OrderType.StopMarket, Quantity = 5m, Filled = 0m, AveragePrice = 0m, Price = 0m,
                TriggerPrice = 58000m, TimeInForce = TimeInForce.GoodTilCanceled, PositionSide = PositionSide.Long,
            },
            Order("coinm", "BTCUSD_261225", "9", "delivery_autoclose-5", OrderSide.Sell, OrderStatus.Filled, "FILLED",
                1790000000140, 1790000000150) with
            {
                Type = OrderType.Market, Quantity = 64m, Filled = 64m, AveragePrice = 64000m, Price = 0m,
                TimeInForce = TimeInForce.GoodTilCanceled, Origin = OrderOrigin.Settlement,
            },
        ],
        "spot-openOrders" =>
        [
            Order("spot", "ADAUSDT", "9102", "rc-23", OrderSide.Sell, OrderStatus.Accepted, "NEW",
                1790000100000, 1790000100000) with
            {
                Type = OrderType.StopLimit, Quantity = 39.9m, Filled = 0m, Price = 0.4m, TriggerPrice = 0.41m,
                TimeInForce = TimeInForce.GoodTilCanceled,
            },
            Order("spot", "ADAUSDT", "9103", "rc-24", OrderSide.Sell, OrderStatus.Accepted, "NEW",
                1790000100000, 1790000100000) with
            {
                Type = OrderType.PostOnly, Quantity = 39.9m, Filled = 0m, Price = 0.6m,
                TimeInForce = TimeInForce.GoodTilCanceled,
            },
        ],
        "spot-allOrders" =>
        [
            Order("spot", "ADAUSDT", "9101", "rc-22", OrderSide.Buy, OrderStatus.Filled, "FILLED",
                1790000100000, 1790000100500) with
            {
                Type = OrderType.Limit, Quantity = 40m, Filled = 40m, AveragePrice = 0.512m, Price = 0.512m,
                TimeInForce = TimeInForce.GoodTilCanceled,
            },
            Order("spot", "ADAUSDT", "9100", "rc-21", OrderSide.Buy, OrderStatus.Expired, "EXPIRED_IN_MATCH",
                1790000099000, 1790000099500) with
            {
                Type = OrderType.TakeProfitMarket, Quantity = 40m, Filled = 12m, Price = 0m, TriggerPrice = 0.5m,
                TimeInForce = TimeInForce.GoodTilCanceled, Reason = "SELF_TRADE",
            },
        ],
        _ =>
        [
            Order("spot", "ADAUSDT", "9104", "rc-25", OrderSide.Sell, OrderStatus.Canceled, "CANCELED",
                0, 1790000101000) with
            {
                Type = OrderType.Limit, Quantity = 10m, Filled = 0m, Price = 0.6m, CreatedAt = null,
                TimeInForce = TimeInForce.GoodTilCanceled,
            },
        ],
    };

    private static OrderReport Order(
        string product, string symbol, string id, string clientId, OrderSide side, OrderStatus status, string raw,
        long created, long updated)
    {
        Naming names = Payload.NamesOf(product + "-");
        return new OrderReport
        {
            Account = names.Account,
            Instrument = names.Instrument(symbol),
            VenueOrder = new VenueOrderId(id),
            ClientOrder = new ClientOrderId(clientId),
            Side = side,
            Status = status,
            RawStatus = raw,
            CreatedAt = Payload.At(created),
            UpdatedAt = Payload.At(updated),
            TriggerPrice = null,
        };
    }

    private static OrderReport Algo(
        string id, string clientId, OrderSide side, OrderStatus status, string raw, long updated) =>
        Order("usdm", "ETHUSDT", id, clientId, side, status, raw, 1790000010000, updated) with
        {
            Class = OrderClass.Conditional,
            Price = 0m,
        };
}
