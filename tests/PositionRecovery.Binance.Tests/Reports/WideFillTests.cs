namespace PositionRecovery.Binance.Tests;

/// <summary>Executions of a whole futures account: the instruments that were traded are found first.</summary>
public sealed class WideFillTests
{
    [Fact]
    public async Task Fills_OfTheAccount_AreThoseOfEveryInstrumentWithATrace()
    {
        Reading reading = Account(BinanceProduct.UsdMarginedFutures);
        reading.Api
            .On("positionRisk", Reading.List([Position("HELDUSDT", -5), Position("OLDUSDT", -60)]))
            .On("income", Reading.List([Commission("FLATUSDT", -7)]))
            .On("allOrders", Reading.List([Order("FREEUSDT", "1", -3), Order("IDLEUSDT", "0", -3)]));

        VenueAnswer answer = await reading.AskAsync(reading.Fills(null, TimeSpan.FromMinutes(10)));

        Assert.Equal(CoverageStatus.Complete, answer.Coverage.Status);
        Assert.Equal(Reading.Now.AddSeconds(1), answer.Coverage.To);
        Assert.Equal(
            ["FLATUSDT", "FREEUSDT", "HELDUSDT"],
            answer.Reports.Cast<FillReport>().Select(f => reading.Names.SymbolOf(f.Instrument)));
    }

    [Fact]
    public async Task Fills_OfTheAccountWhereOrdersNeedASymbol_RestOnTheBookings()
    {
        Reading reading = Account(BinanceProduct.UsdMarginedFutures);
        reading.Api.On("income", Reading.List([Commission("FLATUSDT", -7)]))
            .Fails("allOrders", ScriptedApi.Refused(-1102));

        VenueAnswer answer = await reading.AskAsync(reading.Fills(null, TimeSpan.FromMinutes(10)));

        Assert.Equal(CoverageStatus.Complete, answer.Coverage.Status);
        Assert.Single(answer.Reports);
    }

