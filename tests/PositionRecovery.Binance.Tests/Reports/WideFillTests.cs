namespace PositionRecovery.Binance.Tests;

/// <summary>Executions of a whole futures account: the instruments that were traded are found first.</summary>
public sealed class WideFillTests
{
    private const double Day = 24 * 60;

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
        Assert.Single(reading.Api.Asked, static r => r.Path.EndsWith("income", StringComparison.Ordinal));
    }

    /// <summary>A page that is longer than the default and not full is not known to be the last until the next
    /// was read. Younger orders suffice then.</summary>
    [Theory]
    [InlineData(99, 1)]
    [InlineData(300, 2)]
    public async Task Fills_OfTheAccountWithSomeBookings_RestOnThemAndOnYoungerOrders(int bookings, int pages)
    {
        Reading reading = Account(BinanceProduct.UsdMarginedFutures);
        reading.Api.On("income", r => Reading.List(Enumerable.Range(0, bookings)
            .Select(static i => -9.0 + (i / 1_200.0)).Where(m => Ms(m) >= ScriptedApi.Number(r, "startTime"))
            .Select(static m => Commission("FLATUSDT", m))));

        VenueAnswer answer = await reading.AskAsync(reading.Fills(null, TimeSpan.FromMinutes(10)));

        Assert.Equal(CoverageStatus.Complete, answer.Coverage.Status);
        Assert.Single(answer.Reports);
        Assert.Equal(pages, reading.Api.Asked.Count(static r => r.Path.EndsWith("income", StringComparison.Ordinal)));
        Assert.Single(reading.Api.Asked, static r => r.Path.EndsWith("allOrders", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1_000, CoverageStatus.Complete, 2)]
    [InlineData(3_500, CoverageStatus.Complete, 5)]
    [InlineData(9_000, CoverageStatus.Unsupported, Limits.SearchPages)]
    public async Task Fills_OfTheAccountWhereOrdersNeedASymbol_TakeSeveralPagesOfBookings(
        int bookings, CoverageStatus status, int pages)
    {
        Reading reading = Account(BinanceProduct.CoinMarginedFutures);
        reading.Api.On("income", r => Reading.List(Enumerable.Range(0, bookings)
            .Select(static i => (Symbol: $"S{i % 50}USD_PERP", Minutes: -9.0 + (i / 1_200.0)))
            .Where(b => Ms(b.Minutes) >= ScriptedApi.Number(r, "startTime")).Take(1_000)
            .Select(static b => Commission(b.Symbol, b.Minutes))));

        VenueAnswer answer = await reading.AskAsync(reading.Fills(null, TimeSpan.FromMinutes(10)));

        Assert.Equal(status, answer.Coverage.Status);
        Assert.Equal(pages, reading.Api.Asked.Count(static r => r.Path.EndsWith("income", StringComparison.Ordinal)));
        Assert.Equal(status == CoverageStatus.Complete ? 50 : 0, answer.Reports.Count);
    }

    /// <summary>Thirty days are five stretches; only those with a trace are asked for.</summary>
    [Fact]
    public async Task Fills_OfAMonth_AreAskedForTheDaysThatLeftATrace()
    {
        (int Id, double Minutes)[] orders = [(1, -20 * Day), (2, -2 * Day)];
        Reading reading = Account(BinanceProduct.UsdMarginedFutures);
        reading.Api.On("allOrders", r => Reading.List(orders.Where(o => IsIn(r, o.Minutes)).Select(static o =>
                Order("ETHUSDT", "1", o.Minutes, o.Id))))
            .On("userTrades", r => Reading.List(orders.Where(o => IsIn(r, o.Minutes)).Select(static o =>
                Reading.Trade(o.Id, Reading.Now.AddMinutes(o.Minutes)).Replace(
                    "\"orderId\":1", $"\"orderId\":{o.Id}", StringComparison.Ordinal))));

        VenueAnswer answer = await reading.AskAsync(reading.Fills(null, TimeSpan.FromDays(30)));

        Assert.Equal(CoverageStatus.Complete, answer.Coverage.Status);
        Assert.Equal(Reading.Now.AddDays(-30), answer.Coverage.From);
        Assert.Equal(2, answer.Reports.Count);
        ApiRequest[] asked = [.. Trades(reading)];
        Assert.Equal(
            [Ms(-2 * Day) - 5_000, Ms(-20 * Day) - 5_000],
            asked.Select(static r => ScriptedApi.Number(r, "startTime")));
    }

    /// <summary>An order that works for weeks may have been executed in any of them. From the oldest on it goes by ids;
    /// that nothing is missing is counted.</summary>
    [Theory]
    [InlineData("3", 2)]
    [InlineData("4", 7)]
    public async Task Fills_OfManyStretches_GoByIdsAndAreCounted(string executed, int calls)
    {
        Reading reading = Account(BinanceProduct.UsdMarginedFutures).WithTrades(
            "userTrades", (1, Reading.Now.AddDays(-28.5)), (2, Reading.Now.AddDays(-10)), (3, Reading.Now.AddDays(-2)));
        reading.Api.On("allOrders", r => Reading.List(IsIn(r, -29 * Day) ? [Order("ETHUSDT", executed, -29 * Day)
            .Replace($"\"updateTime\":{Ms(-29 * Day)}", $"\"updateTime\":{Ms(-1)}", StringComparison.Ordinal)] : []));

        VenueAnswer answer = await reading.AskAsync(reading.Fills(null, TimeSpan.FromDays(30)));

        Assert.Equal(CoverageStatus.Complete, answer.Coverage.Status);
        Assert.Equal(3, answer.Reports.Count);
        Assert.Equal(calls, Trades(reading).Count());
    }

    /// <summary>What was found for the account is known when its instruments are asked for one by one.</summary>
    [Theory]
    [InlineData("S0USDT", 2)]
    [InlineData("IDLEUSDT", 1)]
    public async Task Fills_OfOneInstrumentAfterTheAccount_AreAskedForTheDaysThatLeftATraceAndSince(
        string symbol, int calls)
    {
        Reading reading = Account(BinanceProduct.UsdMarginedFutures).WithTrades("userTrades");
        reading.Api.On("positionRisk", Reading.List(Enumerable.Range(0, 500).Select(static i =>
            Position($"S{i}USDT", -20 * Day))));
        VenueAnswer wide = await reading.AskAsync(reading.Fills(null, TimeSpan.FromDays(30)));
        Assert.Equal(CoverageStatus.Unsupported, wide.Coverage.Status);
        Assert.Empty(Trades(reading));

        VenueAnswer answer = await reading.AskAsync(reading.Fills(symbol, TimeSpan.FromDays(30)));

        Assert.Equal(CoverageStatus.Complete, answer.Coverage.Status);
        Assert.Equal(Reading.Now.AddDays(-30), answer.Coverage.From);
        Assert.Equal(calls, Trades(reading).Count());
        Assert.Equal(Ms(1), ScriptedApi.Number(Trades(reading).First(), "endTime"));
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

    private static IEnumerable<ApiRequest> Trades(Reading reading) =>
        reading.Api.Asked.Where(static r => r.Path.EndsWith("userTrades", StringComparison.Ordinal));

    private static bool IsIn(ApiRequest request, double minutes) =>
        Ms(minutes) >= ScriptedApi.Number(request, "startTime")
        && Ms(minutes) <= ScriptedApi.Number(request, "endTime");

    private static string Order(string symbol, string filled, double minutes, int id = 1) =>
        $$"""{"symbol":"{{symbol}}","orderId":{{id}},"clientOrderId":"c","side":"BUY","status":"FILLED","type":"LIMIT","""
        + $$""" "origQty":"1","executedQty":"{{filled}}","time":{{Ms(minutes)}},"updateTime":{{Ms(minutes)}}}""";

    private static long Ms(double minutes) => Reading.Now.AddMinutes(minutes).ToUnixTimeMilliseconds();
}
