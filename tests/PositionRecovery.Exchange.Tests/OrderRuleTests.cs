namespace PositionRecovery.Exchange.Tests;

public sealed class OrderRuleTests
{
    private const string Limit = "symbol=ETHUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.010&price=3900";

    private const string Stop = "algoType=CONDITIONAL&symbol=ETHUSDT&side=SELL&type=STOP_MARKET&quantity=0.010";

    [Theory]
    [InlineData("side=BUY&type=MARKET&quantity=1", -1102)]
    [InlineData("symbol=ETHUSDT&type=MARKET&quantity=1", -1102)]
    [InlineData("symbol=ETHUSDT&side=BUY&quantity=1", -1102)]
    [InlineData("symbol=ETHUSDT&side=BUY&type=MARKET", -1102)]
    [InlineData("symbol=ETHUSDT&side=BUY&type=MARKET&quantity=many", -1102)]
    [InlineData("symbol=ETHUSDT&side=BUY&type=LIMIT&quantity=0.01&price=3900", -1102)]
    [InlineData("symbol=ETHUSDT&side=BUY&type=LIMIT&quantity=0.01&timeInForce=GTC", -1102)]
    [InlineData("symbol=NONE&side=BUY&type=MARKET&quantity=1", -1121)]
    [InlineData("symbol=ETHUSDT&side=BOTH&type=MARKET&quantity=1", -1117)]
    [InlineData("symbol=ETHUSDT&side=BUY&type=ICEBERG&quantity=1", -1116)]
    [InlineData("symbol=ETHUSDT&side=BUY&type=LIMIT&quantity=0.01&price=3900&timeInForce=SOON", -1115)]
    [InlineData("symbol=ETHUSDT&side=BUY&type=STOP_MARKET&stopPrice=5000&quantity=1", -4120)]
    [InlineData("symbol=ETHUSDT&side=BUY&type=TRAILING_STOP_MARKET&callbackRate=1&quantity=1", -4120)]
    [InlineData("symbol=ETHUSDT&side=BUY&type=MARKET&quantity=0", -4003)]
    [InlineData("symbol=ETHUSDT&side=BUY&type=MARKET&quantity=0.0005", -4004)]
    [InlineData("symbol=ETHUSDT&side=BUY&type=MARKET&quantity=1000001", -4005)]
    [InlineData("symbol=ETHUSDT&side=BUY&type=MARKET&quantity=0.0105", -4023)]
    [InlineData("symbol=ETHUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=3900.05", -4014)]
    [InlineData("symbol=ETHUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=-1", -4001)]
    [InlineData("symbol=ETHUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=20000.1", -4131)]
    [InlineData("symbol=ETHUSDT&side=BUY&type=MARKET&quantity=0.001", -4164)]
    [InlineData("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.001", -4004)]
    [InlineData("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=100.001", -4005)]
    [InlineData("symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=200.001&price=50000", -4005)]
    [InlineData("symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.002&price=14999.5", -4164)]
    [InlineData("symbol=ETHUSDT&side=SELL&type=MARKET&quantity=0.01&reduceOnly=true", -2022)]
    [InlineData("symbol=ETHUSDT&side=BUY&type=MARKET&quantity=0.01&positionSide=LONG", -4061)]
    [InlineData("symbol=ETHUSDT&side=BUY&type=MARKET&quantity=0.01&positionSide=LEFT", -4060)]
    [InlineData("symbol=ETHUSDT&side=BUY&type=LIMIT&timeInForce=GTX&quantity=0.01&price=4100", -5022)]
    [InlineData(Limit + "&newClientOrderId=1234567890123456789012345678901234567", -4015)]
    [InlineData(Limit + "&newClientOrderId=what%3F", -1100)]
    [InlineData(Limit + "&timeInForce=GTD&goodTillDate=1", -5040)]
    public async Task Order_AgainstARule_IsRefusedAndLeavesNothing(string query, int code)
    {
        await using House house = await House.OpenAsync();
        Answer answer = await house.Client.SignedAsync("POST", "/fapi/v1/order", query);
        Assert.Equal((400, code), ((int)answer.Status, answer.Code));
        Assert.Empty(house.Futures.AcceptedOrders);
    }

    [Theory]
    [InlineData("symbol=ETHUSDT&side=BUY&type=MARKET&quantity=0.01", -4061)]
    [InlineData("symbol=ETHUSDT&side=BUY&type=MARKET&quantity=0.01&positionSide=BOTH", -4061)]
    [InlineData("symbol=ETHUSDT&side=SELL&type=MARKET&quantity=0.01&positionSide=LONG&reduceOnly=true", -4062)]
    [InlineData("symbol=ETHUSDT&side=SELL&type=MARKET&quantity=0.01&positionSide=LONG", -2022)]
    [InlineData("symbol=ETHUSDT&side=SELL&type=MARKET&quantity=0.01&positionSide=SHORT", 0)]
    [InlineData("symbol=ETHUSDT&side=BUY&type=MARKET&quantity=0.01&positionSide=LONG", 0)]
    public async Task Order_InHedgeMode_NamesItsLeg(string query, int code)
    {
        await using House house = await House.OpenAsync(isHedging: true);
        Assert.Equal(code, (await house.Client.SignedAsync("POST", "/fapi/v1/order", query)).Code);
    }

