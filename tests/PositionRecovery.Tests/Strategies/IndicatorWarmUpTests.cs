using System.Buffers.Binary;

namespace PositionRecovery.Tests.Strategies;

public sealed class IndicatorWarmUpTests
{
    private static readonly InstrumentId Btc = new("SIM:BTC");
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 30, TimeSpan.Zero);

    private readonly ScriptedHistory _history = new();
    private readonly Average _average = new();
    private readonly List<string?> _told = [];
    private int _fed;

    [Fact]
    public async Task Read_StatesAgreeWithHistory_GoesOnFromThere()
    {
        StrategySnapshot whole = await WarmAsync(null, null);
        int all = _fed;

        StrategySnapshot resumed = await WarmAsync(At(50), At(55));

        Assert.True(resumed.Equals(whole)); // as if there had been no interruption
        Assert.Equal((29, 10), (all, _fed));
        Assert.Null(_told[^1]);
    }

    [Fact]
    public async Task Read_LaterStateIsOfThePresent_IsComparedAtTheEnd()
    {
        StrategySnapshot resumed = await WarmAsync(At(50), At(60));

        Assert.Null(_told[^1]);
        Assert.True(resumed.Equals(At(60)));
    }

    [Theory]
    [InlineData("none", "There are no two stored states")]
    [InlineData("bytes", "another state")]
    [InlineData("earlier bytes", "another state")]
    [InlineData("version", "It is of version 2, the strategy's of version 1")]
    [InlineData("stale", "older than")]
    [InlineData("order", "out of order")]
    [InlineData("future", "out of order")]
    [InlineData("restore throws", "cannot be restored: FormatException")]
    [InlineData("save throws", "cannot be saved: FormatException")]
    [InlineData("gap", "cannot be compared with history")]
    public async Task Read_StatesCannotBeTrusted_BeginsWithAllOfHistory(string what, string words)
    {
        StrategySnapshot whole = await WarmAsync(null, null);
        StrategySnapshot later = what switch
        {
            "bytes" => At(55) with { Bytes = new byte[16] },
            "version" => At(55) with { Version = 2 },
            "stale" => At(40),
            "order" => At(50),
            "future" => At(55) with { AsOf = Now.AddMinutes(1) },
            _ => At(55),
        };
        _average.Breaks = what;
        int before = _history.Calls;
        _history.Change = (bars, call) =>
            what == "gap" && call <= before + 2 ? bars.Where(b => b.OpenTime.Minute != 52) : bars;

        StrategySnapshot resumed = await WarmAsync(
            what == "none" ? null
                : what == "earlier bytes" ? At(50) with { Bytes = new byte[16] }
                : what == "stale" ? At(35) : At(50),
            later);

        Assert.Contains(words, _told[^1], StringComparison.Ordinal);
        Assert.True(resumed.Equals(whole));
    }

    [Fact]
    public async Task Read_GapAfterTheStateWasProven_BreaksOff()
    {
        StrategySnapshot later = At(55);
        _history.Change = static (bars, _) => bars.Where(b => b.OpenTime.Minute != 57);

        await Assert.ThrowsAsync<WarmupException>(() => WarmAsync(At(50), later));
    }

    [Fact]
    public void State_TooLarge_IsRefused() => Assert.Throws<ArgumentException>(() => new StrategySnapshot
    {
        Version = 1, AsOf = Now, Bytes = new byte[StrategySnapshot.MaxBytes + 1],
    });

    /// <summary>The state after all bars that closed by a minute after eleven.</summary>
    private static StrategySnapshot At(int minute)
    {
        var average = new Average();
        DateTimeOffset hour = new(2026, 3, 1, 11, 0, 0, TimeSpan.Zero);
        for (int i = 31; i < minute; i++) // the first whole minute of a look-back of half an hour
        {
            average.Add(hour.AddMinutes(i + 1), 10m + i);
        }

        return average.SaveIndicators()!;
    }

    private async Task<StrategySnapshot> WarmAsync(StrategySnapshot? earlier, StrategySnapshot? later)
    {
        _fed = 0;
        _average.ResetIndicators();
        var profile = new StrategyProfile
        {
            Id = new("s"),
            Warmup = [new() { Instrument = Btc, BarSize = TimeSpan.FromMinutes(1), Lookback = TimeSpan.FromMinutes(30) }],
        };
        var warmUp = new IndicatorWarmUp(_history.WarmUp(TimeSpan.FromDays(2)), _average, TimeSpan.FromMinutes(15));
        await foreach (HistoricalBar bar in warmUp.ReadAsync(
            profile, earlier, later, Now, _told.Add, static (_, _) => { }, CancellationToken.None))
        {
            _fed++;
            _average.Add(bar.CloseTime, bar.Close);
        }

        _average.Breaks = "";
        return _average.SaveIndicators()!;
    }

    /// <summary>An indicator that remembers every bar: a lost, doubled or changed one shows.</summary>
    private sealed class Average : IIndicatorSnapshot
    {
        private long _hash;
        private long _count;
        private DateTimeOffset _asOf;

        internal string Breaks { get; set; } = "";

        public int IndicatorVersion => 1;

        public StrategySnapshot SaveIndicators()
        {
            var bytes = new byte[16];
            BinaryPrimitives.WriteInt64BigEndian(bytes, _hash);
            BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(8), _count);
            return Breaks == "save throws"
                ? throw new FormatException("no")
                : new StrategySnapshot { Version = 1, AsOf = _asOf, Bytes = bytes };
        }

        public void RestoreIndicators(StrategySnapshot state)
        {
            if (Breaks == "restore throws")
            {
                throw new FormatException("no");
            }

            _asOf = state.AsOf;
            _hash = BinaryPrimitives.ReadInt64BigEndian(state.Bytes.Span);
            _count = BinaryPrimitives.ReadInt64BigEndian(state.Bytes.Span[8..]);
        }

        public void ResetIndicators() => (_hash, _count, _asOf) = (0, 0, default);

        internal void Add(DateTimeOffset close, decimal price) =>
            (_hash, _count, _asOf) = (unchecked((_hash * 31) + (long)price), _count + 1, close);
    }
}
