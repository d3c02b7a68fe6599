using System.Globalization;
using System.Text;

namespace PositionRecovery.Binance.Tests;

public sealed class TransportTests
{
    private const string Busy = """{"code":-1003,"msg":"Way too many requests; IP banned until 1790000090000."}""";

    private static readonly ApiRequest Read = new() { Method = HttpMethod.Get, Path = "/fapi/v1/openOrders", Weight = 40 };

    private static readonly ApiRequest Order = new()
    {
        Method = HttpMethod.Post, Path = "/fapi/v1/order", Parameters = [("symbol", "ETHUSDT")], Weight = 0,
        OrderCount = 1, SendBefore = Wire.Start + TimeSpan.FromMinutes(1),
    };

    [Fact]
    public async Task Send_ServerClockIsAhead_TimestampIsTheServers()
    {
        using var wire = new Wire { Ahead = TimeSpan.FromSeconds(7) };
        var transport = new ApiTransport(wire.Options());

        ApiReply reply = await transport.SendAsync(Read, CancellationToken.None);

        Assert.Equal("1790000007000", wire.Calls.Single()["timestamp"]);
        Assert.Equal(Wire.Start + TimeSpan.FromSeconds(7), reply.AsOf);
        Assert.Equal("https://fapi.binance.com", wire.Calls.Single().Host);
    }

    [Fact]
    public async Task Send_WallClockIsSet_TimestampStaysTheServers()
    {
        using var wire = new Wire();
        var transport = new ApiTransport(wire.Options());
        await transport.SendAsync(Read, CancellationToken.None);

        wire.Clock.StepWallClock(TimeSpan.FromHours(-3));
        await transport.SendAsync(Read, CancellationToken.None);

        Assert.Equal("1790000000000", wire.Calls[1]["timestamp"]);
        Assert.Equal(1, wire.TimeCalls);
    }

    [Fact]
    public async Task Send_AfterAnHour_ComparesClocksAgain()
    {
        using var wire = new Wire();
        var transport = new ApiTransport(wire.Options());
        await transport.SendAsync(Read, CancellationToken.None);

        wire.Clock.Advance(TimeSpan.FromHours(1));
        await transport.SendAsync(Read, CancellationToken.None);

        Assert.Equal(2, wire.TimeCalls);
    }

    [Fact]
    public async Task Send_PublicCall_HasNoKeyAndNoSignature()
    {
        using var wire = new Wire();
        var transport = new ApiTransport(wire.Options());

        await transport.SendAsync(Read with { Security = ApiSecurity.Public }, CancellationToken.None);

        Assert.Null(wire.Calls.Single().Key);
        Assert.Equal("/fapi/v1/openOrders", wire.Calls.Single().PathAndQuery);
        Assert.Equal(0, wire.TimeCalls);
    }

    [Fact]
    public async Task Send_ReadRefusedForItsTimestamp_IsSentOnceMoreWithTheNewOffset()
    {
        using var wire = new Wire();
        var transport = new ApiTransport(wire.Options());
        await transport.SendAsync(Read, CancellationToken.None);
        wire.Ahead = TimeSpan.FromSeconds(9);
        wire.AnswersInTurn((400, """{"code":-1021,"msg":"Timestamp outside of recvWindow."}"""), (200, "[]"));

        ApiReply reply = await transport.SendAsync(Read, CancellationToken.None);

        Assert.Equal("[]", Encoding.UTF8.GetString(reply.Body.Span));
        Assert.Equal(["1790000000000", "1790000009000"], wire.Calls.Skip(1).Select(static c => c["timestamp"]));
    }

    [Theory]
    [InlineData(400, """{"code":-1021,"msg":"Timestamp outside of recvWindow."}""")]
    [InlineData(500, "")]
    [InlineData(503, """{"msg":"Service Unavailable."}""")]
    public async Task Send_OrderFails_IsNeverSentAgain(int status, string body)
    {
        using var wire = new Wire();
        var transport = new ApiTransport(wire.Options());
        wire.Answers(status, body);

        await Assert.ThrowsAsync<ApiException>(async () => await transport.SendAsync(Order, CancellationToken.None));

        Assert.Single(wire.Calls);
    }

    [Fact]
    public async Task Send_ReadMeetsTroubleOnTheWay_IsSentOnceMore()
    {
        using var wire = new Wire();
        var transport = new ApiTransport(wire.Options());
        wire.AnswersInTurn((502, "<html>"), (200, "[]"));

        Task<ApiReply> reply = transport.SendAsync(Read, CancellationToken.None).AsTask();
        wire.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("[]", Encoding.UTF8.GetString((await reply).Body.Span));
        Assert.Equal(2, wire.Calls.Count);
    }

