using System.Globalization;

namespace PositionRecovery.Sample;

/// <summary>The values of options as they are typed.</summary>
internal static class RunArguments
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    /// <summary><c>90</c> is minutes; <c>30s</c>, <c>10m</c>, <c>2h</c> and <c>1d</c> say what they are.</summary>
    /// <returns>The time; <c>null</c> when it is none.</returns>
    public static TimeSpan? Duration(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        double? seconds = text[^1] switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3_600,
            'd' => 86_400,
            >= '0' and <= '9' => 60,
            _ => null,
        };
        string digits = char.IsAsciiDigit(text[^1]) ? text : text[..^1];
        if (seconds is null
            || !double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
            || number * seconds.Value > Longest.TotalSeconds)
        {
            return null;
        }

        var duration = TimeSpan.FromSeconds(number * seconds.Value);
        return duration > TimeSpan.Zero ? duration : null;
    }

    /// <summary>Names with commas between them, each once.</summary>
    /// <exception cref="ArgumentException">One of them is not listed.</exception>
    public static IReadOnlyList<Listing> Symbols(string text)
    {
        string[] names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Listing[] listings = [.. names.Select(static name => SampleExchange.Find(name) ?? throw new ArgumentException(
            $"'{name}' is not listed; the simulated exchange has {string.Join(", ", SampleExchange.Symbols)}.")).Distinct()];
        return listings.Length > 0 ? listings : throw new ArgumentException("name at least one symbol.");
    }
}
