namespace PositionRecovery.Exchange;

/// <summary>What the API calls a stretch of time.</summary>
internal static class Intervals
{
    /// <summary>As in headers: 10S, 1M, 1D.</summary>
    internal static string Short(TimeSpan interval)
    {
        (string word, int count) = Long(interval);
        return FormattableString.Invariant($"{count}{word[0]}");
    }

    /// <summary>As in exchangeInfo: SECOND, MINUTE, DAY, and how many.</summary>
    internal static (string Word, int Count) Long(TimeSpan interval) =>
        interval.Ticks % TimeSpan.TicksPerDay == 0 ? ("DAY", (int)interval.TotalDays)
        : interval.Ticks % TimeSpan.TicksPerMinute == 0 ? ("MINUTE", (int)interval.TotalMinutes)
        : ("SECOND", (int)interval.TotalSeconds);

    /// <summary>The length of a bar.</summary>
    internal static TimeSpan OfBars(string name) => name switch
    {
        "1s" => TimeSpan.FromSeconds(1),
        "1m" => TimeSpan.FromMinutes(1),
        "3m" => TimeSpan.FromMinutes(3),
        "5m" => TimeSpan.FromMinutes(5),
        "15m" => TimeSpan.FromMinutes(15),
        "30m" => TimeSpan.FromMinutes(30),
        "1h" => TimeSpan.FromHours(1),
        "2h" => TimeSpan.FromHours(2),
        "4h" => TimeSpan.FromHours(4),
        "6h" => TimeSpan.FromHours(6),
        "8h" => TimeSpan.FromHours(8),
        "12h" => TimeSpan.FromHours(12),
        "1d" => TimeSpan.FromDays(1),
        _ => throw new ApiException(-1120, "Invalid interval."),
    };
}
