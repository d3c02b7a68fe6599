using System.Net;
using System.Text;

namespace PositionRecovery.Binance.Tests;

public sealed class ErrorTableTests
{
    private const BinanceProduct Futures = BinanceProduct.UsdMarginedFutures;
    private const BinanceProduct Coin = BinanceProduct.CoinMarginedFutures;
    private const BinanceProduct Spot = BinanceProduct.Spot;
    private const string Throttled =
        """{"code":-1008,"msg":"Request throttled by system-level protection. Reduce-only/close-position orders are exempt."}""";

    public static TheoryData<BinanceProduct, int, string, string> Answers => new()
    {
        // product, status, body, "kind transient execution"
        { Futures, 400, Code(-2019), "Refused False NotExecuted" },
        { Coin, 400, Code(-2019), "Refused False NotExecuted" },
        { Futures, 400, Code(-2021), "WouldTrigger False NotExecuted" },
        { Spot, 400, Code(-2021), "Other False Unknown" },
        { Futures, 400, Code(-2022), "Refused False NotExecuted" },
        { Spot, 400, Code(-2022), "Refused False NotExecuted" },
        { Futures, 400, Code(-2026), "Refused False NotExecuted" },
        { Spot, 400, Code(-2026), "NoSuchOrder False NotExecuted" },
        { Futures, 400, Code(-2018), "Refused False NotExecuted" },
        { Spot, 400, Code(-2018), "NoSuchOrder False NotExecuted" },
        { Futures, 400, Code(-2011), "NoSuchOrder False NotExecuted" },
        { Spot, 400, Code(-2011), "NoSuchOrder False NotExecuted" },
        { Futures, 400, Code(-2013), "NoSuchOrder False NotExecuted" },
        { Futures, 400, Code(-4116), "Duplicate False Unknown" },
        { Futures, 400, Code(-4117), "Other True Unknown" },
        { Futures, 400, Code(-4120), "OtherService False NotExecuted" },
        { Futures, 400, Code(-1021), "Clock True NotExecuted" },
        { Futures, 400, Code(-5028), "Clock True NotExecuted" },
        { Coin, 400, Code(-4188), "Clock True NotExecuted" },
        { Futures, 400, Code(-1022), "Key False NotExecuted" },
        { Futures, 401, Code(-2015), "Key False NotExecuted" },
        { Futures, 400, Code(-4531), "Unavailable True NotExecuted" },
        { Futures, 400, Code(-1000), "Other True Unknown" },
        { Futures, 400, Code(-1001), "Other True Unknown" },
        { Futures, 400, Code(-1006), "Other True Unknown" },
        { Spot, 400, Code(-1007), "Other True Unknown" },
        { Futures, 408, Code(-2019), "Other True Unknown" },
        { Futures, 400, Code(-987654), "Refused False NotExecuted" },
        { Spot, 400, Code(-1013, "Filter failure: LOT_SIZE"), "Refused False NotExecuted" },
        { Spot, 400, Code(-2010, "Account has insufficient balance for requested action."), "Refused False NotExecuted" },
        { Spot, 400, Code(-2010, "Duplicate order sent."), "Duplicate False Unknown" },
        { Spot, 400, Code(-2010, "Stop price would trigger immediately."), "WouldTrigger False NotExecuted" },
        { Spot, 400, Code(-2010, "Order would immediately match and take."), "Refused False NotExecuted" },
        { Futures, 429, Code(-1003), "Limited True NotExecuted" },
        { Spot, 429, Code(-1015), "Limited True NotExecuted" },
        { Futures, 418, "", "Limited True NotExecuted" },
        { Futures, 403, "<html>", "Limited True NotExecuted" },
        { Coin, 404, "<html>", "Unavailable False NotExecuted" },
        { Futures, 451, "{}", "Unavailable False NotExecuted" },
        { Futures, 400, "<html>", "Other True Unknown" },
        { Futures, 307, "", "Other True Unknown" },
        { Futures, 500, Code(-2019), "Other True Unknown" },
        { Futures, 502, "<html>", "Other True Unknown" },
        { Futures, 503, Text("Unknown error, please check your request or try again later."), "Other True Unknown" },
        { Futures, 503, Text("Service Unavailable."), "Unavailable True NotExecuted" },
        { Spot, 503, Text("Service Unavailable."), "Other True Unknown" },
        {
            Futures, 503, Text("Internal error; unable to process your request. Please try again."),
            "Unavailable True NotExecuted"
        },
        { Futures, 503, Throttled, "Unavailable True NotExecuted" },
        { Spot, 503, Throttled, "Unavailable True NotExecuted" },
        { Futures, 504, Code(-1007), "Other True Unknown" },
        { Futures, 400, """{"code":"-2019","msg":7}""", "Other True Unknown" },
        { Futures, 400, "[1]", "Other True Unknown" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void Of_AnAnswer_SaysWhatItIsAboutAndWhetherItWasDone(
        BinanceProduct product, int status, string body, string expected)
    {
        ApiException error = Of(product, status, body);

        Assert.Equal(expected, $"{error.Kind} {error.IsTransient} {error.Execution}");
        Assert.Equal((HttpStatusCode)status, error.Status);
    }

    [Theory]
    [InlineData(Futures)]
    [InlineData(Spot)]
    public void Rows_OfAProduct_HaveWordsAndAKind(BinanceProduct product) => Assert.All(
        ErrorTable.Rows(product), static row =>
        {
            Assert.NotEmpty(row.Meaning.Text);
            Assert.Equal(
                row.Meaning.Kind is ErrorKind.Duplicate or ErrorKind.Other,
                row.Meaning.Execution == ExecutionKnowledge.Unknown);
        });

    [Fact]
    public void Of_LongWords_AreCutAndHarmless()
    {
        ApiException error = Of(Futures, 400, Code(-2019, "a\\u0007b\\n" + string.Concat(Enumerable.Repeat("word ", 200))));

        Assert.DoesNotContain(error.Message, char.IsControl);
        Assert.InRange(error.Message.Length, 200, 300);
        Assert.Contains("code -2019", error.Message, StringComparison.Ordinal);
    }

    internal static string Code(int code, string text = "text") => $$"""{"code":{{code}},"msg":"{{text}}"}""";

    private static string Text(string text) => $$"""{"msg":"{{text}}"}""";

    private static ApiException Of(BinanceProduct product, int status, string body) => Failures.Of(
        product,
        new ApiRequest { Method = HttpMethod.Post, Path = "/fapi/v1/order", Weight = 0 },
        (HttpStatusCode)status,
        Encoding.UTF8.GetBytes(body),
        null,
        Wire.Start,
        []);
}
