namespace PositionRecovery;

/// <summary>What differed at the last looks, and how often in a row. The same difference is looked into again only
/// after
/// a rest, and after several times in vain less and less often: one that stays has its reason.</summary>
/// <param name="needed">How often in a row something must differ before it is looked into.</param>
/// <param name="patience">How often it is looked into before it is reported, and then rests longer.</param>
/// <param name="rest">How long it rests.</param>
internal sealed class Suspicions<TKey>(int needed, int patience, TimeSpan rest)
    where TKey : notnull
{
    /// <summary>How much longer what was looked into in vain rests.</summary>
    private const int LongRest = 10;

    private readonly Dictionary<TKey, Suspicion> _open = [];

    /// <summary>Takes what differs now; what does not is forgotten.</summary>
    /// <param name="found">What differs.</param>
    /// <param name="now">The time.</param>
    /// <param name="isRead">Whether something was looked at: what was not stays as it was; <c>null</c> when all was.
    /// </param>
    /// <returns>What is to be looked into now.</returns>
    internal IReadOnlyList<TKey> Take(
        IReadOnlyCollection<(TKey Key, string What)> found, DateTimeOffset now, Func<TKey, bool>? isRead = null)
    {
        HashSet<TKey> present = [.. found.Select(static f => f.Key)];
        foreach (TKey gone in _open.Keys.Where(k => !present.Contains(k) && isRead?.Invoke(k) != false).ToArray())
        {
            _open.Remove(gone);
        }

        var due = new List<TKey>();
        foreach ((TKey key, string what) in found)
        {
            Suspicion known = _open.TryGetValue(key, out Suspicion? last) && last.What == what
                ? last
                : new Suspicion(what, 0, 0, null);
            known = known with { Times = known.Times + 1 };
            TimeSpan pause = known.Looks < patience ? rest : rest * LongRest;
            if (known.Times >= needed && !(now - known.LookedInto < pause))
            {
                due.Add(key);
                known = known with { Looks = known.Looks + 1, LookedInto = now };
            }

            _open[key] = known;
        }

        return due;
    }

    /// <summary>Whether something was just looked into as often as patience lasts.</summary>
    internal bool IsWorn(TKey key) => _open.TryGetValue(key, out Suspicion? known) && known.Looks == patience;

    private sealed record Suspicion(string What, int Times, int Looks, DateTimeOffset? LookedInto);
}
