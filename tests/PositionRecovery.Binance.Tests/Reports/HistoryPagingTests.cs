namespace PositionRecovery.Binance.Tests;

/// <summary>Orders and bookings come in pages by time.</summary>
public sealed class HistoryPagingTests
{
    private readonly Reading _usdm = new(BinanceProduct.UsdMarginedFutures);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task History_FullPage_IsReadAgainInHalves(bool isCutAtTheEnd)
    {
        DateTimeOffset[] made = [.. Enumerable.Range(0, 2_600).Select(i => Reading.Now.AddSeconds(-10 * i))];
        _usdm.Api.On("allAlgoOrders", "[]").On("allOrders", r =>
        {
            var found = made.Select(static (at, i) => (At: at, Id: i)).Where(o => IsIn(r, o.At))
                .OrderBy(static o => o.At);
            return Reading.List((isCutAtTheEnd ? found.Take(1_000) : found.TakeLast(1_000)).Select(static o =>
                Order(o.Id, o.At)));
        });

        VenueAnswer answer = await _usdm.AskAsync(new OrderHistoryQuery
        {
            Account = _usdm.Account, Instrument = _usdm.Id("ETHUSDT"), From = Reading.Now.AddDays(-1),
        });

        Assert.Equal(2_600, answer.Reports.Count);
        Assert.Equal(2_600, answer.Reports.Cast<OrderReport>().DistinctBy(static o => o.VenueOrder).Count());
        Assert.Equal(answer.Coverage.To, answer.Coverage.From);
        Assert.InRange(_usdm.Api.Asked.Count, 4, 30);
    }

