using System.Globalization;

namespace PositionRecovery.Exchange.Tests;

public sealed class LimitTests
{
    private static readonly ExchangeLimits Tight = ExchangeLimits.Futures with
    {
        WeightPerMinute = 100,
        Orders = [(TimeSpan.FromSeconds(10), 2), (TimeSpan.FromMinutes(1), 3)],
    };

    private const string Order = "symbol=ETHUSDT&side=BUY&type=MARKET&quantity=0.010";

    [Theory]
    [InlineData("/fapi/v1/openOrders", "", 40)]
    [InlineData("/fapi/v1/openOrders", "symbol=ETHUSDT", 1)]
    [InlineData("/fapi/v1/openAlgoOrders", "", 40)]
    [InlineData("/fapi/v1/allOrders", "symbol=ETHUSDT", 5)]
    [InlineData("/fapi/v1/userTrades", "symbol=ETHUSDT", 5)]
    [InlineData("/fapi/v1/income", "", 30)]
    [InlineData("/fapi/v1/forceOrders", "", 50)]
    [InlineData("/fapi/v1/positionSide/dual", "", 30)]
    [InlineData("/fapi/v3/positionRisk", "", 5)]
    [InlineData("/fapi/v1/klines", "symbol=ETHUSDT&interval=1m&limit=99", 1)]
    [InlineData("/fapi/v1/klines", "symbol=ETHUSDT&interval=1m&limit=100", 2)]
    [InlineData("/fapi/v1/klines", "symbol=ETHUSDT&interval=1m", 5)]
    [InlineData("/fapi/v1/klines", "symbol=ETHUSDT&interval=1m&limit=1001", 10)]
    [InlineData("/api/v3/account", "", 20)]
    [InlineData("/api/v3/openOrders", "", 80)]
    [InlineData("/api/v3/myTrades", "symbol=ADAUSDT&orderId=1", 5)]
    public async Task Weight_OfACall_IsTold(string path, string query, int weight)
    {
        await using House house = await House.OpenAsync();
        Answer answer = (await house.Client.SignedAsync("GET", path, query)).Ok();
        Assert.Equal(weight.ToString(CultureInfo.InvariantCulture), answer.Headers["X-MBX-USED-WEIGHT-1M"]);
        Assert.Equal(weight, house.Server.HeaviestMinute(path.StartsWith("/api", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Weight_BeyondTheLimit_IsRefusedUntilTheMinuteIsOver()
    {
        await using House house = await House.OpenAsync(limits: Tight);
        house.Clock.Advance(TimeSpan.FromSeconds(20));
        (await OpenOrdersAsync(house)).Ok();
        (await OpenOrdersAsync(house)).Ok();
        Answer refused = await OpenOrdersAsync(house);
        Assert.Equal((429, -1003, "40"), ((int)refused.Status, refused.Code, refused.Headers["Retry-After"]));
        house.Clock.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal("40", (await OpenOrdersAsync(house)).Ok().Headers["X-MBX-USED-WEIGHT-1M"]);
        Assert.Equal(0, house.Server.IgnoredLimits);
    }

    [Fact]
    public async Task Limit_Ignored_EndsInABan()
    {
        await using House house = await House.OpenAsync(limits: Tight);
        int[] statuses = new int[7];
        for (int i = 0; i < statuses.Length; i++)
        {
            statuses[i] = (int)(await OpenOrdersAsync(house)).Status;
        }

        Assert.Equal([200, 200, 429, 429, 429, 429, 418], statuses);
        house.Clock.Advance(TimeSpan.FromSeconds(119));
        Answer banned = await OpenOrdersAsync(house);
        long until = house.Futures.Now.AddSeconds(1).ToUnixTimeMilliseconds();
        Assert.Equal((418, "1"), ((int)banned.Status, banned.Headers["Retry-After"]));
        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"banned until {until}"), banned.Text,
            StringComparison.Ordinal);
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        (await OpenOrdersAsync(house)).Ok();
        Assert.Equal(5, house.Server.IgnoredLimits);
    }

    [Fact]
    public async Task Orders_BeyondTheirLimit_AreRefusedAndCounted()
    {
        await using House house = await House.OpenAsync(limits: Tight);
        Answer first = (await house.Client.SignedAsync("POST", "/fapi/v1/order", Order)).Ok();
        Assert.Equal(("1", "1"), (first.Headers["X-MBX-ORDER-COUNT-10S"], first.Headers["X-MBX-ORDER-COUNT-1M"]));
        await house.Client.SignedAsync("POST", "/fapi/v1/order", Order);
        Answer third = await house.Client.SignedAsync("POST", "/fapi/v1/order", Order);
        Assert.Equal((429, -1015), ((int)third.Status, third.Code));
        house.Clock.Advance(TimeSpan.FromSeconds(10));
        Answer fourth = (await house.Client.SignedAsync("POST", "/fapi/v1/order", Order)).Ok();
        Assert.Equal(("1", "3"), (fourth.Headers["X-MBX-ORDER-COUNT-10S"], fourth.Headers["X-MBX-ORDER-COUNT-1M"]));
        Assert.Equal(-1015, (await house.Client.SignedAsync("POST", "/fapi/v1/order", Order)).Code);
        Assert.Equal(3, house.Futures.AcceptedOrders.Count);
    }

    [Fact]
    public async Task SpotOrders_ThatAreFilled_DoNotCount()
    {
        await using House house = await House.OpenAsync();
        await house.Client.SignedAsync(
            "POST", "/api/v3/order", "symbol=ADAUSDT&side=BUY&type=MARKET&quantity=20");
        await house.Client.SignedAsync(
            "POST", "/api/v3/order", "symbol=ADAUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=20&price=0.4");
        Answer limits = (await house.Client.SignedAsync("GET", "/api/v3/rateLimit/order")).Ok();
        Assert.Equal(1, limits.Json[0].GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task ExchangeInfo_TellsTheLimits()
    {
        await using House house = await House.OpenAsync();
        Answer info = (await house.Client.GetAsync("/fapi/v1/exchangeInfo")).Ok();
        Assert.Equal(
            [("REQUEST_WEIGHT", "MINUTE", 1, 2_400), ("ORDERS", "SECOND", 10, 300), ("ORDERS", "MINUTE", 1, 1_200)],
            info["rateLimits"].EnumerateArray().Select(static l => (
                l.GetProperty("rateLimitType").GetString(), l.GetProperty("interval").GetString(),
                l.GetProperty("intervalNum").GetInt32(), l.GetProperty("limit").GetInt32())));
    }

    private static Task<Answer> OpenOrdersAsync(House house) =>
        house.Client.SignedAsync("GET", "/fapi/v1/openOrders");
}
