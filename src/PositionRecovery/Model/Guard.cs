using System.Globalization;
using System.Runtime.CompilerServices;

namespace PositionRecovery;

/// <summary>Checks made once, where a value enters the model. Each error names the member and the value.</summary>
internal static class Guard
{
    /// <summary>Quantities beyond this are taken for corrupt: with <see cref="MaxPrice"/> a notional still fits a
    /// <see cref="decimal"/>.</summary>
    internal const decimal MaxQuantity = 1_000_000_000_000_000m;

    internal const decimal MaxPrice = 1_000_000_000_000m;

    /// <summary>Profits, fees and adjustments beyond this are taken for corrupt: a few dozen of them still add up to a
    /// <see cref="decimal"/>.</summary>
    internal const decimal MaxAmount = 1_000_000_000_000_000_000_000_000_000m;

    internal const int MaxText = 512;

    internal static decimal Positive(decimal value, decimal max, [CallerMemberName] string member = "") =>
        value > 0m && value <= max ? value : throw OutOfRange(member, value, $"greater than 0 and at most {Text(max)}");

    internal static decimal? Positive(decimal? value, decimal max, [CallerMemberName] string member = "") =>
        value is null ? null : Positive(value.Value, max, member);

    internal static decimal NotNegative(decimal value, decimal max, [CallerMemberName] string member = "") =>
        value >= 0m && value <= max ? value : throw OutOfRange(member, value, $"between 0 and {Text(max)}");

    internal static decimal? NotNegative(decimal? value, decimal max, [CallerMemberName] string member = "") =>
        value is null ? null : NotNegative(value.Value, max, member);

    internal static decimal Within(decimal value, decimal max, [CallerMemberName] string member = "") =>
        value >= -max && value <= max ? value : throw OutOfRange(member, value, $"between -{Text(max)} and "
            + $"{Text(max)}");

    internal static decimal? Within(decimal? value, decimal max, [CallerMemberName] string member = "") =>
        value is null ? null : Within(value.Value, max, member);

    internal static T NotEmpty<T>(T value, [CallerMemberName] string member = "")
        where T : struct, IIdentifier =>
        value.IsEmpty ? throw new ArgumentException($"{member} must not be empty.", member) : value;

    internal static T? NotEmpty<T>(T? value, [CallerMemberName] string member = "")
        where T : struct, IIdentifier =>
        value is { IsEmpty: true } ? throw new ArgumentException($"{member} must not be empty.", member) : value;

    internal static PositionKey NotEmpty(PositionKey value, [CallerMemberName] string member = "")
    {
        NotEmpty(value.Strategy, member + ".Strategy");
        NotEmpty(value.Account, member + ".Account");
        NotEmpty(value.Instrument, member + ".Instrument");
        Known(value.Side, member + ".Side");
        return value;
    }

    internal static BookKey NotEmpty(BookKey value, [CallerMemberName] string member = "")
    {
        NotEmpty(value.Account, member + ".Account");
        NotEmpty(value.Instrument, member + ".Instrument");
        Known(value.Side, member + ".Side");
        return value;
    }

    internal static T Known<T>(T value, [CallerMemberName] string member = "")
        where T : struct, Enum =>
        Enum.IsDefined(value) && !EqualityComparer<T>.Default.Equals(value, default)
            ? value
            : throw new ArgumentOutOfRangeException(member, value, $"{member} must be a known {typeof(T).Name}.");

    internal static T Defined<T>(T value, [CallerMemberName] string member = "")
        where T : struct, Enum =>
        Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(member, value, $"{member} is no {typeof(T).Name}.");

    /// <summary>A text of others, as it can be stored: half a surrogate pair has no bytes.</summary>
    internal static string? Bounded(string? value, [CallerMemberName] string member = "") =>
        value is null || value.Length <= MaxText
            ? WellFormed(value)
            : throw new ArgumentException($"{member} has {value.Length} characters; at most {MaxText}.", member);

    internal static string Filled(string value, [CallerMemberName] string member = "") =>
        !string.IsNullOrWhiteSpace(value)
            ? Bounded(value, member)!
            : throw new ArgumentException($"{member} must not be empty.", member);

    internal static TimeSpan UpToADay(TimeSpan value, [CallerMemberName] string member = "") =>
        value > TimeSpan.Zero && value <= TimeSpan.FromDays(1)
            ? value
            : throw new ArgumentOutOfRangeException(
                member, value, $"{member} is {value}; it must be greater than zero and at most a day.");

    /// <summary>The text with each half of a surrogate pair replaced by U+FFFD.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(value))]
    internal static string? WellFormed(string? value)
    {
        if (value is null || !value.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return value;
        }

        var text = new System.Text.StringBuilder(value.Length);
        foreach (System.Text.Rune rune in value.EnumerateRunes()) // gives U+FFFD for what is no rune
        {
            text.Append(rune.ToString());
        }

        return text.ToString();
    }

    private static ArgumentOutOfRangeException OutOfRange(string member, decimal value, string range) =>
        new(member, Text(value), $"{member} is {Text(value)}; it must be {range}.");

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}
