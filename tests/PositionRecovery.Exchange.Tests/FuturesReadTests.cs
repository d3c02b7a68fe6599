using System.Text.Json;

namespace PositionRecovery.Exchange.Tests;

public sealed class FuturesReadTests
{
    private const string Path = "/fapi/v1/order";

    [Theory]
    [InlineData("RESULT", "FILLED", "0.010")]
    [InlineData("ACK", "NEW", "0.000")]
    public async Task Placed_IsAcknowledgedOrToldInFull(string kind, string status, string executed)
    {
        await using House house = await House.OpenAsync();
        Answer placed = (await house.Client.SignedAsync(
            "POST", Path, $"symbol=ETHUSDT&side=BUY&type=MARKET&quantity=0.010&newOrderRespType={kind}")).Ok();
        Assert.Equal((status, executed), (placed["status"].GetString(), placed["executedQty"].GetString()));
        Assert.False(placed.Json.TryGetProperty("avgPrice", out _));
        Assert.False(placed.Json.TryGetProperty("time", out _));
    }

    [Fact]
    public async Task Order_PartlyFilled_IsToldWithItsCost()
    {
        await using House house = await House.OpenAsync();
        (await house.Client.SignedAsync(
            "POST", Path,
            "symbol=ETHUSDT&side=SELL&type=LIMIT&timeInForce=GTC&quantity=0.250&price=4100.5&newClientOrderId=rc-7"))
            .Ok();
        house.Control.Fill(new ClientOrderId("rc-7"), 0.1m);
        Answer order = (await house.Client.SignedAsync("GET", Path, "symbol=ETHUSDT&origClientOrderId=rc-7")).Ok();
        Assert.Equal(
            "PARTIALLY_FILLED SELL BOTH LIMIT LIMIT GTC 4100.5 0.250 0.100 4100.50000 410.05000 0",
            order.Json.Shown(
                "status", "side", "positionSide", "type", "origType", "timeInForce", "price", "origQty",
                "executedQty", "avgPrice", "cumQuote", "stopPrice"));
        Assert.Equal(JsonValueKind.Number, order["orderId"].ValueKind);
        Answer canceled = (await house.Client.SignedAsync(
            "DELETE", Path, "symbol=ETHUSDT&origClientOrderId=rc-7")).Ok();
        Assert.Equal(("CANCELED", "0.100"), (canceled["status"].GetString(), canceled["cumQty"].GetString()));
    }

    [Fact]
    public async Task Positions_InTheThirdVersion_AreThoseInUse()
    {
        await using House house = await House.OpenAsync();
        house.Control.Trade("ETHUSDT", OrderSide.Sell, 0.1m);
        house.Control.SetPrice("ETHUSDT", 3_990m);
        JsonElement row = Assert.Single(await RowsAsync(house, "/fapi/v3/positionRisk"));
        Assert.Equal(
            "BOTH -0.100 4000.0 3990.00000000 1.00000000 -399.00000000",
            row.Shown("positionSide", "positionAmt", "entryPrice", "markPrice", "unRealizedProfit", "notional"));
        Assert.Equal(2, (await RowsAsync(house, "/fapi/v2/positionRisk")).Length);
        Assert.Equal("5", (await RowsAsync(house, "/fapi/v2/positionRisk"))[0].GetProperty("leverage").GetString());
    }

    [Fact]
    public async Task Positions_OfAnOrderOnly_AreRowsOfZero()
    {
        await using House house = await House.OpenAsync();
        (await house.Client.SignedAsync(
            "POST", Path, "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.1&price=50000")).Ok();
        JsonElement row = Assert.Single(await RowsAsync(house, "/fapi/v3/positionRisk"));
        Assert.Equal("0.000", row.GetProperty("positionAmt").GetString());
    }

