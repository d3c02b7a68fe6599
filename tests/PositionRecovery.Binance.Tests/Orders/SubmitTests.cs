namespace PositionRecovery.Binance.Tests;

public sealed class SubmitTests
{
    private const BinanceProduct Usdm = BinanceProduct.UsdMarginedFutures;
    private const BinanceProduct Coinm = BinanceProduct.CoinMarginedFutures;
    private const BinanceProduct Spot = BinanceProduct.Spot;

    public static TheoryData<BinanceProduct, int, string, SubmitStatus> Outcomes => new()
    {
        { Usdm, 200, """{"algoId":4000000123456789,"clientAlgoId":"X-1","algoStatus":"NEW"}""", SubmitStatus.Accepted },
        { Spot, 200, """{"symbol":"ADAUSDT","orderId":9101,"clientOrderId":"X-1"}""", SubmitStatus.Accepted },
        { Usdm, 200, """{"algoId":4000000123456789,"clientAlgoId":"another"}""", SubmitStatus.Unknown },
        { Usdm, 200, """{"algoId":"4000x","clientAlgoId":"X-1"}""", SubmitStatus.Unknown },
        { Usdm, 200, "<html>", SubmitStatus.Unknown },
        { Usdm, 200, "[]", SubmitStatus.Unknown },
        { Usdm, 200, "", SubmitStatus.Unknown },
        { Usdm, 200, """{"code":-2019,"msg":"Margin is insufficient."}""", SubmitStatus.Rejected },
        { Usdm, 400, """{"code":-2021,"msg":"Order would immediately trigger."}""", SubmitStatus.WouldTrigger },
        { Spot, 400, """{"code":-2010,"msg":"Stop price would trigger immediately."}""", SubmitStatus.WouldTrigger },
        { Usdm, 400, """{"code":-2022,"msg":"ReduceOnly Order is rejected."}""", SubmitStatus.Rejected },
        { Usdm, 400, """{"code":-4061,"msg":"Position side does not match."}""", SubmitStatus.Rejected },
        { Usdm, 400, """{"code":-4116,"msg":"ClientOrderId is duplicated."}""", SubmitStatus.Unknown },
        { Spot, 400, """{"code":-2010,"msg":"Duplicate order sent."}""", SubmitStatus.Unknown },
        { Spot, 400, """{"code":-1013,"msg":"Filter failure: NOTIONAL"}""", SubmitStatus.Rejected },
        { Usdm, 400, """{"code":-1006,"msg":"Unexpected response."}""", SubmitStatus.Unknown },
        { Usdm, 400, """{"code":-1007,"msg":"Timeout waiting for response."}""", SubmitStatus.Unknown },
        { Usdm, 400, "not json", SubmitStatus.Unknown },
        { Usdm, 500, "<html>", SubmitStatus.Unknown },
        { Usdm, 503, """{"msg":"Unknown error, please check your request or try again later."}""", SubmitStatus.Unknown },
        { Spot, 504, "", SubmitStatus.Unknown },
    };

    public static TheoryData<int, string, bool> Troubles => new()
    {
        // status, body, may it work later
        { 429, "{}", true },
        { 418, "{}", true },
        { 400, """{"code":-1021,"msg":"Timestamp outside of recvWindow."}""", true },
        { 503, """{"msg":"Service Unavailable."}""", true },
        { 503, """{"code":-1008,"msg":"Request throttled."}""", true },
        { 401, """{"code":-2015,"msg":"Invalid API-key, IP, or permissions for action."}""", false },
        { 451, "", false },
    };

