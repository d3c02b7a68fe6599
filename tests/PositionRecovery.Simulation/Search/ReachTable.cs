namespace PositionRecovery.Simulation;

/// <summary>How often each fault met each place where the product waits.</summary>
internal sealed class ReachTable
{
    private readonly SortedDictionary<(string Place, string Fault), long> _hits = [];

    internal IReadOnlyDictionary<(string Place, string Fault), long> Hits => _hits;

    internal void Hit(string place, string fault, long times = 1) =>
        _hits[(place, fault)] = _hits.GetValueOrDefault((place, fault)) + times;

    internal void Add(ReachTable other)
    {
        foreach (((string place, string fault), long times) in other._hits)
        {
            Hit(place, fault, times);
        }
    }
}