    [Fact]
    public async Task Positions_InHedgeMode_AreTwoLegs()
    {
        await using House house = await House.OpenAsync(isHedging: true);
        house.Control.Trade("ETHUSDT", OrderSide.Buy, 0.2m);
        house.Control.Trade("ETHUSDT", OrderSide.Sell, 0.1m);
        Assert.Equal(
            ["LONG 0.200", "SHORT -0.100"],
            (await RowsAsync(house, "/fapi/v3/positionRisk")).Select(static r =>
                r.Shown("positionSide", "positionAmt")));
        Assert.True((await house.Client.SignedAsync("GET", "/fapi/v1/positionSide/dual")).Ok()["dualSidePosition"]
            .GetBoolean());
    }

    [Fact]
    public async Task Trades_AndIncome_TellFeesAndProfits()
    {
        await using House house = await House.OpenAsync(feeRate: 0.0004m);
        house.Control.Trade("ETHUSDT", OrderSide.Buy, 1m);
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        house.Control.SetPrice("ETHUSDT", 4_100m);
        house.Control.Trade("ETHUSDT", OrderSide.Sell, 1m);
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        house.Futures.Transfer(House.Account, new AssetId("USDT"), 25m);
        JsonElement[] trades = await RowsAsync(house, "/fapi/v1/userTrades", "symbol=ETHUSDT");
        Assert.Equal(
            ["0.00000000 1.60000000", "100.00000000 1.64000000"],
            trades.Select(static t => t.Shown("realizedPnl", "commission")));
        Assert.Equal(
            ["COMMISSION -1.60000000", "COMMISSION -1.64000000", "REALIZED_PNL 100.00000000", "TRANSFER 25.00000000"],
            (await RowsAsync(house, "/fapi/v1/income")).Select(static i => i.Shown("incomeType", "income")));
        Assert.Single(await RowsAsync(house, "/fapi/v1/income", "incomeType=TRANSFER"));
    }

    [Fact]
    public async Task Forced_AreNamedByTheirIds()
    {
        await using House house = await House.OpenAsync();
        house.Control.Trade("ETHUSDT", OrderSide.Buy, 1m);
        house.Futures.Deleverage(new BookKey(House.Account, House.Eth, PositionSide.Net), 0.4m);
        house.Control.Liquidate("ETHUSDT");
        JsonElement[] forced = await RowsAsync(house, "/fapi/v1/forceOrders");
        Assert.Equal("adl_autoclose", forced[0].GetProperty("clientOrderId").GetString());
        Assert.StartsWith("autoclose-", forced[1].GetProperty("clientOrderId").GetString(), StringComparison.Ordinal);
        Assert.Single(await RowsAsync(house, "/fapi/v1/forceOrders", "autoCloseType=ADL"));
    }

    [Theory]
    [InlineData("startTime=0&endTime=604800001", -1127)]
    [InlineData("startTime=5&endTime=4", -1128)]
    [InlineData("fromId=1&startTime=5", -1128)]
    [InlineData("limit=0", -1130)]
    public async Task Trades_WithAWindowThatIsNone_AreRefused(string query, int code)
    {
        await using House house = await House.OpenAsync();
        Assert.Equal(
            code, (await house.Client.SignedAsync("GET", "/fapi/v1/userTrades", $"symbol=ETHUSDT&{query}")).Code);
    }

