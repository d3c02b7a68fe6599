namespace PositionRecovery.Simulation;

/// <summary>How a history went.</summary>
internal sealed record HistoryResult(IReadOnlyList<string> Violations, string Trace, ReachTable Reach)
{
    internal IReadOnlyList<string> Lines { get; init; } = [];

    internal int Starts { get; init; }

    internal int Points { get; init; }
}
