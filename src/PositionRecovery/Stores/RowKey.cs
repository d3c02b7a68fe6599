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

        foreach (char c in key)
        {
            if (char.IsControl(c))
            {
                throw new ArgumentException($"Key has the control character U+{(int)c:X4}.", nameof(key));
            }
        }

        return key;
    }
}
