using System.Collections.Concurrent;

namespace PositionRecovery.Tests;

/// <summary>Counts what a property has seen, because a property that never meets a situation says nothing about it.
/// </summary>
internal sealed class Census
{
    private readonly ConcurrentDictionary<string, int> _seen = new(StringComparer.Ordinal);
    private int _cases;

    /// <summary>Counts what makes a case interesting.</summary>
    internal void Count(Case tried)
    {
        Interlocked.Increment(ref _cases);
        foreach (AccountKind kind in tried.TradedWorld.Keys.Select(k => tried.TradedWorld.KindOf(k.Account)).Distinct())
        {
            See($"{kind}");
        }

        See($"{tried.Memory}");
        PositionSide[] sides = [.. tried.TradedWorld.Keys.Select(k => k.Side)];
        if (sides.Contains(PositionSide.Long) && sides.Contains(PositionSide.Short))
        {
            See("BothLegs");
        }

        if (tried.TradedWorld.Keys.Any(k => tried.TradedWorld.Book(k).Lives > 1))
        {
            See("SeveralLives");
        }

        if (tried.TradedWorld.Executions.Any(e => e.Order.IsExternal))
        {
            See("External");
        }
    }

    internal void See(string what) => _seen.AddOrUpdate(what, 1, (_, count) => count + 1);

    /// <summary>Fails unless each of these was met in at least one case of a hundred.</summary>
    internal void MustHaveSeen(params string[] situations)
    {
        foreach (string situation in situations)
        {
            int count = _seen.GetValueOrDefault(situation);
            Assert.True(
                count * 100 >= _cases,
                $"Of {_cases} cases only {count} had '{situation}': {string.Join(", ", _seen)}");
        }
    }

    /// <summary>What every property must have met: both ways of keeping positions, above all.</summary>
    internal void MustHaveSeenBothModes() =>
        MustHaveSeen("Netting", "Hedging", "BothLegs", "Spot", "SeveralLives", "External", "Full", "Purged", "Cold");
}
