namespace PositionRecovery.Exchange;

/// <summary>Pages of long lists.</summary>
internal static class Pages
{
    /// <summary>The rows of a page: the oldest or the newest. They keep the order that the venue gave them.</summary>
    internal static IEnumerable<T> Cut<T>(IEnumerable<T> rows, Func<T, long> key, int limit, bool isOldestFirst)
        where T : class
    {
        T[] all = [.. rows];
        if (all.Length <= limit)
        {
            return all;
        }

        T[] sorted = [.. all.OrderBy(key)];
        var page = new HashSet<T>(
            isOldestFirst ? sorted.Take(limit) : sorted.TakeLast(limit), ReferenceEqualityComparer.Instance);
        return all.Where(page.Contains);
    }
}
