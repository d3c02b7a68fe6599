using System.Globalization;
using System.Text;
using System.Text.Json;
using PositionRecovery.Binance;

namespace PositionRecovery.Benchmarks.Floor;

/// <summary>What making reports of Binance's answers costs beside plain reading of the same bytes, token by token.
/// </summary>
internal static class ParseFloor
{
    private const int Runs = 31;
    private const int Pages = 20;

    private static readonly Naming Names = new(new AccountId("BINANCE-USDM:main"));

    internal static void Run()
    {
        Console.WriteLine("parse|rows|bytes|ms|ns/row|allocated/row|raw ms|ratio");
        Measure("orders", Page(1_000, Order), static body => OrderRows.Futures(body, Names).Rows.Count);
        Measure("executions", Page(1_000, Execution), static body => FillRows.Read(body, Names).Rows.Count);
        Measure("positions", Page(500, Position), static body => PositionRows.Read(body, Names).Rows.Count);
    }

    private static void Measure(string name, (byte[] Body, int Rows) page, Func<ReadOnlyMemory<byte>, int> map)
    {
        (Measurement mapped, Measurement raw) = Measurement.Of(
            () =>
            {
                for (int i = 0; i < Pages; i++)
                {
                    int rows = map(page.Body);
                    if (rows != page.Rows)
                    {
                        throw new InvalidOperationException($"Of {page.Rows} {name} {rows} were understood.");
                    }
                }
            },
            () =>
            {
                for (int i = 0; i < Pages; i++)
                {
                    ReadPlain(page.Body);
                }
            },
            Runs);
        double all = (double)Pages * page.Rows;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"parse {name}|{page.Rows}|{page.Body.Length}|{mapped.Milliseconds / Pages:F3}"
            + $"|{mapped.Milliseconds * 1e6 / all:F0}|{mapped.Bytes / all:F0}|{raw.Milliseconds / Pages:F3}"
            + $"|{mapped.Milliseconds / raw.Milliseconds:F2}x"));
    }

    private static void ReadPlain(byte[] body)
    {
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
        }
    }

    private static (byte[] Body, int Rows) Page(int rows, Func<int, string> row) =>
        (Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(0, rows).Select(row))}]"), rows);

    private static string Order(int i) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {"orderId":{{8_389_765_000L + (i * 37)}},"symbol":"{{Symbol(i / 4)}}","status":"{{(i % 3 == 0 ? "CANCELED" : "FILLED")}}",
        "clientOrderId":"rc-7f3a91c2d4e5-{{i}}","price":"{{4_100 + i}}.50","avgPrice":"{{4_100 + i}}.50000","origQty":"0.250",
        "executedQty":"0.{{100 + (i % 150)}}","cumQuote":"410.05000","timeInForce":"GTC","type":"LIMIT","reduceOnly":false,
        "closePosition":false,"side":"{{Side(i)}}","positionSide":"BOTH","stopPrice":"0","workingType":"CONTRACT_PRICE",
        "priceProtect":false,"origType":"LIMIT","priceMatch":"NONE","selfTradePreventionMode":"EXPIRE_MAKER",
        "goodTillDate":0,"time":{{Time(i)}},"updateTime":{{Time(i) + 3_870}}}
        """).ReplaceLineEndings(string.Empty);

    private static string Execution(int i) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {"symbol":"ETHUSDT","id":{{555_001_000L + i}},"orderId":{{8_389_765_000L + (i / 5 * 37)}},"side":"{{Side(i / 5)}}",
        "price":"{{4_100 + (i % 97)}}.50","qty":"0.{{100 + (i % 150)}}","realizedPnl":"0.{{10_000 + i}}","quoteQty":"410.05000",
        "commission":"0.08{{200 + (i % 700)}}","commissionAsset":"USDT","time":{{Time(i)}},"positionSide":"BOTH",
        "maker":{{(i % 2 == 0 ? "true" : "false")}},"buyer":{{(i / 5 % 2 == 0 ? "true" : "false")}}}
        """).ReplaceLineEndings(string.Empty);

    private static string Position(int i) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {"symbol":"{{Symbol(i)}}","positionSide":"BOTH","positionAmt":"-{{i + 1}}.100","entryPrice":"{{4_100 + i}}.5",
        "breakEvenPrice":"{{4_099 + i}}.3","markPrice":"{{4_090 + i}}.00000000","unRealizedProfit":"1.05000000",
        "liquidationPrice":"{{9_120 + i}}.1","isolatedMargin":"0","notional":"-409.00000000","marginAsset":"USDT",
        "isolatedWallet":"0","initialMargin":"20.45","maintMargin":"2.04","positionInitialMargin":"20.45",
        "openOrderInitialMargin":"0","adl":2,"bidNotional":"0","askNotional":"0","updateTime":{{Time(i)}}}
        """).ReplaceLineEndings(string.Empty);

    private static string Symbol(int i) => string.Create(CultureInfo.InvariantCulture, $"S{i % 500:D3}USDT");

    private static string Side(int i) => i % 2 == 0 ? "BUY" : "SELL";

    private static long Time(int i) => 1_790_000_000_130L + (i * 61_007L);
}