    [Theory]
    [InlineData(Stop, -1102)]
    [InlineData(Stop + "&stopPrice=3800", -1102)]
    [InlineData(Stop + "&triggerPrice=3800.05", -4014)]
    [InlineData(Stop + "&triggerPrice=4100", -2021)]
    [InlineData("algoType=CONDITIONAL&symbol=ETHUSDT&side=SELL&type=TAKE_PROFIT_MARKET&quantity=0.010&triggerPrice=3900",
        -2021)]
    [InlineData("algoType=VP&symbol=ETHUSDT&side=SELL&type=STOP_MARKET&quantity=1&triggerPrice=3800", -1130)]
    [InlineData("algoType=CONDITIONAL&symbol=ETHUSDT&side=SELL&type=LIMIT&quantity=1&triggerPrice=3800", -1116)]
    [InlineData(Stop + "&triggerPrice=3800&closePosition=true", -4137)]
    [InlineData("algoType=CONDITIONAL&symbol=ETHUSDT&side=SELL&type=STOP_MARKET&triggerPrice=3800&closePosition=true"
        + "&reduceOnly=true", -4138)]
    [InlineData("algoType=CONDITIONAL&symbol=ETHUSDT&side=SELL&type=TRAILING_STOP_MARKET&quantity=0.010&callbackRate=21",
        -2007)]
    [InlineData(Stop + "&triggerPrice=3800", 0)]
    public async Task AlgoOrder_AgainstARule_IsRefused(string query, int code)
    {
        await using House house = await House.OpenAsync();
        Assert.Equal(code, (await house.Client.SignedAsync("POST", "/fapi/v1/algoOrder", query)).Code);
        Assert.Equal(code == 0 ? 1 : 0, house.Futures.AcceptedOrders.Count);
    }

    [Theory]
    [InlineData("symbol=ADAUSDT&side=BUY&type=MARKET&quantity=10.05", -1013)]
    [InlineData("symbol=ADAUSDT&side=BUY&type=MARKET&quantity=1", -1013)]
    [InlineData("symbol=ADAUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=100&price=0.49995", -1013)]
    [InlineData("symbol=ADAUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=100&price=3", -1013)]
    [InlineData("symbol=ADAUSDT&side=BUY&type=LIMIT_MAKER&quantity=100&price=0.6", -2010)]
    [InlineData("symbol=ADAUSDT&side=SELL&type=STOP_LOSS&quantity=100&stopPrice=0.6", -2010)]
    [InlineData("symbol=ADAUSDT&side=BUY&type=MARKET&quantity=100000", -2010)]
    [InlineData("symbol=ADAUSDT&side=SELL&type=STOP_LOSS_LIMIT&timeInForce=GTC&quantity=100&price=0.4", -1102)]
    [InlineData("symbol=ETHUSDT&side=BUY&type=MARKET&quantity=1", -1121)]
    public async Task SpotOrder_AgainstARule_IsRefusedAndLeavesNothing(string query, int code)
    {
        await using House house = await House.OpenAsync();
        Answer answer = await house.Client.SignedAsync("POST", "/api/v3/order", query);
        Assert.Equal((400, code), ((int)answer.Status, answer.Code));
        Assert.Empty(house.Spot.AcceptedOrders);
    }

    [Fact]
    public async Task ClientId_OfAnOpenOrder_IsRefusedAndOfAnEndedOneIsNot()
    {
        await using House house = await House.OpenAsync();
        const string named = Limit + "&newClientOrderId=rc-1";
        await PlaceAsync(house, named);
        Assert.Equal(-4116, (await house.Client.SignedAsync("POST", "/fapi/v1/order", named)).Code);
        (await house.Client.SignedAsync("DELETE", "/fapi/v1/order", "symbol=ETHUSDT&origClientOrderId=rc-1")).Ok();
        await PlaceAsync(house, named);
        Assert.Equal([1, 2], house.Control.Ledger().Select(static o => o.Occurrence));
    }

    [Theory]
    [InlineData("GET", "/fapi/v1/order", -2013)]
    [InlineData("GET", "/fapi/v1/openOrder", -2013)]
    [InlineData("DELETE", "/fapi/v1/order", -2011)]
    [InlineData("GET", "/api/v3/order", -2013)]
    [InlineData("DELETE", "/api/v3/order", -2011)]
    public async Task UnknownOrder_IsToldSo(string method, string path, int code)
    {
        await using House house = await House.OpenAsync();
        string symbol = path.StartsWith("/api", StringComparison.Ordinal) ? "ADAUSDT" : "ETHUSDT";
        Assert.Equal(code, (await house.Client.SignedAsync(method, path, $"symbol={symbol}&orderId=77")).Code);
        Assert.Equal(-1102, (await house.Client.SignedAsync(method, path, $"symbol={symbol}")).Code);
    }

    [Theory]
    [InlineData("GET", -2013)]
    [InlineData("DELETE", -2011)]
    public async Task UnknownAlgoOrder_IsToldSo(string method, int code)
    {
        await using House house = await House.OpenAsync();
        Assert.Equal(code, (await house.Client.SignedAsync(method, "/fapi/v1/algoOrder", "clientAlgoId=none")).Code);
        Assert.Equal(-1102, (await house.Client.SignedAsync(method, "/fapi/v1/algoOrder")).Code);
    }

    [Theory]
    [InlineData("", -4059)]
    [InlineData(Limit, -4067)]
    [InlineData("symbol=ETHUSDT&side=BUY&type=MARKET&quantity=0.010", -4068)]
    public async Task Mode_WhenItCannotChange_IsRefused(string order, int code)
    {
        await using House house = await House.OpenAsync();
        bool isHedging = order.Length > 0;
        if (isHedging)
        {
            await PlaceAsync(house, order);
        }

        Answer answer = await house.Client.SignedAsync(
            "POST", "/fapi/v1/positionSide/dual", $"dualSidePosition={(isHedging ? "true" : "false")}");
        Assert.Equal(code, answer.Code);
    }

    private static async Task<Answer> PlaceAsync(House house, string query) =>
        (await house.Client.SignedAsync("POST", "/fapi/v1/order", query)).Ok();
}
