using System.Globalization;

namespace PositionRecovery.Exchange.Tests;

public sealed class SignatureTests
{
    private const string Path = "/fapi/v1/order";

    /// <summary>Query, body, which of them is signed at the end, what comes of it. NOW is the time.</summary>
    [Theory]
    [InlineData("symbol=ETHUSDT&orderId=1&timestamp=NOW&signature=S", "", -2013)]
    [InlineData("timestamp=NOW&orderId=1&symbol=ETHUSDT&signature=S", "", -2013)]
    [InlineData("symbol=ETHUSDT&origClientOrderId=rc%3A7f%2F3a&timestamp=NOW&signature=S", "", -2013)]
    [InlineData("symbol=ETHUSDT&orderId=1&timestamp=NOW&signature=SX", "", -1022)]
    [InlineData("symbol=ETHUSDT&orderId=1&signature=S&timestamp=NOW", "", -1022)]
    [InlineData("symbol=ETHUSDT&orderId=1&timestamp=NOW", "", -1102)]
    [InlineData("symbol=ETHUSDT&orderId=1&signature=S", "", -1102)]
    public async Task Read_Signed_IsJudgedByTheExactText(string query, string body, int code)
    {
        await using House house = await House.OpenAsync();
        Assert.Equal(code, (await SendAsync(house, "GET", query, body)).Code);
    }

    [Theory]
    [InlineData("", "symbol=ETHUSDT&side=BUY&type=MARKET&quantity=0.010&timestamp=NOW&signature=S")]
    [InlineData("symbol=ETHUSDT&recvWindow=5000", "side=BUY&type=MARKET&quantity=0.010&timestamp=NOW&signature=S")]
    [InlineData("symbol=ETHUSDT&side=BUY&type=MARKET&quantity=0.010&timestamp=NOW&signature=S", "")]
    [InlineData("side=BUY&quantity=0.010", "symbol=ETHUSDT&side=SELL&type=MARKET&timestamp=NOW&signature=S")]
    public async Task Order_SignedOverQueryAndBody_IsTaken(string query, string body)
    {
        await using House house = await House.OpenAsync();
        Answer answer = await SendAsync(house, "POST", query, body);
        Assert.Equal("BUY", answer.Ok()["side"].GetString());
        Assert.Equal(0.010m, house.Futures.QuantityOf(new BookKey(House.Account, House.Eth, PositionSide.Net)));
    }

    [Theory]
    [InlineData(null, "GET", 401, -2014)]
    [InlineData("no-such-key", "GET", 401, -2015)]
    [InlineData("read-key", "GET", 400, -1022)]
    [InlineData("read-key", "POST", 401, -2015)]
    public async Task Key_WrongOrNotAllowed_IsRefused(string? key, string method, int status, int code)
    {
        await using House house = await House.OpenAsync();
        Answer answer = await house.Client.SendAsync(
            method, Path, Fill("symbol=ETHUSDT&orderId=1&timestamp=NOW&signature=S", "", house), "", key);
        Assert.Equal((status, code), ((int)answer.Status, answer.Code));
    }

    [Theory]
    [InlineData(0, null, -2013)]
    [InlineData(999, null, -2013)]
    [InlineData(1_000, null, -1021)]
    [InlineData(-5_000, null, -2013)]
    [InlineData(-5_001, null, -1021)]
    [InlineData(-9_000, 10_000, -2013)]
    [InlineData(-2_001, 2_000, -1021)]
    [InlineData(0, 60_001, -1131)]
    public async Task Time_AtTheEdges_IsJudged(long ahead, int? window, int code)
    {
        await using House house = await House.OpenAsync();
        string query = "symbol=ETHUSDT&orderId=1"
            + (window is { } w ? string.Create(CultureInfo.InvariantCulture, $"&recvWindow={w}") : "");
        Assert.Equal(code, (await house.Client.SignedAsync("GET", Path, query, ahead)).Code);
    }

    [Fact]
    public async Task Vector_OfTheDocumentation_IsWhatWeSign()
    {
        await using House house = await House.OpenAsync();
        Assert.Equal(
            "fa18f0773a8e735847f03fc04f1c8f10be1d0dc03f463dfadd96a6b684fa7427",
            Caller.Sign(
                House.Key.Secret,
                "symbol=ETHUSDT&recvWindow=5000side=BUY&type=MARKET&quantity=0.010&timestamp=1790000000789"));
    }

    private static Task<Answer> SendAsync(House house, string method, string query, string body) =>
        house.Client.SendAsync(
            method, Path, Fill(query, body, house), Fill(body, query, house, isBody: true), House.Key.Key);

    /// <summary>Puts in the time, and the signature of both texts.</summary>
    private static string Fill(string text, string other, House house, bool isBody = false)
    {
        string stamp = house.Futures.Now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        string Bare(string t) => t.Replace("=NOW", "=" + stamp, StringComparison.Ordinal);
        string Unsigned(string t)
        {
            string bare = Bare(t);
            int at = bare.IndexOf("signature=", StringComparison.Ordinal);
            return at < 0 ? bare : bare[..Math.Max(0, at - 1)];
        }

        string payload = isBody ? Unsigned(other) + Unsigned(text) : Unsigned(text) + Unsigned(other);
        return Bare(text).Replace(
            "signature=S", "signature=" + Caller.Sign(House.Key.Secret, payload), StringComparison.Ordinal);
    }
}
