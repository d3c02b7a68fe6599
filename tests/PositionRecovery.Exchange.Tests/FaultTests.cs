using PositionRecovery.Testing;

namespace PositionRecovery.Exchange.Tests;

public sealed class FaultTests
{
    private const string Path = "/fapi/v1/order";

    private const string Order = "symbol=ETHUSDT&side=BUY&type=MARKET&quantity=0.010&newClientOrderId=rc-1";

    [Theory]
    [InlineData(HttpFaultKind.ErrorBefore, 503, -1000, 0)]
    [InlineData(HttpFaultKind.ErrorAfter, 503, -1000, 1)]
    [InlineData(HttpFaultKind.TooManyRequests, 429, -1003, 0)]
    [InlineData(HttpFaultKind.Ban, 418, -1003, 0)]
    public async Task Order_WithAFaultThatAnswers_HasItsEffectOrNot(
        HttpFaultKind kind, int status, int code, int taken)
    {
        await using House house = await House.OpenAsync();
        house.Control.Plant(new HttpFault { Kind = kind, Method = "POST", Path = Path });
        Answer answer = await house.Client.SignedAsync("POST", Path, Order);
        Assert.Equal((status, code), ((int)answer.Status, answer.Code));
        Assert.Equal(taken, house.Control.Ledger().Count);
    }

    [Theory]
    [InlineData(HttpFaultKind.BreakBefore, 0)]
    [InlineData(HttpFaultKind.BreakAfter, 1)]
    [InlineData(HttpFaultKind.CutBody, 1)]
    public async Task Order_WithABrokenConnection_HasItsEffectOrNot(HttpFaultKind kind, int taken)
    {
        await using House house = await House.OpenAsync();
        house.Control.Plant(new HttpFault { Kind = kind });
        await Assert.ThrowsAsync<HttpRequestException>(() => house.Client.SignedAsync("POST", Path, Order));
        Assert.Equal(taken, house.Control.Ledger().Count);
    }

    [Theory]
    [InlineData(HttpFaultKind.HangBefore, 0)]
    [InlineData(HttpFaultKind.HangAfter, 1)]
    public async Task Order_ThatHangs_HasItsEffectOrNotAndEndsWithTheHealing(HttpFaultKind kind, int taken)
    {
        await using House house = await House.OpenAsync();
        var hung = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        house.Control.Hung += _ => hung.TrySetResult();
        house.Control.Plant(new HttpFault { Kind = kind, Times = null });
        Task<Answer> waiting = house.Client.SignedAsync("POST", Path, Order);
        await hung.Task;
        using var giveUp = new CancellationTokenSource();
        Task<Answer> another = house.Client.SignedAsync("GET", "/fapi/v1/time", cancellationToken: giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => another);
        Assert.False(waiting.IsCompleted);
        house.Control.Heal();
        await Assert.ThrowsAsync<HttpRequestException>(() => waiting);
        Assert.Equal(taken, house.Control.Ledger().Count);
    }

    [Fact]
    public async Task Fault_IsAboutItsRequestsOnlyAndSoOften()
    {
        await using House house = await House.OpenAsync();
        house.Control.Plant(new HttpFault
        {
            Kind = HttpFaultKind.ErrorBefore, Path = "/fapi/v1/ticker*", Symbol = "ETHUSDT", Nth = 2, Times = 2,
        });
        async Task<int> AskAsync(string path, string query) =>
            (int)(await house.Client.GetAsync(path, query)).Status;
        const string path = "/fapi/v1/ticker/bookTicker";
        Assert.Equal(200, await AskAsync(path, "symbol=ETHUSDT"));
        Assert.Equal(200, await AskAsync(path, "symbol=BTCUSDT"));
        Assert.Equal(503, await AskAsync(path, "symbol=ETHUSDT"));
        Assert.Equal(200, await AskAsync("/fapi/v1/time", ""));
        Assert.Equal(503, await AskAsync(path, "symbol=ETHUSDT"));
        Assert.Equal(200, await AskAsync(path, "symbol=ETHUSDT"));
    }

    [Fact]
    public async Task Error_WithoutACode_IsNoJson()
    {
        await using House house = await House.OpenAsync();
        house.Control.Plant(new HttpFault
        {
            Kind = HttpFaultKind.ErrorBefore, Status = 403, Code = null, Text = "<html>Forbidden</html>",
        });
        Answer answer = await house.Client.GetAsync("/fapi/v1/time");
        Assert.Equal((403, "<html>Forbidden</html>"), ((int)answer.Status, answer.Text));
    }

