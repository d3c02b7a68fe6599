namespace PositionRecovery.Simulation;

/// <summary>One thing to play: a history, what goes wrong besides, and the arguments that play it again.</summary>
internal sealed record Case(string Name, History History, Accident? Accident, string Again)
{
    /// <summary>Only these steps, counted from 0; <c>null</c> for all.</summary>
    internal IReadOnlyList<int>? Keep { get; init; }

    internal History Played => Keep is { } keep
        ? History with { Steps = [.. keep.Select(i => History.Steps[i])] }
        : History;

    internal Task<HistoryResult> PlayAsync(bool keepsText = false) =>
        HistoryRun.PlayAsync(Played, Accident, keepsText);
}
