namespace PositionRecovery.Tests.Strategies;

public sealed class WarmUpTests
{
    private static readonly InstrumentId Btc = new("SIM:BTC");
    private static readonly InstrumentId Eth = new("SIM:ETH");
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 30, TimeSpan.Zero);

    private readonly ScriptedHistory _history = new();

    [Fact]
    public async Task Read_SeveralRequests_OneStreamByCloseTime()
    {
        HistoricalBar[] bars = await ReadAsync(
            Request(Btc, Minute, 4), Request(Eth, Minute, 4), Request(Btc, 2 * Minute, 4));

        Assert.Equal(
            ["58 BTC 1", "58 ETH 1", "59 BTC 1", "59 ETH 1", "0 BTC 1", "0 BTC 2", "0 ETH 1"],
            bars.Select(b => $"{b.CloseTime.Minute} {b.Instrument.Value[4..]} {b.BarSize.TotalMinutes}"));
    }

    [Fact]
    public async Task Read_EndsWithTheLastFinishedBar() =>
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), (await ReadAsync(Request(Btc, Minute, 3)))[^1].CloseTime);

    [Fact]
    public async Task Read_NoLookback_TakesTheDefault() =>
        Assert.Equal(9, (await ReadAsync(new WarmupRequest { Instrument = Btc, BarSize = Minute })).Length);

    [Fact]
    public async Task Read_EqualBarTwice_CountsOnce()
    {
        _history.Change = (bars, _) => bars.SelectMany(b => new[] { b, b });

        Assert.Equal(3, (await ReadAsync(Request(Btc, Minute, 4))).Length);
    }

    [Fact]
    public async Task Read_GapThatIsThereWhenAskedAgain_IsClosed()
    {
        _history.Change = (bars, call) => call == 1 ? bars.Where(b => b.OpenTime.Minute is not (57 or 58)) : bars;

        HistoricalBar[] read = await ReadAsync(Request(Btc, Minute, 6));

        Assert.Equal([55, 56, 57, 58, 59], read.Select(b => b.OpenTime.Minute));
        Assert.Equal(2, _history.Calls);
    }

    [Theory]
    [InlineData("gap", "has no 00:01:00 bars from 2026-03-01 11:58:00.000Z to 2026-03-01 11:59:00.000Z")]
    [InlineData("begins late", "from 2026-03-01 11:55:00.000Z")]
    [InlineData("ends early", "to 2026-03-01 12:00:00.000Z")]
    [InlineData("conflict", "it came twice, with different prices")]
    [InlineData("backwards", "it came after the bar of")]
    [InlineData("high below low", "contradict each other")]
    [InlineData("off the grid", "does not begin at a multiple")]
    [InlineData("another instrument", "asked was SIM:BTC")]
    [InlineData("fails", "cannot be read: down")]
    public async Task Read_HistoryIsNotWhole_SaysWhat(string defect, string words)
    {
        _history.Change = (bars, _) => defect switch
        {
            "gap" => bars.Where(b => b.OpenTime.Minute != 58),
            "begins late" => bars.Skip(1),
            "ends early" => bars.SkipLast(1),
            "conflict" => bars.SelectMany(b => new[] { b, b with { Volume = 9m } }),
            "backwards" => bars.Take(2).Concat(bars.Take(1)),
            "high below low" => bars.Select(b => b with { High = b.Low - 1m }),
            "off the grid" => bars.Select(b => b with { OpenTime = b.OpenTime.AddSeconds(1) }),
            "another instrument" => bars.Select(b => b with { Instrument = Eth }),
            _ => throw new VenueException("down"),
        };

        WarmupException thrown = await Assert.ThrowsAsync<WarmupException>(() => ReadAsync(Request(Btc, Minute, 6)));

        Assert.Contains(words, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_NobodyHasHistory_SaysSo()
    {
        WarmupException thrown = await Assert.ThrowsAsync<WarmupException>(
            () => ReadAsync(Request(new InstrumentId("ELSE:BTC"), Minute, 4)));

        Assert.Contains("No venue has past prices of ELSE:BTC", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_TooManyBars_IsRefused()
    {
        WarmupException thrown = await Assert.ThrowsAsync<WarmupException>(
            () => ReadAsync(Request(Btc, TimeSpan.FromSeconds(1), 60 * 24 * 365)));

        Assert.Contains("at most 1000000", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_TellsProgress()
    {
        var told = new List<(long, long)>();

        await ReadAsync((fed, expected) => told.Add((fed, expected)), Request(Btc, Minute, 4));

        Assert.Equal([(1, 3), (2, 3), (3, 3)], told);
    }

    private static WarmupRequest Request(InstrumentId instrument, TimeSpan size, int minutes) => new()
    {
        Instrument = instrument, BarSize = size, Lookback = minutes * Minute,
    };

    private Task<HistoricalBar[]> ReadAsync(params WarmupRequest[] requests) => ReadAsync(static (_, _) => { }, requests);

    private async Task<HistoricalBar[]> ReadAsync(Action<long, long> progress, params WarmupRequest[] requests)
    {
        WarmUp warmUp = _history.WarmUp(10 * Minute);
        var profile = new StrategyProfile { Id = new("s"), Warmup = requests };
        var bars = new List<HistoricalBar>();
        await foreach (HistoricalBar bar in warmUp.ReadAsync(profile, Now, progress, CancellationToken.None))
        {
            bars.Add(bar);
        }

        return [.. bars];
    }
}
