using System.Globalization;

namespace PositionRecovery;

/// <summary>How the text of a setting is read, and how that is said to somebody who wrote another one.</summary>
/// <param name="Rule">What it must be, after "it must be".</param>
/// <param name="Parse">Reads the text: whether it could, and the value.</param>
/// <remarks>Adapters compile this file, too: what is written the same way everywhere reads the same way.</remarks>
internal sealed record SettingForm<T>(string Rule, Func<string, (bool IsRead, T Value)> Parse);

/// <summary>The forms there are. None depends on the machine's culture.</summary>
internal static class SettingForm
{
    internal static SettingForm<string> Text { get; } = new(
        "a text that is not empty", static text => (text.Length > 0, text));

    internal static SettingForm<string> AnyText { get; } = new("a text", static text => (true, text));

    internal static SettingForm<bool> Flag { get; } = new(
        "true or false", static text => (bool.TryParse(text, out bool value), value));

    internal static SettingForm<int> Count { get; } = new(
        "a whole number",
        static text => (
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value), value));

    internal static SettingForm<double> Number { get; } = new(
        "a number such as 2.5",
        static text => (
            double.TryParse(
                text,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture,
                out double value) && double.IsFinite(value),
            value));

    internal static SettingForm<decimal> Amount { get; } = new(
        "a decimal number such as 0.001",
        static text => (
            decimal.TryParse(
                text,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture,
                out decimal value),
            value));

    // Without the colon a bare 10, meant as seconds, would be ten days.
    internal static SettingForm<TimeSpan> Time { get; } = new(
        "a time span such as 00:00:10",
        static text => (
            TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan value)
                && text.Contains(':', StringComparison.Ordinal),
            value));

    /// <summary>By name; a number or the value for "not known" is none.</summary>
    internal static SettingForm<T> Choice<T>()
        where T : struct, Enum =>
        new(
            "one of " + string.Join(", ", Enum.GetNames<T>().Skip(1)),
            static text => (
                Enum.GetNames<T>().Skip(1).Contains(text, StringComparer.OrdinalIgnoreCase)
                    && Enum.TryParse(text, ignoreCase: true, out T value)
                    ? (true, value)
                    : (false, default)));
}