    public static TheoryData<string, OrderSubmission> Refusals => new()
    {
        { "is of the account", Sample.Submission(Stop() with { Account = new("BINANCE-USDM:other") }) },
        { "is not an instrument of", Sample.Submission(Stop() with { Instrument = new("OTHER:ETHUSDT") }) },
        { "characters, or a length", Sample.Submission(Stop() with { Id = new(new string('x', 37)) }) },
        { "characters, or a length", Sample.Submission(Stop() with { Id = new("a%b") }) },
        { "is of the type Unknown", Sample.Submission(Stop() with { Type = OrderType.Unknown }) },
        { "has no trigger price", Sample.Submission(Stop() with { TriggerPrice = null }) },
        { "has no price", Sample.Submission(Stop() with { Type = OrderType.StopLimit }) },
        {
            "time in force Day",
            Sample.Submission(Stop() with { Type = OrderType.Limit, Price = 1m, TimeInForce = TimeInForce.Day })
        },
        { "has no quantity", Sample.Submission(Stop() with { Type = OrderType.Market, Quantity = 0m }) },
        { "would open it", Sample.Submission(Stop() with { PositionSide = PositionSide.Short }) },
        { "which futures have not", Sample.Submission(Stop(), pair: Stop() with { Id = new("X-2") }) },
        { "trailing distance is given", Sample.Submission(Stop(), trails: 5m) },
        { "trailing distance is missing", Sample.Submission(Stop() with { Type = OrderType.TrailingStopMarket }) },
    };

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task Submit_TheVenueAnswers_IsThisOutcome(
        BinanceProduct product, int status, string body, SubmitStatus expected)
    {
        using var wire = new Wire();
        wire.Answers(status, body);

        SubmitResult result = await SubmitAsync(wire, product, Stop(product));

        Assert.Equal(expected, result.Status);
        Assert.Equal(expected == SubmitStatus.Accepted, result.Reason is null);
        Assert.Single(wire.Calls);
    }

    [Fact]
    public async Task Submit_Accepted_GivesTheVenuesId()
    {
        using var wire = new Wire();
        wire.Answers(200, """{"algoId":4000000123456789,"clientAlgoId":"X-1"}""");

        SubmitResult result = await SubmitAsync(wire, Usdm, Stop());

        Assert.Equal(new VenueOrderId("4000000123456789"), result.VenueOrder);
    }

