using System.Net;

namespace PositionRecovery.Binance.Tests;

/// <summary>What answers say when something went wrong.</summary>
public sealed class TroubleTests
{
    private const string Stop =
        """[{"algoId":41,"clientAlgoId":"sl-1","orderType":"STOP_MARKET","symbol":"ETHUSDT","side":"SELL",""" +
        "\"quantity\":\"1\",\"algoStatus\":\"NEW\",\"triggerPrice\":\"9\",\"createTime\":1789999980000}]";

    private readonly Reading _usdm = new(BinanceProduct.UsdMarginedFutures);

    private OpenOrdersQuery Open => new() { Account = _usdm.Account };

    private PositionsQuery Positions => new() { Account = _usdm.Account };

    [Fact]
    public async Task OpenOrders_OneServiceDown_ShowsTheOtherAndIsNotWhole()
    {
        _usdm.Api.On("openAlgoOrders", Stop).Fails("openOrders", new ApiException("down") { IsTransient = true });

        VenueAnswer answer = await _usdm.AskAsync(Open);

        Assert.Equal(CoverageStatus.Partial, answer.Coverage.Status);
        Assert.Equal("working orders were not answered: down", answer.Coverage.Reason);
        Assert.Single(answer.Reports);
    }

    [Fact]
    public async Task OpenOrders_ServiceOfConditionalOrdersDown_IsNotWhole()
    {
        _usdm.Api.On("openOrders", "[]").On("openAlgoOrders", "<html>");

        VenueAnswer answer = await _usdm.AskAsync(Open);

        Assert.Equal(CoverageStatus.Partial, answer.Coverage.Status);
        Assert.Contains("conditional orders were not answered", answer.Coverage.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenOrders_BothServicesDown_IsNoAnswer()
    {
        _usdm.Api.Fails("openOrders", new ApiException("a")).Fails("openAlgoOrders", new ApiException("b"));

        await Assert.ThrowsAsync<VenueException>(() => _usdm.AskAsync(Open));
    }

    [Fact]
    public async Task OpenOrders_CoinMWithoutTheOtherService_AreAllInTheOneList()
    {
        var coinm = new Reading(BinanceProduct.CoinMarginedFutures);
        coinm.Api.On("openOrders", "[]")
            .Fails("openAlgoOrders", new ApiException("no such path") { Status = HttpStatusCode.NotFound });
        var query = new OpenOrdersQuery { Account = coinm.Account };

        Assert.Equal(CoverageStatus.Complete, (await coinm.AskAsync(query)).Coverage.Status);
        Assert.Equal(
            CoverageStatus.Unsupported,
            (await coinm.AskAsync(query with { Class = OrderClass.Conditional })).Coverage.Status);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(418)]
    public async Task OpenOrders_VenueWantsToBeLeftAlone_SaysForHowLong(int status)
    {
        _usdm.Api.On("openOrders", "[]").Fails("openAlgoOrders", new ApiException("enough")
        {
            Status = (HttpStatusCode)status, RetryAfter = TimeSpan.FromSeconds(30),
        });

        VenueException thrown = await Assert.ThrowsAsync<VenueException>(() => _usdm.AskAsync(Open));

        Assert.Equal(TimeSpan.FromSeconds(30), thrown.RetryAfter);
        Assert.Single(_usdm.Api.Asked);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("[{\"symbol\":\"ETHUSDT\"")]
    [InlineData("")]
    public async Task Positions_AnswerThatIsNone_IsATransientTrouble(string body)
    {
        _usdm.Api.On("positionRisk", body);

        VenueException thrown = await Assert.ThrowsAsync<VenueException>(() => _usdm.AskAsync(Positions));

        Assert.True(thrown.IsTransient);
        Assert.StartsWith("/fapi/v3/positionRisk: ", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Positions_OneRowNotUnderstood_AreNotWhole()
    {
        _usdm.Api.On("positionRisk", """[{"symbol":"A","positionSide":"BOTH","positionAmt":"1"},{"symbol":"B"}]""");

        VenueAnswer answer = await _usdm.AskAsync(Positions);

        Assert.Equal(CoverageStatus.Partial, answer.Coverage.Status);
        Assert.Equal("/fapi/v3/positionRisk: positionAmt is missing", answer.Coverage.Reason);
        Assert.Single(answer.Reports);
    }

    [Fact]
    public async Task QueryAsync_OtherAccountOrVenue_FailsWithoutAsking()
    {
        VenueAnswer account = await _usdm.AskAsync(Positions with { Account = new AccountId("BINANCE-USDM:other") });
        VenueAnswer venue = await _usdm.AskAsync(Positions with { Instrument = new InstrumentId("OTHER:ETHUSDT") });

        Assert.Equal(CoverageStatus.Failed, account.Coverage.Status);
        Assert.Equal(CoverageStatus.Failed, venue.Coverage.Status);
        Assert.Empty(_usdm.Api.Asked);
    }

    [Fact]
    public async Task QueryAsync_CancelledBefore_AsksNothing()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(
            () => _usdm.Provider.QueryAsync(Positions, source.Token).AsTask());
        Assert.Empty(_usdm.Api.Asked);
    }

    [Fact]
    public async Task Instruments_SymbolNobodyKnows_IsAnEmptyAnswer()
    {
        var spot = new Reading(BinanceProduct.Spot);
        spot.Api.Fails("exchangeInfo", ScriptedApi.Refused(-1121));

        VenueAnswer answer = await spot.AskAsync(new InstrumentsQuery
        {
            Account = spot.Account, Instrument = spot.Id("NOPE"),
        });

        Assert.Equal(CoverageStatus.Complete, answer.Coverage.Status);
        Assert.Empty(answer.Reports);
    }

    [Theory]
    [InlineData(BinanceProduct.UsdMarginedFutures, OrderClass.Conditional, true, 89, 3)]
    [InlineData(BinanceProduct.CoinMarginedFutures, OrderClass.Conditional, true, 89, 3)]
    [InlineData(BinanceProduct.Spot, OrderClass.Regular, false, null, 90)]
    public void Profile_OfEachProduct_IsWhatTheVenueDocuments(
        BinanceProduct product, OrderClass triggers, bool reduces, int? kept, int unfilled)
    {
        VenueProfile profile = new Reading(product).Provider.Profile;

        Assert.Equal(SubmitGuarantee.QueryableById, profile.SubmitGuarantee);
        Assert.Equal(triggers, profile.TriggerOrderClass);
        Assert.Equal(reduces, profile.SupportsReduceOnly);
        Assert.Equal(kept, profile.HistoryRetention?.Days);
        Assert.Equal(unfilled, profile.UnfilledOrderRetention?.Days);
        Assert.Equal(36, profile.MaxClientIdLength);
    }
}