    [Fact]
    public async Task Fills_OfTheAccountWithTooManyBookings_RestOnTheOrders()
    {
        Reading reading = Account(BinanceProduct.UsdMarginedFutures);
        reading.Api.On("income", ManyCommissions).On("allOrders", Reading.List([Order("FREEUSDT", "1", -3)]));

        VenueAnswer answer = await reading.AskAsync(reading.Fills(null, TimeSpan.FromMinutes(10)));

        Assert.Equal(CoverageStatus.Complete, answer.Coverage.Status);
        Assert.Equal(2, answer.Reports.Count);
        Assert.Equal(Limits.SearchPages, reading.Api.Asked.Count(static r => r.Path.EndsWith("income",
            StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(BinanceProduct.CoinMarginedFutures)]
    [InlineData(BinanceProduct.UsdMarginedFutures)]
    public async Task Fills_OfTheAccountWithoutAWholeTrace_AreAskedByInstrument(BinanceProduct product)
    {
        Reading reading = Account(product);
        reading.Api.On("income", ManyCommissions).Fails("allOrders", ScriptedApi.Refused(-1102));

        VenueAnswer answer = await reading.AskAsync(reading.Fills(null, TimeSpan.FromMinutes(10)));

        Assert.Equal(CoverageStatus.Unsupported, answer.Coverage.Status);
    }

    [Theory]
    [InlineData(100, CoverageStatus.Complete)]
    [InlineData(201, CoverageStatus.Unsupported)]
    public async Task Fills_OfManyInstruments_StayWithinTheirWeight(int traded, CoverageStatus expected)
    {
        Reading reading = Account(BinanceProduct.UsdMarginedFutures);
        reading.Api.On("positionRisk", Reading.List(Enumerable.Range(0, 500).Select(i =>
            Position($"S{i}USDT", i < traded ? -5 : -60))));

        VenueAnswer answer = await reading.AskAsync(reading.Fills(null, TimeSpan.FromMinutes(10)));

        Assert.Equal(expected, answer.Coverage.Status);
        Assert.InRange(reading.Api.Weight, 0, 5 + 30 + 5 + (5 * 100));
    }

    /// <summary>The questions that a first picture of an account consists of: 500 instruments, 100 of them traded in
    /// the time asked for, 5 just now.</summary>
    [Fact]
    public async Task AllQuestions_OfA500InstrumentAccount_CostLessThanHalfOfAMinutesWeight()
    {
        Reading reading = Account(BinanceProduct.UsdMarginedFutures);
        reading.Api.On("positionRisk", Reading.List(Enumerable.Range(0, 500).Select(i =>
                Position($"S{i}USDT", i < 5 ? 0 : i < 100 ? -300 : -30_000))))
            .On("accountConfig", "{\"dualSidePosition\":false}").On("exchangeInfo", "{\"symbols\":[]}");
        foreach (string list in (string[])["balance", "openOrders", "openAlgoOrders", "premiumIndex", "bookTicker"])
        {
            reading.Api.On(list, "[]");
        }

        AccountId account = reading.Account;
        DateTimeOffset day = Reading.Now.AddDays(-1);
        FillsQuery latest = reading.Fills(null, TimeSpan.FromMinutes(1));
        VenueQuery[] questions =
        [
            new AccountQuery { Account = account },
            latest,
            new BalancesQuery { Account = account },
            new PositionsQuery { Account = account },
            new OpenOrdersQuery { Account = account, Class = OrderClass.Conditional },
            new OpenOrdersQuery { Account = account, Class = OrderClass.Regular },
            new OrderHistoryQuery { Account = account, From = day },
            new FillsQuery { Account = account, From = day },
            new MarksQuery { Account = account },
            new PositionsQuery { Account = account },
            latest,
            new InstrumentsQuery { Account = account },
            new CashFlowsQuery { Account = account, From = day },
        ];
        foreach (VenueQuery query in questions)
        {
            VenueAnswer answer = await reading.AskAsync(query);
            Assert.True(answer.Coverage.Status is CoverageStatus.Complete or CoverageStatus.Partial, $"{query}");
        }

        Assert.Equal(100 + 5 + 5, reading.Api.Asked.Count(static r => r.Path.EndsWith("userTrades",
            StringComparison.Ordinal)));
        Assert.InRange(reading.Api.Weight, 500, 1_200);
    }

    private static Reading Account(BinanceProduct product)
    {
        Reading reading = new(product);
        reading.Api.On("positionRisk", "[]").On("income", "[]").On("allOrders", "[]")
            .On("userTrades", r => Reading.List(
                [Reading.Trade(1, Reading.Now.AddSeconds(-30), ScriptedApi.Value(r, "symbol")!)]));
        return reading;
    }

    private static string ManyCommissions(ApiRequest request) => Reading.List(Enumerable.Range(0, 1_000).Select(i =>
        Commission("MANYUSDT", -9.0 + (i / 1_000_000.0) + ((ScriptedApi.Number(request, "startTime")
            - Reading.Now.AddMinutes(-11).ToUnixTimeMilliseconds()) / 1_000_000.0))));

    private static string Position(string symbol, double minutes) =>
        $$"""{"symbol":"{{symbol}}","positionSide":"BOTH","positionAmt":"1","updateTime":{{Ms(minutes)}}}""";

    private static string Commission(string symbol, double minutes) =>
        $$"""{"symbol":"{{symbol}}","incomeType":"COMMISSION","income":"-1","asset":"USDT","time":{{Ms(minutes)}},"""
        + "\"tranId\":1}";

    private static string Order(string symbol, string filled, double minutes) =>
        $$"""{"symbol":"{{symbol}}","orderId":1,"clientOrderId":"c","side":"BUY","status":"FILLED","type":"LIMIT","""
        + $$""" "origQty":"1","executedQty":"{{filled}}","time":{{Ms(minutes)}},"updateTime":{{Ms(minutes)}}}""";

    private static long Ms(double minutes) => Reading.Now.AddMinutes(minutes).ToUnixTimeMilliseconds();
}
