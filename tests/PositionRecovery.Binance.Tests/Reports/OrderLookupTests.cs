namespace PositionRecovery.Binance.Tests;

/// <summary>Where an order is looked for, and what is concluded when it is not there.</summary>
public sealed class OrderLookupTests
{
    private const string Engine =
        """{"symbol":"ETHUSDT","orderId":700200,"clientOrderId":"sl-1","side":"SELL","status":"FILLED",""" +
        "\"type\":\"MARKET\",\"origQty\":\"1\",\"executedQty\":\"1\",\"time\":1789999990000,\"updateTime\":1789999990000}";

    private const string Algo =
        """{"algoId":41,"clientAlgoId":"sl-1","orderType":"STOP_MARKET","symbol":"ETHUSDT","side":"SELL",""" +
        "\"quantity\":\"1\",\"algoStatus\":\"FINISHED\",\"triggerPrice\":\"9\",\"actualOrderId\":\"700200\"," +
        "\"createTime\":1789999980000,\"updateTime\":1789999990000}";

    private readonly Reading _usdm = new(BinanceProduct.UsdMarginedFutures);

    public OrderLookupTests() => _usdm.Api
        .Fails("order", ScriptedApi.Refused(-2013)).Fails("algoOrder", ScriptedApi.Refused(-2013))
        .On("allAlgoOrders", "[]");

    [Fact]
    public async Task Order_InNeitherService_IsACompleteNotFound()
    {
        VenueAnswer answer = await _usdm.AskAsync(ByClient("x-1"));

        Assert.Equal(CoverageStatus.Complete, answer.Coverage.Status);
        Assert.Empty(answer.Reports);
        Assert.Equal(Reading.Now, answer.Coverage.To);
    }

    [Fact]
    public async Task Order_OfAnIdThatNobodyFound_IsLookedForInTheListToo()
    {
        _usdm.Api.On("allAlgoOrders", $"[{Algo}]");

        VenueAnswer answer = await _usdm.AskAsync(ByVenue("41", OrderClass.Conditional));

        Assert.Equal("41", Assert.IsType<OrderReport>(Assert.Single(answer.Reports)).VenueOrder?.Value);
        Assert.Contains(
            "5 GET /fapi/v1/allAlgoOrders?symbol=ETHUSDT&algoId=41&limit=1", _usdm.Api.Lines);
    }

    [Fact]
    public async Task Order_NextInTheList_IsNotTheOneAskedFor()
    {
        _usdm.Api.On("allAlgoOrders", $"[{Algo}]");

        VenueAnswer answer = await _usdm.AskAsync(ByVenue("40", OrderClass.Conditional));

        Assert.Empty(answer.Reports);
        Assert.Equal(CoverageStatus.Complete, answer.Coverage.Status);
    }

    [Fact]
    public async Task Order_ThatWasTriggered_LeadsToTheOrderThatCameOfIt()
    {
        _usdm.Api.On("algoOrder", Algo).On("order", r => ScriptedApi.Value(r, "orderId") == "700200"
            ? Engine.Replace("sl-1", "other", StringComparison.Ordinal)
            : throw ScriptedApi.Refused(-2013));

        VenueAnswer answer = await _usdm.AskAsync(ByClient("sl-1"));

        Assert.Equal(
            [(OrderClass.Conditional, "41", "700200"), (OrderClass.Regular, "700200", null)],
            answer.Reports.Cast<OrderReport>().OrderByDescending(static o => o.Class)
                .Select(static o => (o.Class, o.VenueOrder?.Value, o.ReplacedBy?.Value)));
    }

    [Fact]
    public async Task Order_FoundInBothServices_IsShownOnceEach()
    {
        _usdm.Api.On("algoOrder", Algo).On("order", Engine);

        VenueAnswer answer = await _usdm.AskAsync(ByClient("sl-1"));

        Assert.Equal(2, answer.Reports.Count);
        Assert.Equal(2, _usdm.Api.Asked.Count);
    }