    [Fact]
    public async Task Submit_Pair_GivesTheIdOfTheFirst()
    {
        using var wire = new Wire();
        wire.Answers(200, """
            {"orderListId":5,"orders":[{"symbol":"ADAUSDT","orderId":9102,"clientOrderId":"X-2"},
            {"symbol":"ADAUSDT","orderId":9101,"clientOrderId":"X-1"}]}
            """);
        OrderIntent target = Sample.Order(Spot, OrderType.TakeProfitMarket, trigger: 5_000m, id: "X-2");

        SubmitResult result = await Gateway(wire, Spot)
            .SubmitAsync(Sample.Submission(Stop(Spot), pair: target), CancellationToken.None);

        Assert.Equal(new VenueOrderId("9101"), result.VenueOrder);
    }

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task Submit_TroubleThatIsNotAboutTheOrder_IsThrown(int status, string body, bool isTransient)
    {
        using var wire = new Wire();
        wire.Answers(status, body);

        VenueException error = await Assert.ThrowsAsync<VenueException>(() => SubmitAsync(wire, Usdm, Stop()));

        Assert.Equal(isTransient, error.IsTransient);
        Assert.Equal(status is 429 or 418, error.RetryAfter is not null);
        Assert.Single(wire.Calls);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Submit_WhatTheVenueWouldNotTakeAsMeant_IsRefusedUnsent(string reason, OrderSubmission submission)
    {
        using var wire = new Wire();

        SubmitResult result = await Gateway(wire, Usdm).SubmitAsync(submission, CancellationToken.None);

        Assert.Equal(SubmitStatus.Rejected, result.Status);
        Assert.Contains(reason, result.Reason, StringComparison.Ordinal);
        Assert.Empty(wire.Calls);
    }

    [Theory]
    [InlineData(Usdm, "1.99", "0.1 to 20")] // 0.0995 %
    [InlineData(Usdm, "422", "0.1 to 20")] // 21.1 %
    [InlineData(Spot, "1.99", "10 to 2000")]
    [InlineData(Spot, "422", "10 to 2000")]
    public async Task Submit_TrailsTooCloseOrTooFar_IsRefusedUnsent(BinanceProduct product, string distance, string range)
    {
        using var wire = new Wire();
        wire.Answers(200, """{"price":"2000"}""");
        decimal trails = decimal.Parse(distance, System.Globalization.CultureInfo.InvariantCulture);

        SubmitResult result = await Gateway(wire, product).SubmitAsync(
            Sample.Submission(Sample.Order(product, OrderType.TrailingStopMarket), trails), CancellationToken.None);

        Assert.Equal(SubmitStatus.Rejected, result.Status);
        Assert.Contains(range, result.Reason, StringComparison.Ordinal);
        Assert.Single(wire.Calls);
    }

    [Theory]
    [InlineData("2", "0.1")]
    [InlineData("3.99", "0.1")]
    [InlineData("4", "0.2")]
    [InlineData("400", "20")]
    public void Of_Distance_IsRoundedSoThatItTrailsNoFurther(string distance, string percent)
    {
        (decimal rate, string? refusal) = TrailingRate.Of(
            isSpot: false, decimal.Parse(distance, System.Globalization.CultureInfo.InvariantCulture), 2_000m);

        Assert.Null(refusal);
        Assert.Equal(percent, QueryText.Number(rate));
    }

    [Fact]
    public async Task Submit_CoinMarginedWithoutAlgoService_GoesToTheEngineAndRemembers()
    {
        using var wire = new Wire();
        wire.Answer = static (call, _) => Task.FromResult(call.Path == "/dapi/v1/algoOrder"
            ? Wire.Reply(404, "<html>")
            : Wire.Reply(200, """{"orderId":5,"clientOrderId":"X-1"}"""));
        BinanceOrderGateway gateway = Gateway(wire, Coinm);

        SubmitResult first = await gateway.SubmitAsync(Sample.Submission(Stop(Coinm)), CancellationToken.None);
        await gateway.SubmitAsync(Sample.Submission(Stop(Coinm)), CancellationToken.None);

        Assert.Equal(SubmitStatus.Accepted, first.Status);
        Assert.Equal(
            ["/dapi/v1/algoOrder", "/dapi/v1/order", "/dapi/v1/order"], wire.Calls.Select(static c => c.Path));
        Assert.Equal("3900", wire.Calls[1]["stopPrice"]);
        Assert.Equal("X-1", wire.Calls[1]["newClientOrderId"]);
    }

    [Fact]
    public async Task Submit_CoinMarginedEngineNamesTheOtherService_GoesThere()
    {
        using var wire = new Wire();
        bool hasAlgoService = false;
        wire.Answer = (call, _) => Task.FromResult((call.Path == "/dapi/v1/algoOrder", hasAlgoService) switch
        {
            (true, false) => Wire.Reply(404, ""),
            (true, true) => Wire.Reply(200, """{"algoId":6,"clientAlgoId":"X-1"}"""),
            (false, false) => Wire.Reply(200, """{"orderId":5,"clientOrderId":"X-1"}"""),
            (false, true) => Wire.Reply(400, ErrorTableTests.Code(-4120)),
        });
        BinanceOrderGateway gateway = Gateway(wire, Coinm);
        await gateway.SubmitAsync(Sample.Submission(Stop(Coinm)), CancellationToken.None);
        hasAlgoService = true;

        SubmitResult later = await gateway.SubmitAsync(Sample.Submission(Stop(Coinm)), CancellationToken.None);

        Assert.Equal(new VenueOrderId("6"), later.VenueOrder);
        Assert.Equal(4, wire.Calls.Count);
    }

    [Fact]
    public async Task Submit_PastItsTime_SendsNothing()
    {
        using var wire = new Wire();
        wire.Clock.Advance(TimeSpan.FromMinutes(1));

        await Assert.ThrowsAsync<VenueException>(() => SubmitAsync(wire, Usdm, Stop()));

        Assert.Empty(wire.Calls);
    }

    [Fact]
    public async Task Submit_ClocksCannotBeCompared_SendsNothingAndSaysSo()
    {
        using var wire = new Wire { HasNoTime = true };

        VenueException error = await Assert.ThrowsAsync<VenueException>(() => SubmitAsync(wire, Usdm, Stop()));

        Assert.True(error.IsTransient);
        Assert.Empty(wire.Calls);
    }

    private static OrderIntent Stop(BinanceProduct product = Usdm) =>
        Sample.Order(product, OrderType.StopMarket, trigger: 3900m);

    private static BinanceOrderGateway Gateway(Wire wire, BinanceProduct product) =>
        new(wire.Options(product), new ApiTransport(wire.Options(product)));

    private static async Task<SubmitResult> SubmitAsync(Wire wire, BinanceProduct product, OrderIntent order) =>
        await Gateway(wire, product).SubmitAsync(Sample.Submission(order), CancellationToken.None);
}
