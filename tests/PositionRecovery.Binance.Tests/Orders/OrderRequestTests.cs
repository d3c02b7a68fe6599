namespace PositionRecovery.Binance.Tests;

/// <summary>What goes over the line for each kind of order and cancellation: method, path, parameters, signature.
/// </summary>
public sealed class OrderRequestTests
{
    private const BinanceProduct Usdm = BinanceProduct.UsdMarginedFutures;
    private const BinanceProduct Coinm = BinanceProduct.CoinMarginedFutures;
    private const BinanceProduct Spot = BinanceProduct.Spot;

    /// <summary>A name for the case, what is sent, and where it arrives with which parameters.</summary>
    private static readonly (string Case, BinanceProduct Product, OrderSubmission Sent, string Path, string Parameters)[]
        Placed =
        [
            ("market", Usdm, One(Usdm, OrderType.Market), "/fapi/v1/order",
                "symbol=ETHUSDT&side=SELL&positionSide=BOTH&type=MARKET&quantity=0.25&reduceOnly=true"
                + "&newClientOrderId=X-1&newOrderRespType=ACK"),
            ("limit", Usdm, One(Usdm, OrderType.Limit, price: 4100.50m), "/fapi/v1/order",
                "symbol=ETHUSDT&side=SELL&positionSide=BOTH&type=LIMIT&quantity=0.25&reduceOnly=true&price=4100.5"
                + "&timeInForce=GTC&newClientOrderId=X-1&newOrderRespType=ACK"),
            ("post only", Usdm, One(Usdm, OrderType.PostOnly, price: 4100.50m), "/fapi/v1/order",
                "symbol=ETHUSDT&side=SELL&positionSide=BOTH&type=LIMIT&quantity=0.25&reduceOnly=true&price=4100.5"
                + "&timeInForce=GTX&newClientOrderId=X-1&newOrderRespType=ACK"),
            ("hedge", Usdm, One(Usdm, OrderType.Market, leg: PositionSide.Long), "/fapi/v1/order",
                "symbol=ETHUSDT&side=SELL&positionSide=LONG&type=MARKET&quantity=0.25"
                + "&newClientOrderId=X-1&newOrderRespType=ACK"),
            ("stop", Usdm, One(Usdm, OrderType.StopMarket, trigger: 3900m), "/fapi/v1/algoOrder",
                "algoType=CONDITIONAL&symbol=ETHUSDT&side=SELL&positionSide=BOTH&type=STOP_MARKET&quantity=0.25"
                + "&reduceOnly=true&triggerPrice=3900&workingType=CONTRACT_PRICE&clientAlgoId=X-1&newOrderRespType=ACK"),
            ("whole position", Usdm, One(Usdm, OrderType.StopMarket, trigger: 3900m, quantity: 0m), "/fapi/v1/algoOrder",
                "algoType=CONDITIONAL&symbol=ETHUSDT&side=SELL&positionSide=BOTH&type=STOP_MARKET&closePosition=true"
                + "&triggerPrice=3900&workingType=CONTRACT_PRICE&clientAlgoId=X-1&newOrderRespType=ACK"),
            ("hedge stop limit", Usdm,
                One(Usdm, OrderType.StopLimit, OrderSide.Buy, PositionSide.Short, price: 4210m, trigger: 4200m),
                "/fapi/v1/algoOrder",
                "algoType=CONDITIONAL&symbol=ETHUSDT&side=BUY&positionSide=SHORT&type=STOP&quantity=0.25&price=4210"
                + "&triggerPrice=4200&timeInForce=GTC&workingType=CONTRACT_PRICE&clientAlgoId=X-1&newOrderRespType=ACK"),
            ("take profit", Usdm, One(Usdm, OrderType.TakeProfitMarket, trigger: 4500m), "/fapi/v1/algoOrder",
                "algoType=CONDITIONAL&symbol=ETHUSDT&side=SELL&positionSide=BOTH&type=TAKE_PROFIT_MARKET&quantity=0.25"
                + "&reduceOnly=true&triggerPrice=4500&workingType=CONTRACT_PRICE&clientAlgoId=X-1&newOrderRespType=ACK"),
            ("take profit limit", Usdm, One(Usdm, OrderType.TakeProfitLimit, price: 4490m, trigger: 4500m),
                "/fapi/v1/algoOrder",
                "algoType=CONDITIONAL&symbol=ETHUSDT&side=SELL&positionSide=BOTH&type=TAKE_PROFIT&quantity=0.25"
                + "&reduceOnly=true&price=4490&triggerPrice=4500&timeInForce=GTC&workingType=CONTRACT_PRICE"
                + "&clientAlgoId=X-1&newOrderRespType=ACK"),
            ("trailing", Usdm, Sample.Submission(Sample.Order(Usdm, OrderType.TrailingStopMarket), trails: 47.9m),
                "/fapi/v1/algoOrder",
                "algoType=CONDITIONAL&symbol=ETHUSDT&side=SELL&positionSide=BOTH&type=TRAILING_STOP_MARKET&quantity=0.25"
                + "&reduceOnly=true&callbackRate=1.1&workingType=CONTRACT_PRICE&clientAlgoId=X-1&newOrderRespType=ACK"),
            ("coin stop", Coinm, One(Coinm, OrderType.StopMarket, trigger: 60000m, quantity: 3m), "/dapi/v1/algoOrder",
                "algoType=CONDITIONAL&symbol=BTCUSD_PERP&side=SELL&positionSide=BOTH&type=STOP_MARKET&quantity=3"
                + "&reduceOnly=true&triggerPrice=60000&workingType=CONTRACT_PRICE&clientAlgoId=X-1&newOrderRespType=ACK"),
            ("coin limit", Coinm, One(Coinm, OrderType.Limit, price: 60000.1m, quantity: 3m), "/dapi/v1/order",
                "symbol=BTCUSD_PERP&side=SELL&positionSide=BOTH&type=LIMIT&quantity=3&reduceOnly=true&price=60000.1"
                + "&timeInForce=GTC&newClientOrderId=X-1&newOrderRespType=ACK"),
            ("spot market", Spot, One(Spot, OrderType.Market, quantity: 40m), "/api/v3/order",
                "symbol=ADAUSDT&side=SELL&type=MARKET&quantity=40&newClientOrderId=X-1&newOrderRespType=ACK"),
            ("spot limit", Spot, One(Spot, OrderType.Limit, OrderSide.Buy, price: 0.5120m, quantity: 40m),
                "/api/v3/order",
                "symbol=ADAUSDT&side=BUY&type=LIMIT&quantity=40&price=0.512&timeInForce=GTC&newClientOrderId=X-1"
                + "&newOrderRespType=ACK"),
            ("spot post only", Spot, One(Spot, OrderType.PostOnly, price: 0.6m, quantity: 40m), "/api/v3/order",
                "symbol=ADAUSDT&side=SELL&type=LIMIT_MAKER&quantity=40&price=0.6&newClientOrderId=X-1"
                + "&newOrderRespType=ACK"),
            ("spot stop", Spot, One(Spot, OrderType.StopMarket, trigger: 0.45m, quantity: 40m), "/api/v3/order",
                "symbol=ADAUSDT&side=SELL&type=STOP_LOSS&quantity=40&stopPrice=0.45&newClientOrderId=X-1"
                + "&newOrderRespType=ACK"),
            ("spot stop limit", Spot, One(Spot, OrderType.StopLimit, price: 0.44m, trigger: 0.45m, quantity: 40m),
                "/api/v3/order",
                "symbol=ADAUSDT&side=SELL&type=STOP_LOSS_LIMIT&quantity=40&price=0.44&stopPrice=0.45&timeInForce=GTC"
                + "&newClientOrderId=X-1&newOrderRespType=ACK"),
            ("spot trailing", Spot,
                Sample.Submission(Sample.Order(Spot, OrderType.TrailingStopMarket, quantity: 40m), trails: 50m),
                "/api/v3/order",
                "symbol=ADAUSDT&side=SELL&type=STOP_LOSS&quantity=40&trailingDelta=121&newClientOrderId=X-1"
                + "&newOrderRespType=ACK"),
            ("spot pair to sell", Spot,
                Sample.Submission(
                    Sample.Order(Spot, OrderType.StopMarket, trigger: 0.45m, quantity: 40m),
                    pair: Sample.Order(
                        Spot, OrderType.TakeProfitLimit, price: 0.6m, trigger: 0.59m, quantity: 40m, id: "X-2")),
                "/api/v3/orderList/oco",
                "symbol=ADAUSDT&side=SELL&quantity=40&aboveType=TAKE_PROFIT_LIMIT&aboveClientOrderId=X-2&abovePrice=0.6"
                + "&aboveTimeInForce=GTC&aboveStopPrice=0.59&belowType=STOP_LOSS&belowClientOrderId=X-1"
                + "&belowStopPrice=0.45&newOrderRespType=ACK"),
            ("spot pair to buy", Spot,
                Sample.Submission(
                    Sample.Order(Spot, OrderType.StopMarket, OrderSide.Buy, trigger: 0.6m, quantity: 40m),
                    pair: Sample.Order(
                        Spot, OrderType.TakeProfitMarket, OrderSide.Buy, trigger: 0.4m, quantity: 40m, id: "X-2")),
                "/api/v3/orderList/oco",
                "symbol=ADAUSDT&side=BUY&quantity=40&aboveType=STOP_LOSS&aboveClientOrderId=X-1&aboveStopPrice=0.6"
                + "&belowType=TAKE_PROFIT&belowClientOrderId=X-2&belowStopPrice=0.4&newOrderRespType=ACK"),
        ];

