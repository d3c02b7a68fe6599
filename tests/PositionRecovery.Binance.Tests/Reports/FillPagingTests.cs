namespace PositionRecovery.Binance.Tests;

/// <summary>Executions come in pages and stretches of time; the answer says how far back it is whole.</summary>
public sealed class FillPagingTests
{
    [Theory]
    [InlineData(499, 1)]
    [InlineData(500, 2)]
    [InlineData(1_000, 2)]
    [InlineData(1_001, 2)]
    [InlineData(2_000, 3)]
    [InlineData(2_499, 3)]
    [InlineData(2_500, 4)]
    public async Task Fills_PagesOfOneStretch_AreReadToTheEnd(int trades, int calls)
    {
        Reading reading = new Reading(BinanceProduct.UsdMarginedFutures).WithTrades("userTrades", Every(trades, 20));

        VenueAnswer answer = await reading.AskAsync(reading.Fills("ETHUSDT", TimeSpan.FromDays(1)));

        Assert.Equal(CoverageStatus.Complete, answer.Coverage.Status);
        Assert.Equal(Reading.Now.AddSeconds(1), answer.Coverage.To);
        Assert.Equal(trades, answer.Reports.Count);
        Assert.Equal(calls, reading.Api.Asked.Count);
    }

    /// <summary>A venue may give pages of the length it has by default, whatever is asked for.</summary>
    [Theory]
    [InlineData(BinanceProduct.UsdMarginedFutures, "userTrades", 700)]
    [InlineData(BinanceProduct.UsdMarginedFutures, "userTrades", 1_500)]
    [InlineData(BinanceProduct.Spot, "myTrades", 700)]
    [InlineData(BinanceProduct.Spot, "myTrades", 1_500)]
    public async Task Fills_PagesShorterThanAskedFor_AreReadToTheEnd(BinanceProduct product, string path, int trades)
    {
        Reading reading = new Reading(product).WithTrades(path, 500, Every(trades, 100));

        VenueAnswer answer = await reading.AskAsync(reading.Fills("ETHUSDT", TimeSpan.FromDays(3)));

        Assert.Equal(CoverageStatus.Complete, answer.Coverage.Status);
        Assert.Equal(trades, answer.Reports.Count);
    }

    [Fact]
    public async Task Fills_OfManyDays_AreReadInStretchesOfSevenDaysAndShownOnce()
    {
        Reading reading = new Reading(BinanceProduct.UsdMarginedFutures).WithTrades("userTrades", Every(300, 6_000));

        VenueAnswer answer = await reading.AskAsync(reading.Fills("ETHUSDT", TimeSpan.FromDays(20)));

        Assert.Equal(CoverageStatus.Complete, answer.Coverage.Status);
        Assert.Equal(Reading.Now.AddDays(-20), answer.Coverage.From);
        Assert.Equal(3, reading.Api.Asked.Count);
        Assert.Equal(
            Enumerable.Range(13, 288), answer.Reports.Cast<FillReport>().Select(static f => (int)f.Sequence!));
        Assert.All(reading.Api.Asked, static r => Assert.InRange(
            ScriptedApi.Number(r, "endTime") - ScriptedApi.Number(r, "startTime"),
            0,
            (long)TimeSpan.FromDays(7).TotalMilliseconds));
    }

    [Fact]
    public async Task Fills_BeforeWhatIsKept_ArePartialFromThere()
    {
        Reading reading = new Reading(BinanceProduct.UsdMarginedFutures).WithTrades("userTrades", Every(3, 60));

        VenueAnswer answer = await reading.AskAsync(reading.Fills("ETHUSDT", TimeSpan.FromDays(120)));

        Assert.Equal(CoverageStatus.Partial, answer.Coverage.Status);
        Assert.Equal(Reading.Now.AddDays(-89), answer.Coverage.From);
        Assert.Contains("89 days", answer.Coverage.Reason, StringComparison.Ordinal);
        Assert.Equal(3, answer.Reports.Count);
    }