    /// <summary>A page of the default length may be cut, unless the venue gave a longer one before: then it goes by what
    /// was asked for.</summary>
    [Theory]
    [InlineData(0, 4)]
    [InlineData(600, 6)]
    public async Task History_PageOfTheDefaultLength_IsReadAgainUnlessThereWasALongerOne(int newer, int calls)
    {
        (int Id, DateTimeOffset At)[] made =
        [
            .. Enumerable.Range(0, newer).Select(static i => (i, Reading.Now.AddDays(-i / 200.0))),
            .. Enumerable.Range(1_000, 500).Select(static i => (i, Reading.Now.AddDays(-7.2 - ((i - 1_000) / 100.0)))),
        ];
        _usdm.Api.On("allAlgoOrders", "[]").On("allOrders", r => Reading.List(
            made.Where(o => IsIn(r, o.At)).OrderBy(static o => o.At).Take(1_000).Select(static o => Order(o.Id, o.At))));

        VenueAnswer answer = await _usdm.AskAsync(new OrderHistoryQuery
        {
            Account = _usdm.Account, Instrument = _usdm.Id("ETHUSDT"), From = Reading.Now.AddDays(-12.5),
        });

        Assert.Equal(made.Length, answer.Reports.Count);
        Assert.Equal(calls, _usdm.Api.Asked.Count(static r => r.Path.EndsWith("/allOrders", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task History_OfOrdersUnchangedSince_LeavesThemOut()
    {
        _usdm.Api.On("allAlgoOrders", "[]")
            .On("allOrders", Reading.List([Order(1, Reading.Now.AddHours(-5)), Order(2, Reading.Now.AddHours(-1))]));

        VenueAnswer answer = await _usdm.AskAsync(new OrderHistoryQuery
        {
            Account = _usdm.Account, Instrument = _usdm.Id("ETHUSDT"), From = Reading.Now.AddHours(-2),
        });

        Assert.Equal("2", Assert.IsType<OrderReport>(Assert.Single(answer.Reports)).VenueOrder?.Value);
    }

    [Fact]
    public async Task History_ServiceOfConditionalOrdersDown_ShowsTheOthers()
    {
        _usdm.Api.Fails("allAlgoOrders", new ApiException("down"))
            .On("allOrders", Reading.List([Order(2, Reading.Now.AddHours(-1))]));

        VenueAnswer answer = await _usdm.AskAsync(new OrderHistoryQuery
        {
            Account = _usdm.Account, Instrument = _usdm.Id("ETHUSDT"), From = Reading.Now.AddHours(-2),
        });

        Assert.Single(answer.Reports);
        Assert.Equal("conditional orders were not answered: down", answer.Coverage.Reason);
    }

    [Theory]
    [InlineData(99, 1_000, CoverageStatus.Complete, 1)]
    [InlineData(100, 1_000, CoverageStatus.Complete, 2)]
    [InlineData(1_000, 1_000, CoverageStatus.Complete, 2)]
    [InlineData(2_500, 1_000, CoverageStatus.Complete, 4)]
    [InlineData(30_000, 1_000, CoverageStatus.Partial, 13)]
    [InlineData(250, 100, CoverageStatus.Complete, 3)]
    public async Task CashFlows_PagesByTime_AreReadToTheEndOrNotClaimed(
        int count, int page, CoverageStatus status, int calls)
    {
        DateTimeOffset[] at = [.. Enumerable.Range(0, count).Select(i => Reading.Now.AddSeconds(-i))];
        _usdm.Api.On("income", r => Reading.List(at.Select(static (t, i) => (t, i)).Where(o => IsIn(r, o.t))
            .OrderBy(static o => o.t).Take(page).Select(static o =>
                $$"""{"symbol":"","incomeType":"TRANSFER","income":"1","asset":"USDT","tranId":{{o.i}},"""
                + $$""" "time":{{o.t.ToUnixTimeMilliseconds()}}}""")));

        VenueAnswer answer = await _usdm.AskAsync(new CashFlowsQuery
        {
            Account = _usdm.Account, From = Reading.Now.AddDays(-1),
        });

        Assert.Equal(status, answer.Coverage.Status);
        Assert.Equal(calls, _usdm.Api.Asked.Count);
        Assert.True(status == CoverageStatus.Partial || answer.Reports.Count == count);
        Assert.Equal(
            status == CoverageStatus.Partial ? answer.Coverage.To : Reading.Now.AddDays(-1), answer.Coverage.From);
    }

    /// <summary>Funding of all positions is booked in one moment.</summary>
    [Fact]
    public async Task CashFlows_ManyOfOneMoment_AreWhole()
    {
        _usdm.Api.On("income", Reading.List(Enumerable.Range(0, 150).Select(static i =>
            $$"""{"symbol":"","incomeType":"TRANSFER","income":"1","asset":"USDT","tranId":{{i}},"""
            + $$""" "time":{{Reading.Now.AddHours(-1).ToUnixTimeMilliseconds()}}}""")));

        VenueAnswer answer = await _usdm.AskAsync(new CashFlowsQuery
        {
            Account = _usdm.Account, From = Reading.Now.AddDays(-1),
        });

        Assert.Equal((CoverageStatus.Complete, 150), (answer.Coverage.Status, answer.Reports.Count));
    }

    [Fact]
    public async Task CashFlows_BeforeWhatIsKept_ArePartialFromThere()
    {
        _usdm.Api.On("income", "[]");

        VenueAnswer answer = await _usdm.AskAsync(new CashFlowsQuery
        {
            Account = _usdm.Account, From = Reading.Now.AddDays(-365),
        });

        Assert.Equal(Reading.Now.AddDays(-89), answer.Coverage.From);
        Assert.Equal(13, _usdm.Api.Asked.Count);
    }

    /// <summary>A client id is a word that anybody may choose; the list of forced orders is the venue's.</summary>
    [Theory]
    [InlineData("autoclose-7", 7, OrderOrigin.Liquidation)]
    [InlineData("adl_autoclose", 7, OrderOrigin.AutoDeleveraging)]
    [InlineData("autoclose-7", 8, OrderOrigin.Unknown)]
    public async Task History_AnOrderThatCallsItselfForced_IsConfirmedByTheList(
        string client, int listed, OrderOrigin origin)
    {
        DateTimeOffset made = Reading.Now.AddHours(-1);
        _usdm.Api.On("allAlgoOrders", "[]").On("allOrders", Forced(7, client, made))
            .On("forceOrders", Forced(listed, client, made));

        VenueAnswer answer = await _usdm.AskAsync(new OrderHistoryQuery
        {
            Account = _usdm.Account, Instrument = _usdm.Id("ETHUSDT"), From = Reading.Now.AddHours(-2),
        });

        Assert.Equal(origin, Assert.IsType<OrderReport>(Assert.Single(answer.Reports)).Origin);
        Assert.Contains(
            "20 GET /fapi/v1/forceOrders?symbol=ETHUSDT&startTime=1789996395000&endTime=1789996405000&limit=100",
            _usdm.Api.Lines);
    }

    /// <summary>A list of the default length may lack what is asked for.</summary>
    [Theory]
    [InlineData(49, OrderOrigin.Unknown)]
    [InlineData(50, OrderOrigin.Liquidation)]
    public async Task History_TheListOfForcedOrdersMayBeCut_BelievesTheClientId(int listed, OrderOrigin origin)
    {
        DateTimeOffset made = Reading.Now.AddHours(-1);
        _usdm.Api.On("allAlgoOrders", "[]").On("allOrders", Forced(7, "autoclose-7", made))
            .On("forceOrders", Reading.List(Enumerable.Range(100, listed).Select(i => Order(i, made))));

        VenueAnswer answer = await _usdm.AskAsync(new OrderHistoryQuery
        {
            Account = _usdm.Account, Instrument = _usdm.Id("ETHUSDT"), From = Reading.Now.AddHours(-2),
        });

        Assert.Equal(origin, Assert.IsType<OrderReport>(Assert.Single(answer.Reports)).Origin);
    }

    [Fact]
    public async Task History_TheListOfForcedOrdersIsNotAnswered_BelievesTheClientId()
    {
        _usdm.Api.On("allOrders", Forced(7, "autoclose-7", Reading.Now.AddHours(-1)))
            .Fails("forceOrders", new ApiException("down"));

        VenueAnswer answer = await _usdm.AskAsync(new OrderHistoryQuery
        {
            Account = _usdm.Account, From = Reading.Now.AddHours(-2),
        });

        Assert.Equal(OrderOrigin.Liquidation, Assert.IsType<OrderReport>(Assert.Single(answer.Reports)).Origin);
        Assert.StartsWith("50 GET /fapi/v1/forceOrders?startTime=", _usdm.Api.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Marks_OfFutures_JoinBothPrices()
    {
        _usdm.Api.On("premiumIndex", System.Text.Encoding.UTF8.GetString(Payload.Of("usdm-premiumIndex")))
            .On("bookTicker", System.Text.Encoding.UTF8.GetString(Payload.Of("usdm-bookTicker")));

        VenueAnswer answer = await _usdm.AskAsync(new MarksQuery
        {
            Account = _usdm.Account, Instrument = _usdm.Id("ETHUSDT"),
        });

        MarkReport mark = Assert.IsType<MarkReport>(Assert.Single(answer.Reports));
        Assert.Equal((4090m, 4089.9m, null), (mark.Mark, mark.Bid, mark.Ask));
        Assert.Equal(Payload.At(1790000004500), mark.At);
    }

    private static bool IsIn(ApiRequest request, DateTimeOffset at) =>
        at.ToUnixTimeMilliseconds() >= ScriptedApi.Number(request, "startTime")
        && at.ToUnixTimeMilliseconds() <= ScriptedApi.Number(request, "endTime");

    private static string Forced(int id, string client, DateTimeOffset at) => $"[{Order(id, at)}]".Replace(
        $"c{id}", client, StringComparison.Ordinal);

    private static string Order(int id, DateTimeOffset at) =>
        $$"""{"symbol":"ETHUSDT","orderId":{{id}},"clientOrderId":"c{{id}}","side":"BUY","status":"CANCELED","""
        + $$""" "type":"LIMIT","origQty":"1","time":{{at.ToUnixTimeMilliseconds()}}}""";
}
