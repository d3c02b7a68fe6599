using System.Globalization;

namespace PositionRecovery;

/// <summary>The one rule for what an identifier may look like. Identifiers reach logs, keys and files, so the rule is
/// strict about anything that could break a line, a key or a terminal, and lax about everything else.</summary>
internal static class Identifier
{
    internal const int MaxLength = 128;

    internal static string Checked(string value, string type)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Length is 0 or > MaxLength)
        {
            throw new ArgumentException(
                $"{type} must have 1 to {MaxLength} characters; it has {value.Length}.", nameof(value));
        }

        if (!value.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return value; // nearly all
        }

        for (int i = 0; i < value.Length; i++)
        {
            if (!IsAllowed(value[i]))
            {
                throw new ArgumentException(
                    $"{type} has the character U+{(int)value[i]:X4} at position {i}; only visible ASCII characters, "
                    + "letters and digits are allowed.", nameof(value));
            }
        }

        return value;
    }

    private static bool IsAllowed(char c) =>
        c is > ' ' and < '\u007F' || (c > '\u007F' && (char.IsLetterOrDigit(c)
            || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark));
}
