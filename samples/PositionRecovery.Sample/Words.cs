using System.Globalization;
using System.Text;
using Spectre.Console;

namespace PositionRecovery.Sample;

/// <summary>Values in the words and colours a person reads.</summary>
internal static class Words
{
    /// <summary><c>MissedFill</c> becomes <c>missed fill</c>.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Split(value.ToString());

    /// <summary><c>OrderFilled</c> becomes <c>order filled</c>.</summary>
    public static string Split(string name)
    {
        var words = new StringBuilder();
        foreach (char c in name)
        {
            words.Append(char.IsUpper(c) && words.Length > 0 ? " " : string.Empty).Append(char.ToLowerInvariant(c));
        }

        return words.ToString();
    }

    /// <summary>A number without zeros that say nothing. Eight places are what venues show; files have all of them.
    /// </summary>
    public static string Of(decimal value) =>
        decimal.Round(value, 8, MidpointRounding.ToEven).ToString("0.########", CultureInfo.InvariantCulture);

    public static string Of(decimal? value, string otherwise = "–") => value is null ? otherwise : Of(value.Value);

    public static string Of(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Instrument and, in hedging mode, leg.</summary>
    public static string Of(InstrumentId instrument, PositionSide? side) =>
        side is null or PositionSide.Net ? Plain(instrument.Value) : Plain($"{instrument} {Of(side.Value)}");

    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary><c>OrderFilledEvent</c> becomes <c>order filled</c>.</summary>
    public static string Kind(ExecutionEvent happened)
    {
        string name = happened.GetType().Name;
        name = name.EndsWith("Event", StringComparison.Ordinal) ? name[..^"Event".Length] : name;
        return string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}"
            : char.ToLowerInvariant(c).ToString()));
    }

    /// <summary>What an event is about, in short.</summary>
    public static string Subject(ExecutionEvent happened) => happened switch
    {
        OrderIntendedEvent e => $"{e.Intent.Id} {Of(e.Intent.Side)} {Of(e.Intent.Quantity)} {e.Intent.Instrument}",
        OrderFilledEvent e => $"{e.Fill.Order} {Of(e.Fill.Quantity)} @ {Of(e.Fill.Price)}",
        OrderImportedEvent e => e.Order.Intent.Id.Value,
        OrderEvent e => e.Order.Value,
        PositionMarkedEvent e => $"{e.Key.Instrument} {Of(e.MarkPrice)}",
        CashFlowRecordedEvent e => $"{e.Amount} {e.Asset}",
        BalanceChangedEvent e => $"{e.Balance.Asset} {Of(e.Balance.Total)}",
        SessionStartedEvent e => e.Session.Id.Value,
        SessionStoppedEvent e => e.Session.Value,
        SessionCrashedEvent e => e.Session.Value,
        _ => happened.Cause ?? string.Empty,
    };

    public static string Count(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    /// <summary>Text of others. What could steer a terminal becomes visible instead.</summary>
    public static string Plain(string? text) => text is null
        ? string.Empty
        : string.Concat(text.Select(c => char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format
            ? '\uFFFD'
            : c));

    public static Text Cell(string? text, Style? style = null) => new(Plain(text), style);

    public static Text Lines(IEnumerable<string> lines, Style? style = null) =>
        new(string.Join('\n', lines.Select(Plain)), style);

    public static Style Colour(Severity severity) => severity switch
    {
        Severity.Critical => new Style(Color.Red, decoration: Decoration.Bold),
        Severity.Warning => new Style(Color.Yellow),
        _ => new Style(Color.Grey),
    };

    public static Style Colour(Verdict verdict) => verdict switch
    {
        Verdict.Verified or Verdict.Repaired => new Style(Color.Green),
        Verdict.Estimated => new Style(Color.Yellow),
        _ => new Style(Color.Red, decoration: Decoration.Bold),
    };
}
