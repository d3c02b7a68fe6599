using PositionRecovery.Sample;

namespace PositionRecovery.Tests.Sample;

public sealed class RunArgumentsTests
{
    public static TheoryData<string, double?> Durations => new()
    {
        { "90", 90 * 60 }, { "1.5", 90 }, { "30s", 30 }, { "10m", 600 }, { "2h", 7_200 }, { "1d", 86_400 },
        { "0.5h", 1_800 }, { "365d", 31_536_000 }, { "366d", null }, { "0", null }, { "-5", null }, { "", null },
        { "m", null }, { "10x", null }, { "10 m", null }, { "1e9", null }, { "10m5", null }, { "1,5", null },
        { "99999999999999999999999", null }, { "NaN", null },
    };

    public static TheoryData<string, string?> Lists => new()
    {
        { "BTCUSDT", "BTCUSDT" }, { "btcusdt,ETHUSDT", "BTCUSDT ETHUSDT" }, { " ETHUSDT , BTCUSDT ", "ETHUSDT BTCUSDT" },
        { "BTCUSDT,BTCUSDT", "BTCUSDT" }, { "BTCUSDT,", "BTCUSDT" }, { "", null }, { ",", null }, { "SIM:BTCUSDT", null },
        { "BTCUSDT;ETHUSDT", null },
    };

    [Theory]
    [MemberData(nameof(Durations))]
    public void Duration_Text_IsThatTimeOrNone(string text, double? seconds) =>
        Assert.Equal(seconds, RunArguments.Duration(text)?.TotalSeconds);

    [Theory]
    [MemberData(nameof(Lists))]
    public void Symbols_Text_IsThoseListingsOrRefused(string text, string? expected)
    {
        if (expected is null)
        {
            Assert.Throws<ArgumentException>(() => RunArguments.Symbols(text));
        }
        else
        {
            Assert.Equal(expected, string.Join(' ', RunArguments.Symbols(text).Select(static l => l.Symbol)));
        }
    }
}