    [Fact]
    public async Task Send_NoAnswer_EndsAtTheTimeoutAndIsNotKnown()
    {
        using var wire = new Wire();
        var transport = new ApiTransport(wire.Options());
        wire.Answer = static async (_, stop) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            throw new InvalidOperationException();
        };

        Task<ApiReply> reply = transport.SendAsync(Order, CancellationToken.None).AsTask();
        wire.Clock.Advance(TimeSpan.FromSeconds(10));
        ApiException error = await Assert.ThrowsAsync<ApiException>(() => reply);

        Assert.Equal(ExecutionKnowledge.Unknown, error.Execution);
        Assert.Equal("/fapi/v1/order: no answer within 00:00:10.", error.Message);
    }

    [Fact]
    public async Task Send_Order_SaysEverythingInItsBody()
    {
        using var wire = new Wire();
        var transport = new ApiTransport(wire.Options());

        await transport.SendAsync(Order, CancellationToken.None);

        Wire.Arrival call = wire.Calls.Single();
        Assert.Equal("/fapi/v1/order", call.PathAndQuery);
        Assert.StartsWith("symbol=ETHUSDT&recvWindow=5000&timestamp=", call.Body, StringComparison.Ordinal);
        Assert.True(call.IsSigned);
    }

    [Theory]
    [InlineData(60_000, "5000")]
    [InlineData(5_000, "5000")]
    [InlineData(1_234, "1234")]
    [InlineData(1, "1")]
    public async Task Send_OrderWithLittleTimeLeft_IsValidNoLongerThanThat(int left, string window)
    {
        using var wire = new Wire();
        var transport = new ApiTransport(wire.Options());

        await transport.SendAsync(
            Order with { SendBefore = Wire.Start + TimeSpan.FromMilliseconds(left) }, CancellationToken.None);

        Assert.Equal(window, wire.Calls.Single()["recvWindow"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public async Task Send_OrderWhoseTimeIsOver_IsNotSent(int left)
    {
        using var wire = new Wire();
        var transport = new ApiTransport(wire.Options());

        ApiException error = await Assert.ThrowsAsync<ApiException>(async () => await transport.SendAsync(
            Order with { SendBefore = Wire.Start + TimeSpan.FromMilliseconds(left) }, CancellationToken.None));

        Assert.Empty(wire.Calls);
        Assert.Equal(ExecutionKnowledge.NotExecuted, error.Execution);
    }

    [Fact]
    public async Task Send_OrderWaitsForRoomBeyondItsTime_IsNotSent()
    {
        using var wire = new Wire();
        var transport = new ApiTransport(wire.Options());
        await transport.SendAsync(Order with { OrderCount = 300 }, CancellationToken.None);
        ApiRequest late = Order with { SendBefore = Wire.Start + TimeSpan.FromSeconds(3) };

        Task<ApiReply> reply = transport.SendAsync(late, CancellationToken.None).AsTask();
        wire.Clock.Advance(TimeSpan.FromSeconds(3));

        ApiException error = await Assert.ThrowsAsync<ApiException>(() => reply);
        Assert.Equal(ErrorKind.NotSent, error.Kind);
        Assert.Single(wire.Calls);
    }

    [Theory]
    [InlineData(429, "{}", "7", 7)]
    [InlineData(429, "{}", null, 5)]
    [InlineData(418, "{}", null, 120)]
    [InlineData(418, Busy, null, 90)]
    [InlineData(429, Busy, "12", 12)]
    public async Task Send_VenueWantsToBeLeftAlone_NobodySendsUntilThen(
        int status, string body, string? retryAfter, int seconds)
    {
        using var wire = new Wire();
        var transport = new ApiTransport(wire.Options());
        wire.Answers(status, body, retryAfter is null ? [] : [("Retry-After", retryAfter)]);
        ApiException first = await Assert.ThrowsAsync<ApiException>(
            async () => await transport.SendAsync(Read, CancellationToken.None));
        wire.Answers(200, "{}");

        wire.Clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        ApiException second = await Assert.ThrowsAsync<ApiException>(
            async () => await transport.SendAsync(Order with { SendBefore = null }, CancellationToken.None));
        wire.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await transport.SendAsync(Read, CancellationToken.None);

        Assert.Equal(TimeSpan.FromSeconds(seconds), first.RetryAfter);
        Assert.Equal(TimeSpan.FromMilliseconds(1), second.RetryAfter);
        Assert.Equal(2, wire.Calls.Count);
    }

    [Fact]
    public async Task Send_OtherFuturesAtTheSameNetwork_ShareTheBudgetAndThePause()
    {
        using var wire = new Wire();
        var usdm = new ApiTransport(wire.Options());
        var coinm = new ApiTransport(wire.Options(BinanceProduct.CoinMarginedFutures));
        var spot = new ApiTransport(wire.Options(BinanceProduct.Spot));
        wire.Answers(429, "{}", ("Retry-After", "9"));
        await Assert.ThrowsAsync<ApiException>(async () => await usdm.SendAsync(Read, CancellationToken.None));
        wire.Answers(200, "{}");

        await Assert.ThrowsAsync<ApiException>(async () => await coinm.SendAsync(
            Read with { Path = "/dapi/v1/openOrders" }, CancellationToken.None));
        await spot.SendAsync(Read with { Path = "/api/v3/openOrders" }, CancellationToken.None);

        Assert.Equal(2, wire.Calls.Count);
    }

    [Fact]
    public async Task Send_ExchangeInfoAnnouncesALimit_ItHoldsFromThenOn()
    {
        using var wire = new Wire();
        var transport = new ApiTransport(wire.Options());
        wire.Answers(200, """
            {"timezone":"UTC","futuresType":"U_MARGINED","assets":[{"asset":"USDT"}],"rateLimits":[
            {"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE","intervalNum":1,"limit":90},
            {"rateLimitType":"SOMETHING","interval":"MINUTE","intervalNum":1,"limit":1}],"symbols":[]}
            """);
        await transport.SendAsync(
            new ApiRequest
            {
                Method = HttpMethod.Get, Path = "/fapi/v1/exchangeInfo", Security = ApiSecurity.Public, Weight = 1,
            },
            CancellationToken.None);
        await transport.SendAsync(Read, CancellationToken.None);

        Task<ApiReply> second = transport.SendAsync(Read, CancellationToken.None).AsTask();

        Assert.False(second.IsCompleted); // 1 + 1 for the time + 40 + 40 is more than 81
        wire.Clock.Advance(TimeSpan.FromSeconds(61));
        await second;
    }

    [Fact]
    public async Task Send_UsedWeightIsHigherThanOurs_TheNextWaits()
    {
        using var wire = new Wire();
        var transport = new ApiTransport(wire.Options());
        wire.Answers(200, "{}", ("X-MBX-USED-WEIGHT-1M", "2399"));
        await transport.SendAsync(Read, CancellationToken.None);

        Task<ApiReply> second = transport.SendAsync(Read, CancellationToken.None).AsTask();

        Assert.False(second.IsCompleted);
        wire.Clock.Advance(TimeSpan.FromSeconds(61));
        await second;
    }

    [Theory]
    [InlineData(BinanceOptions.MiB, true)]
    [InlineData(BinanceOptions.MiB + 1, false)]
    public async Task Send_LongAnswer_IsReadUpToTheBound(int length, bool isRead)
    {
        using var wire = new Wire();
        var transport = new ApiTransport(wire.Options() with { MaxReplyBytes = BinanceOptions.MiB });
        wire.Answers(200, new string(' ', length));

        Task<ApiReply> reply = transport.SendAsync(Read, CancellationToken.None).AsTask();

        if (isRead)
        {
            Assert.Equal(length, (await reply).Body.Length);
        }
        else
        {
            ApiException error = await Assert.ThrowsAsync<ApiException>(() => reply);
            Assert.False(error.IsTransient);
            Assert.Contains(
                BinanceOptions.MiB.ToString(CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, false)]
    [InlineData(HttpRequestError.NameResolutionError, false)]
    [InlineData(HttpRequestError.SecureConnectionError, false)]
    [InlineData(HttpRequestError.ResponseEnded, true)]
    [InlineData(HttpRequestError.Unknown, true)]
    public async Task Send_LineBreaks_SaysWhetherTheOrderCanHaveLeft(HttpRequestError error, bool canHaveLeft)
    {
        using var wire = new Wire();
        var transport = new ApiTransport(wire.Options());
        wire.Answer = (_, _) => throw new HttpRequestException(error, "broken");

        ApiException thrown = await Assert.ThrowsAsync<ApiException>(
            async () => await transport.SendAsync(Order, CancellationToken.None));

        Assert.Equal(canHaveLeft, thrown.Execution == ExecutionKnowledge.Unknown);
        Assert.True(thrown.IsTransient);
    }

    [Fact]
    public async Task Send_CallerGivesUp_IsCanceledNotFailed()
    {
        using var wire = new Wire();
        var transport = new ApiTransport(wire.Options());
        using var stop = new CancellationTokenSource();
        wire.Answer = async (_, token) =>
        {
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
            throw new InvalidOperationException();
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await transport.SendAsync(Order, stop.Token));
    }
}
