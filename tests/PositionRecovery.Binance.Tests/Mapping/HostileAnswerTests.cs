using System.Text.Json.Nodes;

namespace PositionRecovery.Binance.Tests;

/// <summary>Answers with one thing wrong: the row is named by field and value, the others are still shown.</summary>
public sealed class HostileAnswerTests
{
    private static readonly string[] Lists =
    [
        "usdm-openOrders", "usdm-openAlgoOrders", "coinm-openOrders", "spot-allOrders", "usdm-positionRisk-hedge",
        "usdm-balance", "usdm-userTrades", "spot-myTrades", "usdm-income", "usdm-premiumIndex", "spot-bookTicker",
    ];

    /// <summary>Each field a report cannot be without.</summary>
    public static TheoryData<string, string> Needed => new()
    {
        { "usdm-openOrders", "symbol" }, { "usdm-openOrders", "orderId" }, { "usdm-openOrders", "side" },
        { "usdm-openOrders", "status" }, { "usdm-openAlgoOrders", "symbol" }, { "usdm-openAlgoOrders", "algoId" },
        { "usdm-openAlgoOrders", "side" }, { "usdm-openAlgoOrders", "algoStatus" },
        { "usdm-positionRisk-hedge", "symbol" }, { "usdm-positionRisk-hedge", "positionAmt" },
        { "usdm-positionRisk-hedge", "positionSide" }, { "usdm-balance", "asset" }, { "usdm-balance", "balance" },
        { "usdm-userTrades", "symbol" }, { "usdm-userTrades", "id" }, { "usdm-userTrades", "qty" },
        { "usdm-userTrades", "price" }, { "usdm-userTrades", "time" }, { "usdm-userTrades", "commissionAsset" },
        { "usdm-income", "incomeType" }, { "usdm-income", "tranId" }, { "usdm-income", "income" },
        { "usdm-income", "asset" }, { "usdm-income", "time" }, { "spot-bookTicker", "symbol" },
    };

    /// <summary>Each number, and each word that must be known.</summary>
    public static TheoryData<string, string, string> Wrong
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (string name in (string[])["price", "origQty", "executedQty", "avgPrice", "stopPrice"])
            {
                foreach (string value in (string[])["\"1,5\"", "\"abc\"", "true", "{}", "[1]", "1e40"])
                {
                    data.Add("usdm-openOrders", name, value);
                }
            }

