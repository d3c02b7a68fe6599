namespace PositionRecovery.Simulation;

/// <summary>A world and what happens in it.</summary>
internal sealed record History(ulong Seed, HistoryOptions Options, IReadOnlyList<Step> Steps);
