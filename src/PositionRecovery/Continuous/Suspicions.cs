namespace PositionRecovery;

/// <summary>What differed at the last looks, and how often in a row. The same difference is looked into again only after
/// a while: one that a pass left as it is has its reason.</summary>
internal sealed class Suspicions<TKey>(int needed, TimeSpan rest)
    where TKey : notnull
{
    private readonly Dictionary<TKey, (string What, int Times, DateTimeOffset? LookedInto)> _open = [];

    /// <summary>Takes what differs now; what does not is forgotten.</summary>
    /// <param name="found">What differs.</param>
    /// <param name="now">The time.</param>
    /// <returns>What differed often enough in a row to be looked into now.</returns>
    internal IReadOnlyList<TKey> Take(IReadOnlyCollection<(TKey Key, string What)> found, DateTimeOffset now)
    {
        HashSet<TKey> present = [.. found.Select(static f => f.Key)];
        foreach (TKey gone in _open.Keys.Where(k => !present.Contains(k)).ToArray())
        {
            _open.Remove(gone);
        }

        var due = new List<TKey>();
        foreach ((TKey key, string what) in found)
        {
            bool isSame = _open.TryGetValue(key, out (string What, int Times, DateTimeOffset? LookedInto) known)
                && known.What == what;
            int times = isSame ? known.Times + 1 : 1;
            DateTimeOffset? looked = isSame ? known.LookedInto : null;
            if (times >= needed && !(now - looked < rest))
            {
                due.Add(key);
                looked = now;
            }

            _open[key] = (what, times, looked);
        }

        return due;
    }
}