    [Fact]
    public async Task Order_OfOneService_IsLookedForThereOnly()
    {
        _usdm.Api.On("algoOrder", Algo);

        VenueAnswer answer = await _usdm.AskAsync(ByVenue("41", OrderClass.Conditional));

        Assert.Single(answer.Reports);
        Assert.Equal(["1 GET /fapi/v1/algoOrder?algoId=41"], _usdm.Api.Lines);
    }

    [Fact]
    public async Task Order_OfBothIds_IsAskedByVenueIdFirstAndByClientIdWhenThatIsAnother()
    {
        _usdm.Api.On("order", r => ScriptedApi.Value(r, "orderId") is { } id
            ? Engine.Replace("700200", id, StringComparison.Ordinal).Replace("sl-1", "old", StringComparison.Ordinal)
            : Engine);

        VenueAnswer answer = await _usdm.AskAsync(ByVenue("5", OrderClass.Regular) with { ClientOrder = new("sl-1") });

        Assert.Equal(["5", "700200"], answer.Reports.Cast<OrderReport>().Select(static o => o.VenueOrder?.Value));
    }

    [Fact]
    public async Task Order_OfAnotherSymbol_IsNoAnswer()
    {
        _usdm.Api.On("order", Engine.Replace("ETHUSDT", "BTCUSDT", StringComparison.Ordinal));

        VenueAnswer answer = await _usdm.AskAsync(ByVenue("700200", OrderClass.Regular));

        Assert.Equal(CoverageStatus.Partial, answer.Coverage.Status);
        Assert.Empty(answer.Reports);
    }

    [Fact]
    public async Task Order_ThatCannotBeLookedUp_IsATrouble()
    {
        _usdm.Api.Fails("order", new ApiException("down") { IsTransient = true });

        VenueException thrown = await Assert.ThrowsAsync<VenueException>(() => _usdm.AskAsync(ByClient("x-1")));

        Assert.True(thrown.IsTransient);
    }

    [Fact]
    public async Task Order_NamedByNothingOrByNoNumber_Fails()
    {
        VenueAnswer nothing = await _usdm.AskAsync(new OrderQuery
        {
            Account = _usdm.Account, Instrument = _usdm.Id("ETHUSDT"),
        });
        VenueAnswer noNumber = await _usdm.AskAsync(ByVenue("S-ABC", null));

        Assert.Equal(CoverageStatus.Failed, nothing.Coverage.Status);
        Assert.Equal("VenueOrder is 'S-ABC', which is no number", noNumber.Coverage.Reason);
        Assert.Empty(_usdm.Api.Asked);
    }

    [Theory]
    [InlineData(BinanceProduct.Spot, true)]
    [InlineData(BinanceProduct.UsdMarginedFutures, false)]
    public async Task Order_WithTheCodeOfArchivedOrders_IsGoneOnSpotOnly(BinanceProduct product, bool isGone)
    {
        var reading = new Reading(product);
        reading.Api.Fails("order", ScriptedApi.Refused(-2026)).Fails("algoOrder", ScriptedApi.Refused(-2013));
        var query = new OrderQuery
        {
            Account = reading.Account, Instrument = reading.Id("ADAUSDT"), ClientOrder = new("a"),
        };

        Exception? thrown = await Record.ExceptionAsync(() => reading.AskAsync(query));

        Assert.Equal(isGone ? null : typeof(VenueException), thrown?.GetType());
    }

    private OrderQuery ByClient(string id) => new()
    {
        Account = _usdm.Account, Instrument = _usdm.Id("ETHUSDT"), ClientOrder = new ClientOrderId(id),
    };

    private OrderQuery ByVenue(string id, OrderClass? service) => new()
    {
        Account = _usdm.Account, Instrument = _usdm.Id("ETHUSDT"), VenueOrder = new VenueOrderId(id), Class = service,
    };
}
