using System.Text.Json;

namespace PositionRecovery.Exchange.Tests;

public sealed class SpotTests
{
    private const string Path = "/api/v3/order";

    private const string Sell =
        "symbol=ADAUSDT&side=SELL&type=LIMIT&timeInForce=GTC&quantity=100&price=0.6&newClientOrderId=rc-2";

    [Fact]
    public async Task Buy_AtTheMarket_IsToldWithItsFills()
    {
        await using House house = await House.OpenAsync(feeRate: 0.001m);
        Answer placed = (await house.Client.SignedAsync(
            "POST", Path, "symbol=ADAUSDT&side=BUY&type=MARKET&quoteOrderQty=50.04")).Ok();
        Assert.Equal(("FILLED", "100.0", "50.00000000"), (
            placed["status"].GetString(), placed["executedQty"].GetString(),
            placed["cummulativeQuoteQty"].GetString()));
        JsonElement fill = placed["fills"][0];
        Assert.Equal(("0.5000", "0.10000000", "ADA"), (
            fill.GetProperty("price").GetString(), fill.GetProperty("commission").GetString(),
            fill.GetProperty("commissionAsset").GetString()));
        JsonElement trade = (await house.Client.SignedAsync("GET", "/api/v3/myTrades", "symbol=ADAUSDT")).Ok().Json[0];
        Assert.True(trade.GetProperty("isBuyer").GetBoolean());
        Assert.Equal("599.90000000", await FreeAsync(house, "ADA"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OpenOrder_ByAnyClock_LocksWhatItSells(bool isRunning)
    {
        await using House house = await House.OpenAsync(clock: isRunning ? TimeProvider.System : null);
        (await house.Client.SignedAsync("POST", Path, Sell)).Ok();
        Assert.Equal("400.00000000", await FreeAsync(house, "ADA"));
        JsonElement order = (await house.Client.SignedAsync("GET", "/api/v3/openOrders")).Ok().Json[0];
        Assert.Equal(("rc-2", -1, true), (
            order.GetProperty("clientOrderId").GetString(), order.GetProperty("orderListId").GetInt32(),
            order.GetProperty("isWorking").GetBoolean()));
        Assert.False(order.TryGetProperty("avgPrice", out _));
    }

    [Fact]
    public async Task Cancel_TellsTheIdOfTheOrderAsTheOriginalOne()
    {
        await using House house = await House.OpenAsync();
        (await house.Client.SignedAsync("POST", Path, Sell)).Ok();
        Answer canceled = (await house.Client.SignedAsync(
            "DELETE", Path, "symbol=ADAUSDT&origClientOrderId=rc-2&newClientOrderId=cancel-1")).Ok();
        Assert.Equal(("rc-2", "cancel-1", "CANCELED"), (
            canceled["origClientOrderId"].GetString(), canceled["clientOrderId"].GetString(),
            canceled["status"].GetString()));
        Assert.Equal(-2011, (await house.Client.SignedAsync("DELETE", "/api/v3/openOrders", "symbol=ADAUSDT")).Code);
    }

    [Fact]
    public async Task Stop_IsAmongTheOpenOrdersAndKeepsItsIdWhenTriggered()
    {
        await using House house = await House.OpenAsync();
        Answer placed = (await house.Client.SignedAsync(
            "POST", Path,
            "symbol=ADAUSDT&side=SELL&type=STOP_LOSS_LIMIT&timeInForce=GTC&quantity=100&price=0.46&stopPrice=0.45")).Ok();
        Assert.False(placed.Json.TryGetProperty("status", out _));
        Answer open = (await house.Client.SignedAsync("GET", "/api/v3/openOrders", "symbol=ADAUSDT")).Ok();
        Assert.False(open.Json[0].GetProperty("isWorking").GetBoolean());
        house.Control.SetPrice("ADAUSDT", 0.44m, isSpot: true);
        Answer order = (await house.Client.SignedAsync(
            "GET", Path, $"symbol=ADAUSDT&orderId={placed["orderId"].GetInt64()}")).Ok();
        Assert.Equal(("STOP_LOSS_LIMIT", "NEW", true), (
            order["type"].GetString(), order["status"].GetString(), order["isWorking"].GetBoolean()));
    }

    [Theory]
    [InlineData("/api/v3/allOrders", "startTime=0&endTime=86400001", -1127)]
    [InlineData("/api/v3/myTrades", "startTime=0&endTime=86400001", -1127)]
    [InlineData("/api/v3/myTrades", "fromId=1&startTime=5", -1128)]
    [InlineData("/api/v3/order", "orderId=1000001&origClientOrderId=other", -2039)]
    public async Task Read_ThatIsNotAllowed_IsRefused(string path, string query, int code)
    {
        await using House house = await House.OpenAsync();
        (await house.Client.SignedAsync("POST", Path, Sell)).Ok();
        Assert.Equal(code, (await house.Client.SignedAsync("GET", path, $"symbol=ADAUSDT&{query}")).Code);
    }

    [Fact]
    public async Task Restrictions_AreThoseOfTheKey()
    {
        await using House house = await House.OpenAsync();
        using Caller reader = house.Client.With(House.Reader);
        Answer may = (await reader.SignedAsync("GET", "/sapi/v1/account/apiRestrictions")).Ok();
        Assert.Equal((false, false, true), (
            may["enableFutures"].GetBoolean(), may["enableWithdrawals"].GetBoolean(),
            may["ipRestrict"].GetBoolean()));
    }

    private static async Task<string?> FreeAsync(House house, string asset) =>
        (await house.Client.SignedAsync("GET", "/api/v3/account")).Ok()["balances"].EnumerateArray()
            .Single(b => b.GetProperty("asset").GetString() == asset).GetProperty("free").GetString();
}
