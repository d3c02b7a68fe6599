namespace PositionRecovery;

/// <summary>What is said of venues, and what is derived from what is said.</summary>
internal static class ReadWords
{
    private const int MaxReason = 400;

    /// <summary>A text of others, short enough to be kept and without line breaks that would look like more lines of a
    /// log.</summary>
    internal static string Bounded(string text)
    {
        string kept = text.Length <= MaxReason ? text : text[..MaxReason] + "…";
        return Guard.WellFormed(string.Create(kept.Length, kept, static (span, source) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) ? ' ' : source[i];
            }
        }));
    }

    /// <summary>A number from 0 up to 1 that is the same for the same attempt at the same query, in every process.
    /// </summary>
    internal static double Spread(VenueQuery query, int attempt)
    {
        ulong hash = 14695981039346656037; // FNV-1a
        foreach (char c in QueryText.Of(query))
        {
            hash = (hash ^ c) * 1099511628211;
        }

        hash = (hash ^ (uint)attempt) * 1099511628211;
        hash ^= hash >> 33;
        hash *= 0xff51afd7ed558ccd;
        return ((hash >> 11) & ((1UL << 53) - 1)) / (double)(1UL << 53);
    }
}