    [Fact]
    public async Task ShortPages_HaveSoManyRows()
    {
        await using House house = await House.OpenAsync();
        for (int i = 0; i < 3; i++)
        {
            house.Control.Trade("ETHUSDT", OrderSide.Buy, 1m);
        }

        house.Control.Plant(new HttpFault { Kind = HttpFaultKind.ShortPages, Rows = 2, Times = null });
        Answer first = await house.Client.SignedAsync("GET", "/fapi/v1/userTrades", "symbol=ETHUSDT&fromId=1");
        Answer second = await house.Client.SignedAsync("GET", "/fapi/v1/userTrades", "symbol=ETHUSDT&fromId=3");
        Assert.Equal((2, 1), (first.Ok().Json.GetArrayLength(), second.Ok().Json.GetArrayLength()));
    }

    [Theory]
    [InlineData(VenueFaultKind.Fail, 503)]
    [InlineData(VenueFaultKind.AnswerFailed, 503)]
    [InlineData(VenueFaultKind.TimeOutBefore, 503)]
    [InlineData(VenueFaultKind.TooManyRequests, 429)]
    [InlineData(VenueFaultKind.Ban, 418)]
    [InlineData(VenueFaultKind.Unsupported, 404)]
    public async Task VenueFault_OnARead_IsAnError(VenueFaultKind kind, int status)
    {
        await using House house = await House.OpenAsync();
        house.Control.Plant(new VenueFault { Kind = kind, Times = null, Time = TimeSpan.FromSeconds(30) });
        Assert.Equal(status, (int)(await house.Client.SignedAsync("GET", "/fapi/v3/positionRisk")).Status);
    }

    [Theory]
    [InlineData(VenueFaultKind.TimeOutBefore, 503, -1000, 0)]
    [InlineData(VenueFaultKind.TimeOutAfter, 503, -1000, 1)]
    [InlineData(VenueFaultKind.Fail, 503, -1001, 0)]
    [InlineData(VenueFaultKind.Reject, 400, -2010, 0)]
    public async Task VenueFault_OnAnOrder_IsToldAsItLooks(VenueFaultKind kind, int status, int code, int taken)
    {
        await using House house = await House.OpenAsync();
        house.Control.Plant(new VenueFault { Kind = kind, Call = VenueCallKind.Submit });
        Answer answer = await house.Client.SignedAsync("POST", Path, Order);
        Assert.Equal((status, code), ((int)answer.Status, answer.Code));
        Assert.Equal(taken, house.Control.Ledger().Count);
    }

    [Fact]
    public async Task StaleReads_ShowThePast()
    {
        await using House house = await House.OpenAsync();
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        house.Control.Trade("ETHUSDT", OrderSide.Buy, 1m);
        house.Control.Plant(new VenueFault
        {
            Kind = VenueFaultKind.Lag, Call = VenueCallKind.Positions, Time = TimeSpan.FromSeconds(30),
        });
        Assert.Equal(0, (await house.Client.SignedAsync("GET", "/fapi/v3/positionRisk")).Ok().Json.GetArrayLength());
        Assert.Equal(1, (await house.Client.SignedAsync("GET", "/fapi/v3/positionRisk")).Ok().Json.GetArrayLength());
    }

    [Fact]
    public async Task CutPage_OfTheVenue_IsNoPage()
    {
        await using House house = await House.OpenAsync();
        house.Control.Trade("ETHUSDT", OrderSide.Buy, 1m);
        house.Control.Trade("ETHUSDT", OrderSide.Buy, 1m);
        house.Control.Plant(new VenueFault { Kind = VenueFaultKind.CutPage });
        await Assert.ThrowsAsync<HttpRequestException>(
            () => house.Client.SignedAsync("GET", "/fapi/v1/userTrades", "symbol=ETHUSDT"));
    }

    [Fact]
    public async Task Server_WithAConnectionHeldOpen_Stops()
    {
        House house = await House.OpenAsync();
        house.Control.Plant(new HttpFault { Kind = HttpFaultKind.HangBefore });
        Task<Answer> waiting = house.Client.GetAsync("/fapi/v1/time");
        while (house.Control.Faults.Count == 0)
        {
            await Task.Yield();
        }

        await house.Server.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => waiting);
        house.Client.Dispose();
    }
}
