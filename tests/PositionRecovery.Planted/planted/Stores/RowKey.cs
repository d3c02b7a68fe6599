namespace PositionRecovery;

/// <summary>Row keys are identifiers joined by spaces: identifiers have no spaces, so a key is unambiguous and an
/// operator can read it.</summary>
internal static class RowKey
{
    internal const int MaxLength = 1024;

    internal static string Of(params ReadOnlySpan<string> parts) => string.Join(' ', parts!);

    internal static string Checked(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Length is 0 or > MaxLength)
        {
            throw new ArgumentException(
                $"Key must have 1 to {MaxLength} characters; it has {key.Length}.", nameof(key));
        }

        for (int i = 0; i < key.Length; i++)
        {
            // Half a surrogate pair has no UTF-8: two such keys would be one in a store.
            bool isHalf = char.IsSurrogate(key[i]) && !IsPair(key, i);
            if (isHalf || char.IsControl(key[i]))
            {
                string what = isHalf ? "half of a surrogate pair" : "control character";
                throw new ArgumentException($"Key has the {what} U+{(int)key[i]:X4}.", nameof(key));
            }
        }

        return key;
    }

    private static bool IsPair(string key, int at) =>
        (at + 1 < key.Length && char.IsSurrogatePair(key[at], key[at + 1]))
        || (at > 0 && char.IsSurrogatePair(key[at - 1], key[at]));
}
