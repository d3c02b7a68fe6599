using System.Globalization;

namespace PositionRecovery.Benchmarks.Data;

/// <summary>What really happened to each key; the books and the venue are two views of it. Every text is made anew by
/// whoever asks, because two sources never share the objects that hold their identifiers.</summary>
internal static class Story
{
    internal const decimal OrderQuantity = 20m;
    internal const decimal FillQuantity = 1m;
    internal const decimal Fee = 0.02m;

    /// <summary>What a position held before the executions a cold start can see.</summary>
    internal const decimal HiddenQuantity = 5m;

    /// <summary>How many of its last executions the books missed.</summary>
    internal const int MissedFills = 3;

    private const int Accounts = 4;
    private static readonly DateTimeOffset Begin = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    internal static DateTimeOffset Now { get; } = Begin.AddHours(1);

    /// <summary>The moment the venue's answers hold for.</summary>
    internal static DateTimeOffset AsOf { get; } = Now.AddSeconds(-10);

    /// <summary>The earliest execution anybody asks for.</summary>
    internal static DateTimeOffset Asked { get; } = Begin.AddDays(-1);

    internal static DateTimeOffset FirstFill => FillTime(0);

    internal static int AccountOf(int key) => key % Accounts;

    internal static IEnumerable<int> AccountsOf(int keys) => Enumerable.Range(0, Math.Min(Accounts, keys));

    internal static string AccountText(int account) => Text($"SIM:desk-{account}");

    internal static string InstrumentText(int key) => Text($"SIM:SYM{key:D6}USDT");

    internal static string ClientText(int key) => Text($"entry-{key:D6}");

    internal static string VenueText(int key) => Text($"{7_000_000_000L + key}");

    internal static string TradeText(int key, int fill) => Text($"{900_000_000L + (key * 100L) + fill}");

    internal static DateTimeOffset FillTime(int fill) => Begin.AddMinutes(10 + fill);

    internal static decimal LimitPrice(int key) => 100m + (key % 400);

    internal static decimal FillPrice(int key, int fill) => LimitPrice(key) - (fill * 0.01m);

    /// <summary>The average of the first executions: exact, as their prices are evenly spaced.</summary>
    internal static decimal Average(int key, int fills) => LimitPrice(key) - ((fills - 1) * 0.005m);

    /// <summary>What differs for this key in the drifting mix; four kinds take turns.</summary>
    internal static Drift DriftOf(Mix mix, int key) =>
        mix == Mix.Drift1Pct && key % 100 == 7 ? (Drift)(1 + (key / 100 % 4)) : Drift.None;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
