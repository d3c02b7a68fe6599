using System.Text.Json;
using PositionRecovery.Testing;

namespace PositionRecovery.Exchange.Tests;

public sealed class ControlTests
{
    [Fact]
    public async Task Ledger_CountsWhatWasTakenByClientId()
    {
        await using House house = await House.OpenAsync();
        const string order = "symbol=ETHUSDT&side=BUY&type=MARKET&quantity=0.010&newClientOrderId=rc-1";
        await house.Client.SignedAsync("POST", "/fapi/v1/order", order);
        await house.Client.SignedAsync("POST", "/fapi/v1/order", order);
        await PostAsync(house, "trade", """{"symbol":"ETHUSDT","side":"Sell","quantity":0.5}""");
        Answer ledger = (await house.Client.GetAsync("/control/ledger")).Ok();
        Assert.Equal(2, ledger["counts"].GetProperty("rc-1").GetInt32());
        Assert.Equal(
            ["Gateway 1", "Gateway 2", "Person 1"],
            ledger["orders"].EnumerateArray().Select(static o =>
                $"{o.GetProperty("placedBy").GetString()} {o.GetProperty("occurrence").GetInt32()}"));
    }

    [Fact]
    public async Task Faults_OverHttp_AreThoseOfTheServer()
    {
        await using House house = await House.OpenAsync();
        await PostAsync(house, "faults", """{"kind":"ErrorBefore","path":"/fapi/v1/time","times":null,"status":500}""");
        Assert.Equal(500, (int)(await house.Client.GetAsync("/fapi/v1/time")).Status);
        await PostAsync(house, "venue-faults", """{"kind":"Lag","call":"Marks","seconds":3600,"symbol":"ETHUSDT"}""");
        Answer marks = (await house.Client.GetAsync("/fapi/v2/ticker/price", "symbol=BTCUSDT")).Ok();
        Assert.Equal("60000.0", marks["price"].GetString());
        Assert.Equal(-1121, (await house.Client.GetAsync("/fapi/v2/ticker/price", "symbol=ETHUSDT")).Code);
        Assert.Single((await house.Client.GetAsync("/control/faults")).Ok().Json.EnumerateArray());
        await house.Client.SendAsync("DELETE", "/control/faults", "", "", null);
        (await house.Client.GetAsync("/fapi/v1/time")).Ok();
    }

    [Fact]
    public async Task PeopleAndPrices_OverHttp_MoveTheVenue()
    {
        await using House house = await House.OpenAsync();
        (await house.Client.SignedAsync(
            "POST", "/fapi/v1/order",
            "symbol=ETHUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=3900&newClientOrderId=rc-1")).Ok();
        await PostAsync(house, "fill", """{"clientOrderId":"rc-1","quantity":0.25}""");
        await PostAsync(house, "price", """{"symbol":"ETHUSDT","price":3899,"liquidity":0.5}""");
        Assert.Equal(0.75m, QuantityOf(house));
        await PostAsync(house, "cancel", """{"clientOrderId":"rc-1"}""");
        Assert.Empty(house.Futures.OpenOrdersOf(House.Account));
        await PostAsync(house, "price", """{"symbol":"ETHUSDT","price":3000}""");
        await PostAsync(house, "liquidate", """{"symbol":"ETHUSDT"}""");
        Assert.Equal(0m, QuantityOf(house));
    }

    [Theory]
    [InlineData("price", """{"symbol":"NONE","price":1}""")]
    [InlineData("price", """{"symbol":"ETHUSDT","prise":1}""")]
    [InlineData("trade", """{"symbol":"ETHUSDT","side":"Buy","quantity":0.0001}""")]
    [InlineData("cancel", """{"clientOrderId":"none"}""")]
    [InlineData("liquidate", """{"symbol":"ETHUSDT"}""")]
    [InlineData("faults", """{"kind":"Unknown"}""")]
    [InlineData("faults", """{"kind":"ShortPages","rows":0}""")]
    public async Task Wish_ThatCannotBe_IsRefusedAloud(string path, string body)
    {
        await using House house = await House.OpenAsync();
        Answer answer = await house.Client.SendAsync("POST", "/control/" + path, "", body, null);
        Assert.Equal(400, (int)answer.Status);
        Assert.NotEqual(JsonValueKind.Null, answer["error"].ValueKind);
    }

    [Fact]
    public async Task Control_UnlessSwitchedOn_IsNotThere()
    {
        await using House house = await House.OpenAsync();
        await using ExchangeServer closed = await ExchangeServer.StartAsync(new ExchangeOptions
        {
            Futures = house.Futures, Keys = [House.Key], TimeProvider = house.Clock,
        });
        using var caller = new Caller(closed.BaseAddress, House.Key, () => house.Futures.Now);
        Assert.Equal(404, (int)(await caller.GetAsync("/control/ledger")).Status);
        Assert.Equal(404, (int)(await caller.GetAsync("/api/v3/time")).Status);
        (await caller.SignedAsync("GET", "/fapi/v3/balance")).Ok();
    }

    [Fact]
    public async Task Requests_AreRemembered()
    {
        await using House house = await House.OpenAsync();
        await house.Client.SignedAsync("GET", "/fapi/v1/openOrders", "symbol=NONE");
        RequestRecord request = Assert.Single(house.Server.Requests);
        Assert.Equal(("GET", "/fapi/v1/openOrders", 1, 400, -1121), (
            request.Method, request.Path, request.Weight, request.Status, request.Code));
        Assert.DoesNotContain("signature", request.Parameters, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Venue_ThatDoesNotFit_IsRefused()
    {
        await using House house = await House.OpenAsync();
        await Assert.ThrowsAsync<ArgumentException>(
            () => ExchangeServer.StartAsync(new ExchangeOptions { Futures = house.Spot, Keys = [House.Key] }));
        await Assert.ThrowsAsync<ArgumentException>(
            () => ExchangeServer.StartAsync(new ExchangeOptions { Futures = house.Futures, Keys = [] }));
        SimulatedVenue together = new(new SimulatedVenueSetup
        {
            Accounts = [new SimulatedAccount { Id = House.Account }],
            Instruments = [],
            SeparatesConditionalOrders = false,
        });
        await Assert.ThrowsAsync<ArgumentException>(
            () => ExchangeServer.StartAsync(new ExchangeOptions { Futures = together, Keys = [House.Key] }));
    }

    private static async Task PostAsync(House house, string path, string body) =>
        (await house.Client.SendAsync("POST", "/control/" + path, "", body, null)).Ok();

    private static decimal QuantityOf(House house) =>
        house.Futures.QuantityOf(new BookKey(House.Account, House.Eth, PositionSide.Net));
}
