using System.Globalization;

namespace PositionRecovery.Tests.Serialization;

/// <summary>What became of mutants.</summary>
internal sealed class FuzzTally
{
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public long LargestAllocation { get; private set; }

    public void Add(string what, long allocated)
    {
        _counts[what] = _counts.GetValueOrDefault(what) + 1;
        LargestAllocation = Math.Max(LargestAllocation, allocated);
    }

    public long Of(string beginning) =>
        _counts.Where(c => c.Key.StartsWith(beginning, StringComparison.Ordinal)).Sum(static c => c.Value);

    public override string ToString() =>
        string.Join('\n', _counts.Append(new("bytes allocated at most for one", LargestAllocation))
            .Select(static c => string.Create(CultureInfo.InvariantCulture, $"{c.Value,12:N0}  {c.Key}")));
}
