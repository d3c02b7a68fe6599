namespace PositionRecovery.Simulation;

/// <summary>How often each fault met each place where the product waits.</summary>
internal sealed class ReachTable
{
    private readonly SortedDictionary<(string Place, string Fault), long> _hits = [];

    internal IReadOnlyDictionary<(string Place, string Fault), long> Hits => _hits;

    internal void Hit(string place, string fault, long times = 1) =>
        _hits[(place, fault)] = _hits.GetValueOrDefault((place, fault)) + times;

    /// <summary>A line for each place, with its faults.</summary>
    internal string ToText() => string.Join('\n', _hits.GroupBy(static h => h.Key.Place).Select(static g =>
        $"reached {g.Key}: {string.Join(", ", g.Select(static h => $"{h.Key.Fault} {h.Value}"))}"));

    internal void Add(ReachTable other)
    {
        foreach (((string place, string fault), long times) in other._hits)
        {
            Hit(place, fault, times);
        }
    }
}