    [Fact]
    public async Task Fills_MorePagesThanAnAnswerMayTake_ArePartialFromTheLastWholeStretch()
    {
        // The last seven days take 36 pages; the seven before them take more than are left.
        Reading reading = new Reading(BinanceProduct.UsdMarginedFutures).WithTrades("userTrades", Every(80_000, 17));

        VenueAnswer answer = await reading.AskAsync(reading.Fills("ETHUSDT", TimeSpan.FromDays(14)));

        Assert.Equal(CoverageStatus.Partial, answer.Coverage.Status);
        DateTimeOffset from = answer.Coverage.From!.Value;
        Assert.Equal(Reading.Now.AddDays(-7).AddMinutes(2), from);
        Assert.Equal(
            (int)((Reading.Now - from).TotalSeconds / 17),
            answer.Reports.Cast<FillReport>().Count(f => f.At >= from));
        Assert.InRange(reading.Api.Asked.Count, 40, Limits.Pages);
    }

    [Fact]
    public async Task Fills_PagesThatGoRoundInCircles_ClaimNothing()
    {
        var reading = new Reading(BinanceProduct.UsdMarginedFutures);
        string page = Reading.List(Enumerable.Range(1, 1_000).Select(i =>
            Reading.Trade(i, Reading.Now.AddMinutes(-5))));
        reading.Api.On("userTrades", page);

        VenueAnswer answer = await reading.AskAsync(reading.Fills("ETHUSDT", TimeSpan.FromDays(1)));

        Assert.Equal(CoverageStatus.Partial, answer.Coverage.Status);
        Assert.Equal(answer.Coverage.To, answer.Coverage.From);
        Assert.Equal(2, reading.Api.Asked.Count);
    }

    [Fact]
    public async Task Fills_OneRowNotUnderstood_ClaimNothingAndNameIt()
    {
        var reading = new Reading(BinanceProduct.UsdMarginedFutures);
        reading.Api.On("userTrades", Reading.List(
        [
            Reading.Trade(1, Reading.Now.AddMinutes(-5)).Replace("\"10\"", "\"ten\"", StringComparison.Ordinal),
            Reading.Trade(2, Reading.Now.AddMinutes(-4)),
        ]));

        VenueAnswer answer = await reading.AskAsync(reading.Fills("ETHUSDT", TimeSpan.FromDays(1)));

        Assert.Equal(CoverageStatus.Partial, answer.Coverage.Status);
        Assert.Equal(answer.Coverage.To, answer.Coverage.From);
        Assert.Equal("/fapi/v1/userTrades: price is 'ten'", answer.Coverage.Reason);
        Assert.Single(answer.Reports);
    }

    [Theory]
    [InlineData(400, 1, 20)]
    [InlineData(700, 2, 40)]
    [InlineData(1_000, 2, 40)]
    public async Task Fills_OfSpot_TakeTheLatestPageInsteadOfManyDays(int trades, int calls, int weight)
    {
        Reading reading = new Reading(BinanceProduct.Spot).WithTrades("myTrades", Every(trades, 10_000));

        VenueAnswer answer = await reading.AskAsync(reading.Fills("ADAUSDT", TimeSpan.FromDays(30)));

        Assert.Equal(CoverageStatus.Complete, answer.Coverage.Status);
        Assert.Equal(Math.Min(trades, 259), answer.Reports.Count);
        Assert.Equal((calls, weight), (reading.Api.Asked.Count, reading.Api.Weight));
    }

    [Fact]
    public async Task Fills_OfSpotBeyondTheLatestPage_GoBackDayByDay()
    {
        Reading reading = new Reading(BinanceProduct.Spot).WithTrades("myTrades", Every(2_400, 120));

        VenueAnswer answer = await reading.AskAsync(reading.Fills("ADAUSDT", TimeSpan.FromDays(3)));

        Assert.Equal(CoverageStatus.Complete, answer.Coverage.Status);
        Assert.Equal(2_160, answer.Reports.Count);
        Assert.Equal(5, reading.Api.Asked.Count);
    }

    /// <summary>Executions that lie so many seconds apart, the last one so long ago.</summary>
    private static (long Id, DateTimeOffset At)[] Every(int count, int seconds) =>
    [
        .. Enumerable.Range(1, count).Select(i =>
            ((long)i, Reading.Now.AddSeconds(-seconds * (double)(count - i + 1)))),
    ];
}
