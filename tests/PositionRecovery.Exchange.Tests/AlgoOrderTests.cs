using System.Globalization;
using System.Text.Json;

namespace PositionRecovery.Exchange.Tests;

public sealed class AlgoOrderTests
{
    private const string Algo = "/fapi/v1/algoOrder";

    private const string Stop =
        "algoType=CONDITIONAL&symbol=ETHUSDT&side=SELL&type=STOP_MARKET&triggerPrice=3800&closePosition=true"
        + "&clientAlgoId=sl-1&workingType=MARK_PRICE";

    [Fact]
    public async Task Stop_UntilTriggered_IsAmongTheAlgoOrdersOnly()
    {
        await using House house = await OpenAsync();
        JsonElement open = (await house.Client.SignedAsync("GET", "/fapi/v1/openAlgoOrders")).Ok().Json[0];
        Assert.Equal("STOP_MARKET", open.GetProperty("orderType").GetString());
        Assert.Equal("NEW", open.GetProperty("algoStatus").GetString());
        Assert.Equal("3800.0", open.GetProperty("triggerPrice").GetString());
        Assert.Equal("MARK_PRICE", open.GetProperty("workingType").GetString());
        Assert.True(open.GetProperty("closePosition").GetBoolean());
        Assert.Equal("", open.GetProperty("actualOrderId").GetString());
        Assert.Equal(0, (await house.Client.SignedAsync("GET", "/fapi/v1/openOrders")).Ok().Json.GetArrayLength());
        Assert.Equal(
            -2013,
            (await house.Client.SignedAsync("GET", "/fapi/v1/order", "symbol=ETHUSDT&origClientOrderId=sl-1")).Code);
    }

    [Fact]
    public async Task StopMarket_Triggered_IsFinishedAndNamesItsOrder()
    {
        await using House house = await OpenAsync();
        house.Control.SetPrice("ETHUSDT", 3_700m);
        Answer algo = (await house.Client.SignedAsync("GET", Algo, "clientAlgoId=sl-1")).Ok();
        Assert.Equal("FINISHED", algo["algoStatus"].GetString());
        Assert.Equal("3700.00000", algo["actualPrice"].GetString());
        string actual = algo["actualOrderId"].GetString()!;
        Answer order = (await house.Client.SignedAsync(
            "GET", "/fapi/v1/order", $"symbol=ETHUSDT&orderId={actual}")).Ok();
        Assert.Equal(("MARKET", "STOP_MARKET", "FILLED", "sl-1"), (
            order["type"].GetString(), order["origType"].GetString(), order["status"].GetString(),
            order["clientOrderId"].GetString()));
        Assert.True(order["closePosition"].GetBoolean());
        Assert.Empty(house.Futures.PositionsOf(House.Account));
    }

    [Fact]
    public async Task StopLimit_Triggered_IsTriggeredUntilItsOrderEnds()
    {
        await using House house = await OpenAsync();
        await house.Client.SignedAsync(
            "POST", Algo,
            "algoType=CONDITIONAL&symbol=ETHUSDT&side=SELL&type=STOP&quantity=0.5&price=3990&triggerPrice=3900"
            + "&clientAlgoId=sl-2");
        house.Control.SetPrice("ETHUSDT", 3_850m);
        Answer algo = (await house.Client.SignedAsync("GET", Algo, "clientAlgoId=sl-2")).Ok();
        Assert.Equal("TRIGGERED", algo["algoStatus"].GetString());
        string actual = algo["actualOrderId"].GetString()!;
        Assert.Equal(
            actual,
            (await house.Client.SignedAsync("GET", "/fapi/v1/openOrders", "symbol=ETHUSDT")).Ok().Json[0]
                .GetProperty("orderId").GetInt64().ToString(CultureInfo.InvariantCulture));
        Assert.Equal(-2011, (await house.Client.SignedAsync("DELETE", Algo, "clientAlgoId=sl-2")).Code);
        (await house.Client.SignedAsync("DELETE", "/fapi/v1/order", $"symbol=ETHUSDT&orderId={actual}")).Ok();
        Assert.Equal(
            "FINISHED",
            (await house.Client.SignedAsync("GET", Algo, "clientAlgoId=sl-2")).Ok()["algoStatus"].GetString());
    }

    [Fact]
    public async Task Stop_WhenThePositionIsGone_IsExpiredAndByTheUserCanceled()
    {
        await using House house = await OpenAsync();
        Answer second = await house.Client.SignedAsync(
            "POST", Algo,
            "algoType=CONDITIONAL&symbol=ETHUSDT&side=SELL&type=TAKE_PROFIT_MARKET&quantity=0.5&triggerPrice=4500");
        Answer canceled = (await house.Client.SignedAsync(
            "DELETE", Algo, $"algoId={second.Ok()["algoId"].GetInt64()}")).Ok();
        Assert.Equal("200", canceled["code"].GetString());
        house.Control.Trade("ETHUSDT", OrderSide.Sell, 1m);
        JsonElement[] all = [.. (await house.Client.SignedAsync(
            "GET", "/fapi/v1/allAlgoOrders", "symbol=ETHUSDT")).Ok().Json.EnumerateArray()];
        Assert.Equal(["EXPIRED", "CANCELED"], all.Select(static o => o.GetProperty("algoStatus").GetString()));
    }

    [Fact]
    public async Task Trailing_FollowsThePriceAtItsDistance()
    {
        await using House house = await OpenAsync();
        (await house.Client.SignedAsync(
            "POST", Algo,
            "algoType=CONDITIONAL&symbol=ETHUSDT&side=SELL&type=TRAILING_STOP_MARKET&quantity=0.5&callbackRate=1"
            + "&clientAlgoId=tr-1")).Ok();
        house.Control.SetPrice("ETHUSDT", 4_100m);
        Answer algo = (await house.Client.SignedAsync("GET", Algo, "clientAlgoId=tr-1")).Ok();
        Assert.Equal(("4060.0", "1.0"), (algo["triggerPrice"].GetString(), algo["callbackRate"].GetString()));
    }

    [Theory]
    [InlineData("/fapi/v1/allOpenOrders", 0, 1)]
    [InlineData("/fapi/v1/algoOpenOrders", 1, 0)]
    public async Task CancelAll_TouchesItsOwnServiceOnly(string path, int plain, int conditional)
    {
        await using House house = await OpenAsync();
        (await house.Client.SignedAsync(
            "POST", "/fapi/v1/order",
            "symbol=ETHUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.5&price=3000")).Ok();
        Assert.Equal(
            200, (await house.Client.SignedAsync("DELETE", path, "symbol=ETHUSDT")).Ok()["code"].GetInt32());
        Assert.Equal(
            (plain, conditional),
            (house.Futures.OpenOrdersOf(House.Account).Count(static o => o.Class == OrderClass.Regular),
                house.Futures.OpenOrdersOf(House.Account).Count(static o => o.Class == OrderClass.Conditional)));
    }

    /// <summary>A long position of one with a stop.</summary>
    private static async Task<House> OpenAsync()
    {
        House house = await House.OpenAsync();
        house.Control.Trade("ETHUSDT", OrderSide.Buy, 1m);
        (await house.Client.SignedAsync("POST", Algo, Stop)).Ok();
        return house;
    }
}