            data.Add("usdm-openOrders", "origQty", "\"-1\"");
            data.Add("usdm-openOrders", "origQty", "\"1000000000000001\"");
            data.Add("usdm-openOrders", "orderId", "-4");
            data.Add("usdm-openOrders", "orderId", "1.5");
            data.Add("usdm-openOrders", "orderId", "99999999999999999999");
            data.Add("usdm-openOrders", "symbol", "\"ETH USDT\"");
            data.Add("usdm-openOrders", "symbol", $"\"{new string('A', 129)}\"");
            data.Add("usdm-openOrders", "side", "\"HOLD\"");
            data.Add("usdm-openOrders", "positionSide", "\"MIDDLE\"");
            data.Add("usdm-openOrders", "clientOrderId", "\"\\u0000\"");
            data.Add("usdm-openOrders", "reduceOnly", "\"maybe\"");
            data.Add("usdm-openOrders", "time", "-1");
            data.Add("usdm-openOrders", "time", "999999999999999999");
            data.Add("usdm-userTrades", "qty", "\"0\"");
            data.Add("usdm-userTrades", "price", "\"1e13\"");
            data.Add("usdm-userTrades", "side", "\"SWAP\"");
            data.Add("usdm-userTrades", "maker", "3");
            data.Add("usdm-positionRisk-hedge", "positionAmt", "\"NaN\"");
            data.Add("usdm-positionRisk-hedge", "positionSide", "\"UP\"");
            data.Add("usdm-openAlgoOrders", "actualOrderId", "\"abc\"");
            data.Add("usdm-openAlgoOrders", "side", "\"HOLD\"");
            data.Add("usdm-income", "tranId", "\"x\"");
            data.Add("usdm-balance", "asset", "\"\\ud800\"");
            return data;
        }
    }

    public static TheoryData<string> AllLists => [.. Lists];

    [Theory]
    [MemberData(nameof(Needed))]
    public void Read_FieldMissing_NamesItAndKeepsTheOtherRows(string file, string field)
    {
        JsonArray rows = RowsOf(file);
        ((JsonObject)rows[0]!).Remove(field);

        var (reports, fault) = Payload.Map(file, Payload.Utf8(rows.ToJsonString()));

        Assert.Contains($"{field} is missing", fault, StringComparison.Ordinal);
        Assert.Equal(Payload.Map(file, Payload.Of(file)).Reports.Count - Shown(file), reports.Count);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Read_FieldWrong_NamesItAndKeepsTheOtherRows(string file, string field, string value)
    {
        JsonArray rows = RowsOf(file);
        rows[0]![field] = "@@";
        string body = rows.ToJsonString().Replace("\"@@\"", value, StringComparison.Ordinal);

        var (reports, fault) = Payload.Map(file, Payload.Utf8(body));

        Assert.NotNull(fault);
        Assert.InRange(fault.Length, 1, 300);
        Assert.Equal(Payload.Map(file, Payload.Of(file)).Reports.Count - Shown(file), reports.Count);
    }

    [Fact]
    public void Read_FieldWrong_TellsFieldAndValue()
    {
        JsonArray rows = RowsOf("usdm-openOrders");
        rows[0]!["price"] = "12,5";

        Assert.Equal("price is '12,5'", Payload.Map("usdm-openOrders", Payload.Utf8(rows.ToJsonString())).Fault);
    }

    [Theory]
    [InlineData("usdm-openOrders", "status")]
    [InlineData("usdm-openOrders", "type")]
    [InlineData("usdm-openOrders", "timeInForce")]
    [InlineData("usdm-openAlgoOrders", "algoStatus")]
    [InlineData("usdm-openAlgoOrders", "orderType")]
    [InlineData("usdm-income", "incomeType")]
    public void Read_WordNobodyKnows_IsUnknownAndNoFault(string file, string field)
    {
        JsonArray rows = RowsOf(file);
        rows[0]![field] = "BRAND_NEW_WORD";

        var (reports, fault) = Payload.Map(file, Payload.Utf8(rows.ToJsonString()));

        Assert.Null(fault);
        Assert.Equal(Payload.Map(file, Payload.Of(file)).Reports.Count, reports.Count);
        Assert.True(reports[0] switch
        {
            OrderReport { RawStatus: "BRAND_NEW_WORD" } o => o.Status == OrderStatus.Unknown,
            OrderReport o => o.Type == OrderType.Unknown || o.TimeInForce == TimeInForce.Unknown,
            CashFlowReport f => f.FlowKind == CashFlowKind.Unknown,
            _ => false,
        });
    }

    [Theory]
    [MemberData(nameof(AllLists))]
    public void Read_FieldsNobodyKnows_AreIgnored(string file)
    {
        JsonArray rows = RowsOf(file);
        foreach (JsonNode? row in rows)
        {
            row!["brandNew"] = JsonNode.Parse("""{"symbol":"X","deep":[[1,{"side":"SELL"}],"t"],"n":null}""");
            row["note"] = new string('x', 5_000);
        }

        var (reports, fault) = Payload.Map(file, Payload.Utf8(rows.ToJsonString()));

        Assert.Null(fault);
        Assert.Equal(Payload.Map(file, Payload.Of(file)).Reports, reports);
    }

    [Theory]
    [MemberData(nameof(AllLists))]
    public void Read_CutOffAnywhere_IsNeverAnAnswer(string file)
    {
        byte[] body = Payload.Of(file);
        int end = body.AsSpan().TrimEnd("\r\n "u8).Length;
        for (int length = 0; length < end; length += 1 + (length / 40))
        {
            Assert.Throws<MalformedBodyException>(() => Payload.Map(file, body.AsMemory(0, length)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>502 Bad Gateway</body></html>")]
    [InlineData("\"ok\"")]
    [InlineData("null")]
    [InlineData("[] []")]
    [InlineData("[{\"a\":[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]}]")]
    public void Read_NoList_IsNoAnswer(string body) => Assert.Throws<MalformedBodyException>(
        () => Payload.Map("usdm-openOrders", Payload.Utf8(body)));

    [Theory]
    [InlineData("[1]")]
    [InlineData("[null]")]
    [InlineData("[[]]")]
    [InlineData("{\"code\":-1000,\"msg\":\"an error with status 200\"}")]
    public void Read_RowsThatAreNone_AreAFault(string body)
    {
        var (reports, fault) = Payload.Map("usdm-positionRisk-oneway", Payload.Utf8(body));

        Assert.Empty(reports);
        Assert.NotNull(fault);
    }

    [Theory]
    [InlineData("usdm-exchangeInfo", "{\"symbols\":7}")]
    [InlineData("usdm-exchangeInfo", "{}")]
    [InlineData("spot-account", "{\"uid\":1}")]
    [InlineData("spot-account", "{\"balances\":[{\"asset\":\"A\",\"free\":\"1\"}]}")]
    [InlineData("spot-account", "{\"balances\":[{\"asset\":\"A\",\"free\":\"9e28\",\"locked\":\"9e28\"}]}")]
    [InlineData("usdm-accountConfig", "{\"dualSidePosition\":\"perhaps\"}")]
    [InlineData("coinm-exchangeInfo", "{\"symbols\":[{\"symbol\":\"A\",\"quoteAsset\":\"USD\",\"filters\":[]}]}")]
    public void Read_ObjectWithoutItsParts_IsAFault(string file, string body)
    {
        var (reports, fault) = Payload.Map(file, Payload.Utf8(body));

        Assert.Empty(reports);
        Assert.NotNull(fault);
    }

    [Fact]
    public void Read_OneSymbolWithoutATick_LeavesTheOthers()
    {
        var root = (JsonObject)JsonNode.Parse(Payload.Of("coinm-exchangeInfo"))!;
        root["symbols"]![0]!["filters"]![0]!["tickSize"] = "0";

        var (reports, fault) = Payload.Map("coinm-exchangeInfo", Payload.Utf8(root.ToJsonString()));

        Assert.Equal("tickSize of BINANCE-COINM:BTCUSD_PERP is missing or not greater than 0", fault);
        Assert.Single(reports);
    }

    [Theory]
    [InlineData(1, "minQty", "0", null)]
    [InlineData(1, "minQty", null, null)]
    [InlineData(1, "minQty", "-1", "minQty")]
    [InlineData(1, "minQty", "10001", "minQty")]
    [InlineData(1, "minQty", "much", "minQty")]
    [InlineData(1, "maxQty", "0", null)]
    [InlineData(1, "maxQty", "92233720368547758070", null)]
    [InlineData(1, "maxQty", "-0.1", "maxQty")]
    [InlineData(2, "maxQty", "0", null)]
    [InlineData(2, "maxQty", "-1", "maxQty")]
    [InlineData(3, "notional", "0", null)]
    [InlineData(3, "notional", "1e13", "minNotional")]
    [InlineData(3, "notional", "-5", "minNotional")]
    public void Read_BoundThatIsNone_BoundsNothingAndNonsenseIsAFault(
        int filter, string field, string? value, string? blamed)
    {
        var root = (JsonObject)JsonNode.Parse(Payload.Of("usdm-exchangeInfo"))!;
        root["symbols"]![0]!["filters"]![filter]![field] = value;

        var (reports, fault) = Payload.Map("usdm-exchangeInfo", Payload.Utf8(root.ToJsonString()));

        InstrumentDefinition read = Assert.IsType<InstrumentReport>(Assert.Single(reports)).Definition;
        Assert.Null((filter, field) switch
        {
            (1, "minQty") => read.MinQuantity,
            (1, _) => read.MaxQuantity,
            (2, _) => read.MaxMarketQuantity,
            _ => read.MinNotional,
        });
        Assert.Equal(blamed is null, fault is null);
        Assert.Contains(blamed ?? string.Empty, fault ?? string.Empty, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OldFilterOfSpot_GivesTheMinimumToo()
    {
        var root = (JsonObject)JsonNode.Parse(Payload.Of("spot-exchangeInfo"))!;
        root["symbols"]![0]!["filters"]![3]!["filterType"] = "MIN_NOTIONAL";

        var (reports, _) = Payload.Map("spot-exchangeInfo", Payload.Utf8(root.ToJsonString()));

        Assert.Equal(5m, Assert.IsType<InstrumentReport>(Assert.Single(reports)).Definition.MinNotional);
    }

    [Fact]
    public void Read_MoreRowsThanAPageHas_StopsAndSaysSo()
    {
        JsonArray rows = RowsOf("usdm-userTrades");

        Page<FillReport> page = FillRows.Read(Payload.Utf8(rows.ToJsonString()), Payload.Usdm, limit: 2);

        Assert.Equal(2, page.Rows.Count);
        Assert.Equal("the answer has more than 2 rows", page.Fault);
    }

    private static JsonArray RowsOf(string file) => JsonNode.Parse(Payload.Of(file)) switch
    {
        JsonArray rows => rows,
        JsonNode row => [row.DeepClone()],
        _ => throw new InvalidOperationException(file),
    };

    /// <summary>How many reports the first row of a file gives: the empty netted row next to legs gives none.</summary>
    private static int Shown(string file) => file == "usdm-positionRisk-hedge" ? 0 : 1;
}
