namespace PositionRecovery.Binance.Tests;

public sealed class CancelTests
{
    private const BinanceProduct Usdm = BinanceProduct.UsdMarginedFutures;
    private const string Gone = """{"code":-2011,"msg":"Unknown order sent."}""";
    private const string NoOrder = """{"code":-2013,"msg":"Order does not exist."}""";

    [Theory]
    [InlineData("""{"algoId":7,"clientAlgoId":"X-1","code":"200","msg":"success"}""")]
    [InlineData("""{"algoId":7,"clientAlgoId":"X-1","algoStatus":"CANCELED"}""")]
    public async Task Cancel_ConditionalOrder_EitherFormOfSuccessCounts(string body)
    {
        using var wire = new Wire();
        wire.Answers(200, body);

        SubmitResult result = await CancelAsync(wire, OrderType.StopMarket);

        Assert.Equal(SubmitStatus.Accepted, result.Status);
        Assert.Single(wire.Calls);
    }

    [Fact]
    public async Task Cancel_StopHasTriggered_CancelsTheWorkingOrder()
    {
        using var wire = new Wire();
        wire.AnswersInTurn((400, Gone), (200, """{"orderId":9,"status":"CANCELED"}"""));

        SubmitResult result = await CancelAsync(wire, OrderType.StopLimit);

        Assert.Equal(SubmitStatus.Accepted, result.Status);
        Assert.Equal(
            ["DELETE /fapi/v1/algoOrder", "DELETE /fapi/v1/order"], wire.Calls.Select(static c => $"{c.Method} {c.Path}"));
        Assert.Equal("X-1", wire.Calls[1]["origClientOrderId"]);
    }

    [Theory]
    [InlineData("FILLED", SubmitStatus.Rejected)]
    [InlineData("CANCELED", SubmitStatus.Rejected)]
    [InlineData("EXPIRED_IN_MATCH", SubmitStatus.Rejected)]
    [InlineData("NEW", SubmitStatus.Unknown)]
    [InlineData("PARTIALLY_FILLED", SubmitStatus.Unknown)]
    [InlineData("SOMETHING_NEW", SubmitStatus.Unknown)]
    public async Task Cancel_NoSuchOrderWorks_IsRejectedOnlyWhenItsEndIsShown(string status, SubmitStatus expected)
    {
        using var wire = new Wire();
        wire.AnswersInTurn((400, Gone), (200, $$"""{"orderId":9,"status":"{{status}}"}"""));

        SubmitResult result = await CancelAsync(wire, OrderType.Limit);

        Assert.Equal(expected, result.Status);
        Assert.Equal("GET", wire.Calls[1].Method);
    }

    [Theory]
    [InlineData("CANCELED", SubmitStatus.Rejected)]
    [InlineData("FINISHED", SubmitStatus.Rejected)]
    [InlineData("NEW", SubmitStatus.Unknown)]
    public async Task Cancel_NoSuchStopWorks_IsRejectedOnlyWhenItsEndIsShown(string status, SubmitStatus expected)
    {
        using var wire = new Wire();
        wire.AnswersInTurn((400, Gone), (400, Gone), (200, $$"""{"algoId":9,"algoStatus":"{{status}}"}"""));

        SubmitResult result = await CancelAsync(wire, OrderType.StopMarket);

        Assert.Equal(expected, result.Status);
        Assert.Equal("GET /fapi/v1/algoOrder", $"{wire.Calls[2].Method} {wire.Calls[2].Path}");
    }

    [Fact]
    public async Task Cancel_StopTriggeredAndItsOrderEnded_IsRejected()
    {
        using var wire = new Wire();
        wire.AnswersInTurn(
            (400, Gone), (400, Gone), (200, """{"algoId":9,"algoStatus":"TRIGGERED"}"""),
            (200, """{"orderId":9,"status":"FILLED"}"""));

        Assert.Equal(SubmitStatus.Rejected, (await CancelAsync(wire, OrderType.StopMarket)).Status);
    }

    [Fact]
    public async Task Cancel_NothingIsKnownOfIt_IsNotTakenForItsEnd()
    {
        using var wire = new Wire();
        wire.AnswersInTurn((400, Gone), (400, Gone), (400, NoOrder), (400, NoOrder));

        Assert.Equal(SubmitStatus.Unknown, (await CancelAsync(wire, OrderType.StopMarket)).Status);
    }

    [Theory]
    [InlineData(500, "<html>")]
    [InlineData(200, "<html>")]
    [InlineData(400, """{"code":-1007,"msg":"Timeout waiting for response from backend server."}""")]
    [InlineData(400, """{"code":-4117,"msg":"Stop order is triggering."}""")]
    public async Task Cancel_OutcomeIsNotTold_IsUnknownAndTheOtherServiceIsLeftAlone(int status, string body)
    {
        using var wire = new Wire();
        wire.Answers(status, body);

        Assert.Equal(SubmitStatus.Unknown, (await CancelAsync(wire, OrderType.StopMarket)).Status);
        Assert.Single(wire.Calls);
    }

    [Fact]
    public async Task Cancel_Limited_SaysThatNothingWasDone()
    {
        using var wire = new Wire();
        wire.Answers(429, "{}", ("Retry-After", "3"));

        VenueException error = await Assert.ThrowsAsync<VenueException>(() => CancelAsync(wire, OrderType.Limit));

        Assert.Equal(TimeSpan.FromSeconds(3), error.RetryAfter);
    }

    [Fact]
    public async Task Cancel_OrderOfAnotherAccount_SendsNothing()
    {
        using var wire = new Wire();
        var gateway = new BinanceOrderGateway(wire.Options(), new ApiTransport(wire.Options()));
        OrderIntent order = Sample.Order(Usdm, OrderType.Limit, price: 1m) with { Account = new("BINANCE-USDM:other") };

        await Assert.ThrowsAsync<VenueException>(
            async () => await gateway.CancelAsync(Sample.Snapshot(order), CancellationToken.None));

        Assert.Empty(wire.Calls);
    }

    private static async Task<SubmitResult> CancelAsync(Wire wire, OrderType type)
    {
        var gateway = new BinanceOrderGateway(wire.Options(), new ApiTransport(wire.Options()));
        return await gateway.CancelAsync(
            Sample.Snapshot(Sample.Order(Usdm, type, price: 1m, trigger: 1m)), CancellationToken.None);
    }
}