    public static TheoryData<string> Cases => [.. Placed.Select(static p => p.Case)];

    public static TheoryData<BinanceProduct, bool, bool, string> Cancellations => new()
    {
        // product, has a trigger, is external, what arrives
        { Usdm, false, false, "DELETE /fapi/v1/order?symbol=ETHUSDT&orderId=77" },
        { Usdm, true, false, "DELETE /fapi/v1/algoOrder?clientAlgoId=X-1" },
        { Usdm, true, true, "DELETE /fapi/v1/algoOrder?algoId=77" },
        { Coinm, false, true, "DELETE /dapi/v1/order?symbol=BTCUSD_PERP&orderId=77" },
        { Coinm, true, false, "DELETE /dapi/v1/algoOrder?clientAlgoId=X-1" },
        { Spot, true, false, "DELETE /api/v3/order?symbol=ADAUSDT&orderId=77" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Submit_AnOrder_GoesOverTheLineLikeThis(string name)
    {
        (_, BinanceProduct product, OrderSubmission sent, string path, string parameters) =
            Placed.Single(p => p.Case == name);
        using var wire = new Wire();
        wire.Answers(200, """{"symbol":"X","price":"4100.50","time":1}""");
        var gateway = Gateway(wire, product);

        await gateway.SubmitAsync(sent, CancellationToken.None);

        Wire.Arrival call = wire.Calls[^1];
        Assert.Equal("POST", call.Method);
        Assert.Equal(path, call.PathAndQuery);
        Assert.Equal(parameters, call.Parameters);
        Assert.True(call.IsSigned, call.Body);
        Assert.Equal(Wire.Key, call.Key);
        Assert.Equal(sent.TrailingDistance is null ? 1 : 2, wire.Calls.Count);
    }

    [Theory]
    [InlineData(Usdm, "/fapi/v2/ticker/price?symbol=ETHUSDT")]
    [InlineData(Coinm, "/dapi/v1/ticker/price?symbol=BTCUSD_PERP")]
    [InlineData(Spot, "/api/v3/ticker/price?symbol=ADAUSDT")]
    public async Task Submit_TrailingStop_AsksForThePriceFirst(BinanceProduct product, string expected)
    {
        using var wire = new Wire();
        wire.Answers(200, """[{"symbol":"X","price":"100"}]""");

        await Gateway(wire, product).SubmitAsync(
            Sample.Submission(Sample.Order(product, OrderType.TrailingStopMarket, quantity: 1m), trails: 2m),
            CancellationToken.None);

        Assert.Equal(expected, wire.Calls[0].PathAndQuery);
        Assert.Null(wire.Calls[0].Key);
        Assert.Equal(2, wire.Calls.Count);
    }

    [Theory]
    [MemberData(nameof(Cancellations))]
    public async Task Cancel_AnOrder_GoesOverTheLineLikeThis(
        BinanceProduct product, bool hasTrigger, bool isExternal, string expected)
    {
        using var wire = new Wire();
        wire.Answers(200, """{"orderId":77,"status":"CANCELED"}""");
        OrderIntent order = Sample.Order(
            product, hasTrigger ? OrderType.StopMarket : OrderType.Limit, price: 1m, trigger: 1m);

        SubmitResult result = await Gateway(wire, product).CancelAsync(
            Sample.Snapshot(order, "77", isExternal), CancellationToken.None);

        Wire.Arrival call = Assert.Single(wire.Calls);
        Assert.Equal(expected, $"{call.Method} {call.Path}?{call.Parameters}");
        Assert.True(call.IsSigned, call.PathAndQuery);
        Assert.Equal(SubmitStatus.Accepted, result.Status);
    }

    private static BinanceOrderGateway Gateway(Wire wire, BinanceProduct product) =>
        new(wire.Options(product), new ApiTransport(wire.Options(product)));

    private static OrderSubmission One(
        BinanceProduct product,
        OrderType type,
        OrderSide side = OrderSide.Sell,
        PositionSide leg = PositionSide.Net,
        decimal quantity = 0.250m,
        decimal? price = null,
        decimal? trigger = null) => Sample.Submission(Sample.Order(product, type, side, leg, quantity, price, trigger));
}
