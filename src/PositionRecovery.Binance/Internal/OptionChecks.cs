using System.Globalization;
using System.Runtime.CompilerServices;

namespace PositionRecovery.Binance;

/// <summary>Checks of options. Each error names the option and the value.</summary>
internal static class OptionChecks
{
    internal static T Known<T>(T value, [CallerMemberName] string member = "")
        where T : struct, Enum =>
        Enum.IsDefined(value) && !EqualityComparer<T>.Default.Equals(value, default)
            ? value
            : throw Wrong(member, value.ToString(), "one of " + string.Join(", ", Enum.GetNames<T>().Skip(1)));

    internal static AccountId WithVenue(AccountId value, [CallerMemberName] string member = "") =>
        value.Value.IndexOf(':', StringComparison.Ordinal) is > 0 and int colon && colon < value.Value.Length - 1
            ? value
            : throw Wrong(member, $"'{value}'", "a venue, a colon and a name, such as BINANCE-USDM:main");

    internal static TimeSpan Span(
        TimeSpan value, TimeSpan least, TimeSpan most, [CallerMemberName] string member = "") =>
        value >= least && value <= most && value.Ticks % TimeSpan.TicksPerMillisecond == 0
            ? value
            : throw Wrong(member, value.ToString(), $"whole milliseconds, {least} to {most}");

    internal static decimal Share(decimal value, [CallerMemberName] string member = "") => value is > 0m and <= 1m
        ? value
        : throw Wrong(member, value.ToString(CultureInfo.InvariantCulture), "greater than 0 and at most 1");

    internal static int Count(int value, int least, int most, [CallerMemberName] string member = "") =>
        value >= least && value <= most
            ? value
            : throw Wrong(member, value.ToString(CultureInfo.InvariantCulture), $"{least} to {most}");

    /// <summary>Signed requests leave this machine encrypted, or not at all.</summary>
    internal static Uri? Address(Uri? value, [CallerMemberName] string member = "") => value is null || IsSafe(value)
        ? value
        : throw Wrong(
            member,
            // what it may hold besides is nobody's business
            value.IsAbsoluteUri ? $"'{value.Scheme}://{value.Authority}'" : "relative",
            "an https address without user, query and fragment; http only on this machine");

    private static bool IsSafe(Uri value) =>
        value.IsAbsoluteUri
        && (value.Scheme == Uri.UriSchemeHttps || (value.Scheme == Uri.UriSchemeHttp && value.IsLoopback))
        && value is { UserInfo: "", Query: "", Fragment: "" };

    private static ArgumentException Wrong(string member, string value, string rule) =>
        new($"{nameof(BinanceOptions)}.{member} is {value}; it must be {rule}.", member);
}