    [Fact]
    public async Task Lists_LongerThanAPage_AreReadPageByPage()
    {
        await using House house = await House.OpenAsync();
        for (int i = 0; i < 5; i++)
        {
            house.Control.Trade("ETHUSDT", OrderSide.Buy, 0.01m);
            house.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        long start = house.Futures.Now.AddMinutes(-1).ToUnixTimeMilliseconds();
        async Task<string> IdsAsync(string query) => string.Join(
            ' ', (await RowsAsync(house, "/fapi/v1/userTrades", "symbol=ETHUSDT&limit=2" + query))
                .Select(static t => t.Shown("id")));
        Assert.Equal("4 5", await IdsAsync(""));
        Assert.Equal("1 2", await IdsAsync($"&startTime={start}"));
        Assert.Equal("3 4", await IdsAsync("&fromId=3"));
        long order = (await RowsAsync(house, "/fapi/v1/userTrades", "symbol=ETHUSDT"))[1].GetProperty("orderId")
            .GetInt64();
        Assert.Equal("2", await IdsAsync($"&orderId={order}"));
        JsonElement[] orders = await RowsAsync(
            house, "/fapi/v1/allOrders", $"symbol=ETHUSDT&limit=2&orderId={order}");
        Assert.Equal([order, order + 1], orders.Select(static o => o.GetProperty("orderId").GetInt64()));
    }

    [Fact]
    public async Task Klines_EndWithTheUnfinishedOne()
    {
        await using House house = await House.OpenAsync();
        house.Clock.Advance(TimeSpan.FromSeconds(90));
        house.Control.SetPrice("ETHUSDT", 4_010m);
        house.Clock.Advance(TimeSpan.FromSeconds(60));
        Answer bars = (await house.Client.GetAsync("/fapi/v1/klines", "symbol=ETHUSDT&interval=1m&limit=2")).Ok();
        Assert.Equal(["4000.0", "4010.0"], bars.Json.EnumerateArray().Select(static b => b[1].GetString()));
        Assert.Equal("4010.0", bars.Json[0][4].GetString());
        Assert.True(bars.Json[1][6].GetInt64() >= house.Futures.Now.ToUnixTimeMilliseconds());
        Assert.Equal(-1120, (await house.Client.GetAsync("/fapi/v1/klines", "symbol=ETHUSDT&interval=7m")).Code);
    }

    [Theory]
    [InlineData("/fapi/v1/ping")]
    [InlineData("/fapi/v1/time")]
    [InlineData("/fapi/v1/premiumIndex")]
    [InlineData("/fapi/v1/ticker/bookTicker")]
    [InlineData("/fapi/v2/ticker/price")]
    [InlineData("/fapi/v2/account")]
    [InlineData("/fapi/v3/account")]
    [InlineData("/fapi/v2/balance")]
    [InlineData("/fapi/v3/balance")]
    [InlineData("/fapi/v1/accountConfig")]
    [InlineData("/fapi/v1/symbolConfig")]
    [InlineData("/fapi/v1/leverageBracket")]
    [InlineData("/fapi/v1/commissionRate?symbol=ETHUSDT")]
    [InlineData("/fapi/v1/rateLimit/order")]
    [InlineData("/api/v3/exchangeInfo")]
    [InlineData("/api/v3/ticker/bookTicker")]
    [InlineData("/api/v3/ticker/price")]
    [InlineData("/api/v3/klines?symbol=ADAUSDT&interval=1h")]
    [InlineData("/sapi/v1/account/apiRestrictions")]
    public async Task Endpoint_Asked_Answers(string path)
    {
        await using House house = await House.OpenAsync();
        string[] parts = [.. path.Split('?'), ""];
        Answer answer = (await house.Client.SignedAsync("GET", parts[0], parts[1])).Ok();
        Assert.NotEqual(JsonValueKind.Undefined, answer.Json.ValueKind);
    }

    [Fact]
    public async Task Balance_AndAccount_AgreeWithTheVenue()
    {
        await using House house = await House.OpenAsync();
        house.Control.Trade("ETHUSDT", OrderSide.Buy, 1m);
        house.Control.SetPrice("ETHUSDT", 4_050m);
        JsonElement balance = (await RowsAsync(house, "/fapi/v3/balance"))[0];
        Assert.Equal(("USDT", "10000.00000000", "50.00000000"), (
            balance.GetProperty("asset").GetString(), balance.GetProperty("balance").GetString(),
            balance.GetProperty("crossUnPnl").GetString()));
        Answer account = (await house.Client.SignedAsync("GET", "/fapi/v3/account")).Ok();
        Assert.Equal(("10050.00000000", "810.00000000"), (
            account["totalMarginBalance"].GetString(), account["totalInitialMargin"].GetString()));
    }

    private static async Task<JsonElement[]> RowsAsync(House house, string path, string query = "") =>
        [.. (await house.Client.SignedAsync("GET", path, query)).Ok().Json.EnumerateArray()];
}
