using System.Globalization;

namespace PositionRecovery.Binance.Tests;

public sealed class HistoryTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static TheoryData<BinanceProduct, string, int, string> Pages => new()
    {
        { BinanceProduct.UsdMarginedFutures, "BINANCE-USDM:ETHUSDT", 50, "/fapi/v1/klines?symbol=ETHUSDT&interval=1m" },
        { BinanceProduct.CoinMarginedFutures, "BINANCE-COINM:BTCUSD_PERP", 3, "/dapi/v1/klines?symbol=BTCUSD_PERP&interval=1m" },
        { BinanceProduct.Spot, "BINANCE-SPOT:ADAUSDT", 7, "/api/v3/klines?symbol=ADAUSDT&interval=1m" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Read_FewBars_AsksForOnePageLikeThis(BinanceProduct product, string instrument, int count, string start)
    {
        using var wire = Server();
        DateTimeOffset end = Floor(Wire.Start);

        HistoricalBar[] bars = await ReadAsync(wire, product, instrument, Minute, count * Minute, end);

        Wire.Arrival call = Assert.Single(wire.Calls);
        string times = string.Create(
            CultureInfo.InvariantCulture,
            $"&startTime={(end - (count * Minute)).ToUnixTimeMilliseconds()}&endTime={end.ToUnixTimeMilliseconds() - 1}");
        Assert.Equal($"{start}{times}&limit={count}", call.PathAndQuery);
        Assert.Equal(count, bars.Length);
        Assert.Equal(end, bars[^1].CloseTime);
        Assert.Null(call.Key);
    }

    [Theory]
    [InlineData(BinanceProduct.UsdMarginedFutures, "BINANCE-USDM:ETHUSDT", 3)]
    [InlineData(BinanceProduct.Spot, "BINANCE-SPOT:ADAUSDT", 4)]
    public async Task Read_ManyBars_ComeInPagesWithoutGapsOrRepetitions(BinanceProduct product, string instrument, int pages)
    {
        using var wire = Server();

        HistoricalBar[] bars = await ReadAsync(wire, product, instrument, Minute, 3_500 * Minute, Floor(Wire.Start));

        Assert.Equal(pages, wire.Calls.Count);
        Assert.Equal(3_500, bars.Length);
        Assert.All(bars.Zip(bars.Skip(1)), static pair => Assert.Equal(pair.First.CloseTime, pair.Second.OpenTime));
    }

    [Fact]
    public async Task Read_DaysOfCoinMargined_KeepsPagesWithin200Days()
    {
        using var wire = Server();

        HistoricalBar[] bars = await ReadAsync(
            wire, BinanceProduct.CoinMarginedFutures, "BINANCE-COINM:BTCUSD_PERP", TimeSpan.FromDays(1),
            TimeSpan.FromDays(450), Wire.Start);

        Assert.Equal(3, wire.Calls.Count);
        Assert.Equal(449, bars.Length); // the look-back begins in the middle of a day
    }

    [Fact]
    public async Task Read_LastBarIsNotFinishedByTheVenuesClock_IsLeftOut()
    {
        using var wire = Server();

        HistoricalBar[] bars = await ReadAsync(
            wire, BinanceProduct.UsdMarginedFutures, "BINANCE-USDM:ETHUSDT", Minute, 3 * Minute,
            Floor(Wire.Start) + (2 * Minute));

        Assert.Single(bars);
        Assert.True(bars[0].CloseTime <= Wire.Start);
    }

    [Fact]
    public async Task Read_RowOfAKline_IsTheBar()
    {
        using var wire = new Wire();
        wire.Answers(200, """
            [[1789999920000,"4100.10","4101.50",4099.9,"4100.00","12.345",1789999979999,"1","2","3","4","0"]]
            """);

        HistoricalBar bar = Assert.Single(await ReadAsync(
            wire, BinanceProduct.UsdMarginedFutures, "BINANCE-USDM:ETHUSDT", Minute, Minute,
            DateTimeOffset.FromUnixTimeMilliseconds(1_789_999_980_000)));

        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_789_999_920_000), bar.OpenTime);
        Assert.Equal(
            (4100.10m, 4101.50m, 4099.9m, 4100.00m, 12.345m), (bar.Open, bar.High, bar.Low, bar.Close, bar.Volume));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[[1]]")]
    [InlineData("""[["x","1","1","1","1","1"]]""")]
    [InlineData("""[[1789999920000,"1e3","1","1","1","1"]]""")]
    [InlineData("""[[1789999920000,null,"1","1","1","1"]]""")]
    [InlineData("""[[1789999920000,"1","1","1","1","-1"]]""")]
    [InlineData("""[[9223372036854775807,"1","1","1","1","1"]]""")]
    [InlineData("""[[1789999860000,"1","1","1","1","1"],[1789999860000,"1","1","1","1","1"]]""")]
    [InlineData("<html>")]
    public async Task Read_AnswerCannotBeUsed_IsSaid(string body)
    {
        using var wire = new Wire();
        wire.Answers(200, body);

        VenueException error = await Assert.ThrowsAsync<VenueException>(() => ReadAsync(
            wire, BinanceProduct.UsdMarginedFutures, "BINANCE-USDM:ETHUSDT", Minute, 2 * Minute, Wire.Start));

        Assert.Contains("BINANCE-USDM:ETHUSDT", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OTHER:ETHUSDT", 60)]
    [InlineData("BINANCE-USDM:ETHUSDT", 1)]
    [InlineData("BINANCE-USDM:ETHUSDT", 600)]
    public async Task Read_NoSuchInstrumentOrSize_IsRefusedUnsent(string instrument, int seconds)
    {
        using var wire = Server();

        await Assert.ThrowsAsync<VenueException>(() => ReadAsync(
            wire, BinanceProduct.UsdMarginedFutures, instrument, TimeSpan.FromSeconds(seconds), Minute, Wire.Start));

        Assert.Empty(wire.Calls);
    }

    [Fact]
    public async Task Read_VenueWantsToBeLeftAlone_WaitsThatLongAndGoesOn()
    {
        using var wire = Server();
        Func<Wire.Arrival, CancellationToken, Task<HttpResponseMessage>> good = wire.Answer;
        wire.Answers(429, "{}", ("Retry-After", "20"));

        Task<HistoricalBar[]> reading = ReadAsync(
            wire, BinanceProduct.UsdMarginedFutures, "BINANCE-USDM:ETHUSDT", Minute, 2 * Minute, Floor(Wire.Start));
        wire.Answer = good;
        wire.Clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(2, (await reading).Length);
        Assert.Equal(2, wire.Calls.Count);
    }

    private static DateTimeOffset Floor(DateTimeOffset at) =>
        new(at.UtcTicks - (at.UtcTicks % Minute.Ticks), TimeSpan.Zero);

    private static async Task<HistoricalBar[]> ReadAsync(
        Wire wire,
        BinanceProduct product,
        string instrument,
        TimeSpan size,
        TimeSpan lookback,
        DateTimeOffset until)
    {
        var provider = new BinanceHistoricalDataProvider(wire.Options(product), new ApiTransport(wire.Options(product)));
        var request = new WarmupRequest { Instrument = new(instrument), BarSize = size, Lookback = lookback };
        var bars = new List<HistoricalBar>();
        await foreach (HistoricalBar bar in provider.ReadBarsAsync(request, until, CancellationToken.None))
        {
            bars.Add(bar);
        }

        return [.. bars];
    }

    /// <summary>Has all bars there ever were, up to the one that is not finished.</summary>
    private static Wire Server()
    {
        var wire = new Wire();
        wire.Answer = (call, _) =>
        {
            long size = call["interval"] == "1d" ? 86_400_000 : 60_000;
            long from = long.Parse(call["startTime"]!, CultureInfo.InvariantCulture);
            long to = Math.Min(
                long.Parse(call["endTime"]!, CultureInfo.InvariantCulture), wire.Clock.GetUtcNow().ToUnixTimeMilliseconds());
            var rows = new List<string>();
            for (long at = from; at <= to; at += size)
            {
                rows.Add(string.Create(
                    CultureInfo.InvariantCulture, $"[{at},\"1\",\"2\",\"0.5\",\"1.5\",\"10\",{at + size - 1}]"));
            }

            return Task.FromResult(Wire.Reply(200, $"[{string.Join(',', rows)}]"));
        };
        return wire;
    }
}
