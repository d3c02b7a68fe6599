using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PositionRecovery;

/// <summary>What is counted and traced. The names are a contract: <c>position_recovery.*</c>.</summary>
internal static class RecoveryMetrics
{
    internal const string Name = "PositionRecovery";

    private static readonly Meter Source = new(Name);

    internal static ActivitySource Activities { get; } = new(Name);

    internal static Histogram<double> PhaseSeconds { get; } = Source.CreateHistogram<double>(
        "position_recovery.phase.duration", "s", "How long a phase of a recovery took.");

    internal static Counter<long> Recoveries { get; } = Source.CreateCounter<long>(
        "position_recovery.recoveries", "{recovery}", "Recoveries, by outcome.");

    internal static Counter<long> Differences { get; } = Source.CreateCounter<long>(
        "position_recovery.differences", "{difference}", "Differences found, by kind.");

    internal static Counter<long> Checks { get; } = Source.CreateCounter<long>(
        "position_recovery.checks", "{check}", "Checks while running, by kind and result.");

    internal static Counter<long> Exits { get; } = Source.CreateCounter<long>(
        "position_recovery.exits", "{order}", "Exit orders, by outcome.");

    internal static Gauge<double> UnprotectedSeconds { get; } = Source.CreateGauge<double>(
        "position_recovery.unprotected.age", "s", "How long a position has lacked exits it should have.");
}
