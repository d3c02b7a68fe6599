using System.Globalization;
using System.Text.Json;

namespace PositionRecovery;

/// <summary>Reads values that are neither objects nor lists.</summary>
internal static class JsonScalar
{
    private static readonly string[] UtcFormats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    private static readonly string[] OffsetFormats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    internal static string Text(JsonCursor at)
    {
        if (at.Value.ValueKind != JsonValueKind.String)
        {
            throw at.Expected("a text");
        }

        try
        {
            return at.Value.GetString()!;
        }
        catch (InvalidOperationException halfCharacter)
        {
            throw at.Wrong("the text has half of a character (a lone surrogate).", halfCharacter);
        }
    }

    /// <summary>Bytes in base64.</summary>
    internal static ReadOnlyMemory<byte> Bytes(JsonCursor at)
    {
        string text = Text(at);
        byte[] bytes = new byte[text.Length / 4 * 3];
        return Convert.TryFromBase64String(text, bytes, out int length)
            ? bytes.AsMemory(0, length)
            : throw at.Expected("bytes in base64");
    }

    internal static bool Bool(JsonCursor at) => at.Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw at.Expected("true or false"),
    };

    internal static long Long(JsonCursor at) =>
        at.Value.ValueKind == JsonValueKind.Number && at.Value.TryGetInt64(out long value)
            ? value
            : throw at.Expected("a whole number");

    internal static int Int(JsonCursor at) =>
        at.Value.ValueKind == JsonValueKind.Number && at.Value.TryGetInt32(out int value)
            ? value
            : throw at.Expected("a whole number");

    /// <summary>A decimal: in quotes, as we write it, or bare, as people do. It never passes through a binary floating
    /// point number.</summary>
    internal static decimal Decimal(JsonCursor at)
    {
        string text = at.Value.ValueKind switch
        {
            JsonValueKind.String => Text(at),
            JsonValueKind.Number => at.Value.GetRawText(),
            _ => throw at.Expected("a number such as \"1.50\""),
        };
        return ExactDecimal.TryParse(text, out decimal value, out string problem)
            ? value
            : throw at.Wrong($"{JsonExcerpt.Of(text)} {problem}.");
    }

    /// <summary>A point in time. It must say its offset: a time without one means something else on each machine.
    /// </summary>
    internal static DateTimeOffset Time(JsonCursor at)
    {
        string text = Text(at);
        return TryTime(text, out DateTimeOffset time)
            ? time
            : throw at.Expected("a time such as \"2026-03-01T12:00:00Z\" (at most seven digits of a second)");
    }

    internal static TimeSpan Span(JsonCursor at) =>
        TimeSpan.TryParseExact(Text(at), "c", CultureInfo.InvariantCulture, out TimeSpan span)
            ? span
            : throw at.Expected("a duration such as \"00:00:05\" or \"3.00:00:00\"");

    internal static T Word<T>(JsonCursor at)
        where T : struct, Enum
    {
        string word = Text(at);
        return EnumWords<T>.TryParse(word, out T? value) ? value.Value : throw at.UnknownWord(EnumWords<T>.All);
    }

    internal static SnapshotFormatException UnknownWord(this JsonCursor at, string allowed) =>
        at.Wrong($"unknown word {JsonExcerpt.Of(at.Value)}; allowed are {allowed}.");

    private static bool TryTime(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(
            text, UtcFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time)
        || DateTimeOffset.TryParseExact(
            text, OffsetFormats, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out time);
}
