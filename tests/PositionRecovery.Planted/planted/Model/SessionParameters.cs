namespace PositionRecovery;

/// <summary>The rule for the parameters of a session: few, short, each name once, in order of name.</summary>
internal static class SessionParameters
{
    private const int MaxCount = 64;

    internal static FrozenList<KeyValuePair<string, string>> Checked(
        IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters is FrozenList<KeyValuePair<string, string>> frozen)
        {
            return frozen;
        }

        if (parameters.Count > MaxCount)
        {
            throw new ArgumentException(
                $"Parameters has {parameters.Count} entries; at most {MaxCount}.", nameof(parameters));
        }

        KeyValuePair<string, string>[] sorted = [.. parameters.OrderBy(static p => p.Key, StringComparer.Ordinal)];
        for (int i = 0; i < sorted.Length; i++)
        {
            Guard.Filled(sorted[i].Key, "Parameters.Key");
            ArgumentNullException.ThrowIfNull(sorted[i].Value, "Parameters.Value");
            Guard.Bounded(sorted[i].Value, "Parameters.Value");
            sorted[i] = new(Guard.WellFormed(sorted[i].Key), Guard.WellFormed(sorted[i].Value));
            if (i > 0 && sorted[i].Key == sorted[i - 1].Key)
            {
                throw new ArgumentException($"Parameters has '{sorted[i].Key}' twice.", nameof(parameters));
            }
        }

        return FrozenList<KeyValuePair<string, string>>.Owning(sorted);
    }
}
