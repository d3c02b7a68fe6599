using PositionRecovery.Testing;

namespace PositionRecovery.Simulation;

/// <summary>How a history went.</summary>
internal sealed record HistoryResult(IReadOnlyList<string> Violations, string Trace, ReachTable Reach)
{
    internal IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>How many points each process passed, first process first.</summary>
    internal IReadOnlyList<int> Points { get; init; } = [];

    internal IReadOnlyDictionary<StoreCall, int> StoreCalls { get; init; } = new Dictionary<StoreCall, int>();

    internal IReadOnlyDictionary<VenueCallKind, int> VenueCalls { get; init; } = new Dictionary<VenueCallKind, int>();
}
