using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PositionRecovery;

/// <summary>Text from a file, cut and escaped so that it can be put into a message: a file nobody vetted must not be
/// able to break a line of a log or to steer a terminal.</summary>
internal static class JsonExcerpt
{
    private const int MaxLength = 100;

    private const int MaxSentence = 400;

    internal static string Of(string text) => Escaped(text, MaxLength);

    /// <summary>A file's name, which may be longer than a value worth showing.</summary>
    internal static string OfName(string name) => Escaped(name, MaxSentence);

    /// <summary>What the model objected to, without what the framework adds for programmers.</summary>
    internal static string Of(ArgumentException refusal) => Sentence(refusal.Message, " (Parameter '");

    /// <summary>What the parser objected to, without the place, which it counts from 0.</summary>
    internal static string Of(JsonException broken) => Sentence(broken.Message, " LineNumber: ");

    /// <summary>The value as it stands in the file. Objects and lists are named, not shown.</summary>
    internal static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        _ => Of(value.GetRawText()),
    };

    private static string Sentence(string message, string suffix)
    {
        int end = message.IndexOf(suffix, StringComparison.Ordinal);
        return Escaped(end < 0 ? message : message[..end], MaxSentence);
    }

    private static string Escaped(string text, int maxLength)
    {
        var excerpt = new StringBuilder();
        foreach (char c in text)
        {
            string piece = IsPlain(c) ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            if (excerpt.Length + piece.Length > maxLength - 1)
            {
                return excerpt.Append('…').ToString();
            }

            excerpt.Append(piece);
        }

        return excerpt.ToString();
    }

    // Cf holds the marks that turn the direction of text around, Zl and Zp other line ends.
    private static bool IsPlain(char c) => char.GetUnicodeCategory(c) is not (UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
