namespace PositionRecovery.Binance.Tests;

/// <summary>Which calls each question makes: weight, method, path and parameters in their order; a star before what is
/// not signed.</summary>
public sealed class GoldenRequestTests
{
    private const BinanceProduct Usdm = BinanceProduct.UsdMarginedFutures;
    private const BinanceProduct Coinm = BinanceProduct.CoinMarginedFutures;
    private const BinanceProduct Spot = BinanceProduct.Spot;

    public static TheoryData<BinanceProduct, string, string?, string[]> Cases => new()
    {
        { Usdm, "account", null, ["5 GET /fapi/v1/accountConfig", "5 GET /fapi/v3/balance"] },
        { Coinm, "account", null, ["30 GET /dapi/v1/positionSide/dual", "1 GET /dapi/v1/balance"] },
        { Spot, "account", null, ["20 GET /api/v3/account?omitZeroBalances=true"] },
        { Usdm, "balances", null, ["5 GET /fapi/v3/balance"] },
        { Coinm, "balances", null, ["1 GET /dapi/v1/balance"] },
        { Spot, "balances", null, ["20 GET /api/v3/account?omitZeroBalances=true"] },
        { Usdm, "positions", null, ["5 GET /fapi/v3/positionRisk"] },
        { Usdm, "positions", "ETHUSDT", ["5 GET /fapi/v3/positionRisk?symbol=ETHUSDT"] },
        { Coinm, "positions", "BTCUSD_PERP", ["1 GET /dapi/v1/positionRisk"] },
        { Spot, "positions", null, [] },
        { Usdm, "open", null, ["40 GET /fapi/v1/openAlgoOrders", "40 GET /fapi/v1/openOrders"] },
        {
            Usdm, "open", "ETHUSDT",
            ["1 GET /fapi/v1/openAlgoOrders?symbol=ETHUSDT", "1 GET /fapi/v1/openOrders?symbol=ETHUSDT"]
        },
        { Usdm, "open regular", null, ["40 GET /fapi/v1/openOrders"] },
        { Coinm, "open conditional", null, ["40 GET /dapi/v1/openAlgoOrders"] },
        { Spot, "open", null, ["80 GET /api/v3/openOrders"] },
        { Spot, "open", "ADAUSDT", ["6 GET /api/v3/openOrders?symbol=ADAUSDT"] },
        { Spot, "open conditional", null, [] },
        {
            Usdm, "order", "ETHUSDT",
            [
                "1 GET /fapi/v1/order?symbol=ETHUSDT&origClientOrderId=rc-1",
                "1 GET /fapi/v1/algoOrder?clientAlgoId=rc-1",
            ]
        },
        { Spot, "order", "ADAUSDT", ["4 GET /api/v3/order?symbol=ADAUSDT&origClientOrderId=rc-1"] },
        {
            Usdm, "history", "ETHUSDT",
            [
                "5 GET /fapi/v1/allOrders?symbol=ETHUSDT&startTime=1789910000000&endTime=1790000060000&limit=1000",
                "5 GET /fapi/v1/allAlgoOrders?symbol=ETHUSDT&startTime=1789910000000&endTime=1790000060000&limit=1000",
            ]
        },
        {
            Usdm, "history", null,
            ["5 GET /fapi/v1/allOrders?startTime=1789910000000&endTime=1790000060000&limit=1000"]
        },
        { Coinm, "history", null, [] },
        { Spot, "history", null, [] },
        { Spot, "history", "ADAUSDT", ["20 GET /api/v3/allOrders?symbol=ADAUSDT&limit=1000"] },
        {
            Usdm, "fills", "ETHUSDT",
            ["5 GET /fapi/v1/userTrades?symbol=ETHUSDT&startTime=1789996400000&endTime=1790000060000&limit=1000"]
        },
        {
            Coinm, "fills", "BTCUSD_PERP",
            ["5 GET /dapi/v1/userTrades?symbol=BTCUSD_PERP&startTime=1789996400000&endTime=1790000060000&limit=1000"]
        },
        {
            Spot, "fills", "ADAUSDT",
            ["20 GET /api/v3/myTrades?symbol=ADAUSDT&startTime=1789996400000&endTime=1790000060000&limit=1000"]
        },
        {
            Usdm, "fills", null,
            [
                "5 GET /fapi/v3/positionRisk",
                "30 GET /fapi/v1/income?incomeType=COMMISSION&startTime=1789996395000&endTime=1790000060000&limit=1000",
                "5 GET /fapi/v1/allOrders?startTime=1789477995000&endTime=1790000060000&limit=1000",
            ]
        },
        { Spot, "fills", null, [] },
        {
            Usdm, "flows", null,
            ["30 GET /fapi/v1/income?startTime=1789996400000&endTime=1790000060000&limit=1000"]
        },
        { Spot, "flows", null, [] },
        {
            Usdm, "marks", "ETHUSDT",
            ["*1 GET /fapi/v1/premiumIndex?symbol=ETHUSDT", "*2 GET /fapi/v1/ticker/bookTicker?symbol=ETHUSDT"]
        },
        { Coinm, "marks", null, ["*10 GET /dapi/v1/premiumIndex", "*5 GET /dapi/v1/ticker/bookTicker"] },
        { Spot, "marks", "ADAUSDT", ["*2 GET /api/v3/ticker/bookTicker?symbol=ADAUSDT"] },
        { Usdm, "instruments", "ETHUSDT", ["*1 GET /fapi/v1/exchangeInfo"] },
        { Coinm, "instruments", null, ["*1 GET /dapi/v1/exchangeInfo"] },
        { Spot, "instruments", "ADAUSDT", ["*20 GET /api/v3/exchangeInfo?symbol=ADAUSDT"] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task QueryAsync_AnyQuestion_MakesTheseCalls(
        BinanceProduct product, string question, string? symbol, string[] calls)
    {
        var reading = new Reading(product);
        foreach (string list in (string[])["balance", "positionRisk", "openOrders", "openAlgoOrders", "allOrders",
            "allAlgoOrders", "userTrades", "myTrades", "income", "premiumIndex", "bookTicker"])
        {
            reading.Api.On(list, "[]");
        }

        reading.Api.On("accountConfig", "{\"dualSidePosition\":false}").On("dual", "{\"dualSidePosition\":false}")
            .On("account", "{\"uid\":1,\"balances\":[]}").On("exchangeInfo", "{\"symbols\":[]}")
            .Fails("order", ScriptedApi.Refused(-2013)).Fails("algoOrder", ScriptedApi.Refused(-2013));

        VenueQuery query = Question(reading, question, symbol);
        VenueAnswer answer = await reading.AskAsync(query);

        Assert.Equal(calls, reading.Api.Lines);
        Assert.Equal(calls.Length == 0, answer.Coverage.Status == CoverageStatus.Unsupported);
        Assert.Same(query, answer.Query);
    }

    private static VenueQuery Question(Reading reading, string question, string? symbol)
    {
        InstrumentId? id = symbol is null ? null : reading.Id(symbol);
        AccountId account = reading.Account;
        DateTimeOffset from = Reading.Now.AddHours(-1);
        return question switch
        {
            "account" => new AccountQuery { Account = account },
            "balances" => new BalancesQuery { Account = account },
            "positions" => new PositionsQuery { Account = account, Instrument = id },
            "open" => new OpenOrdersQuery { Account = account, Instrument = id },
            "open regular" => new OpenOrdersQuery { Account = account, Instrument = id, Class = OrderClass.Regular },
            "open conditional" =>
                new OpenOrdersQuery { Account = account, Instrument = id, Class = OrderClass.Conditional },
            "order" => new OrderQuery { Account = account, Instrument = id, ClientOrder = new("rc-1") },
            "history" => new OrderHistoryQuery { Account = account, Instrument = id, From = from },
            "fills" => new FillsQuery { Account = account, Instrument = id, From = from },
            "flows" => new CashFlowsQuery { Account = account, Instrument = id, From = from },
            "marks" => new MarksQuery { Account = account, Instrument = id },
            _ => new InstrumentsQuery { Account = account, Instrument = id },
        };
    }
}
