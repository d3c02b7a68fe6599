namespace PositionRecovery.Benchmarks.Data;

/// <summary>The names of the mixes on the command line and in the output.</summary>
internal static class MixNames
{
    private static readonly Dictionary<string, Mix> ByName = new(StringComparer.Ordinal)
    {
        ["all-matched"] = Mix.AllMatched,
        ["drift-1pct"] = Mix.Drift1Pct,
        ["all-external"] = Mix.AllExternal,
        ["cold-start"] = Mix.ColdStart,
    };

    internal static IEnumerable<string> All => ByName.Keys;

    internal static Mix? Find(string name) => ByName.TryGetValue(name, out Mix mix) ? mix : null;
}
