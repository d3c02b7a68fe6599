using System.Collections.Concurrent;

namespace PositionRecovery.Simulation.Tests;

/// <summary>What the simulator is worth: bugs that were planted are found, each by the case that found it first.
/// </summary>
public sealed class PlantedBugTests
{
    private static IReadOnlyList<(string Bug, string Arguments)> FoundBy { get; } =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "found-by.txt"))
            .Where(static l => l.Length > 0 && l[0] != '#').Select(static l => l.Split('\t'))
            .Select(static row => (row[0], row[1])),
    ];

    /// <summary>A build takes a fifth of them; SIMULATION=all takes all.</summary>
    private static IEnumerable<(string Bug, string Arguments)> Share =>
        LadderTests.IsAll ? FoundBy : FoundBy.Where(static (_, i) => i % 5 == 0);

    [Fact]
    public async Task Search_BugIsPlanted_IsFoundByTheCaseThatFoundItFirst()
    {
        var missed = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(Share, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (row, _) =>
        {
            (int code, string text) = await Simulator.RunPlantedAsync(
                row.Bug, [.. row.Arguments.Split(' '), "--until-first"]);
            if (code != 1)
            {
                missed.Add($"{row.Bug} is not found by {row.Arguments}: search again from seed 1.\n{text}");
            }
        });
        Assert.True(missed.IsEmpty, string.Join('\n', missed));
    }

    [Fact]
    public async Task Search_NothingIsAwake_FindsNothing()
    {
        (int code, string text) = await Simulator.RunPlantedAsync(string.Empty, "--seeds", "20");
        Assert.True(code == 0, text);
    }

    [Fact]
    public void Table_EveryPlantedBug_HasARow()
    {
        string[] planted = [.. File.ReadLines(Path.Combine(Simulator.PlantedFolder, "planted.txt"))
            .Select(static l => l.Split('\t')[0]).Order(StringComparer.Ordinal)];
        Assert.Equal(50, planted.Length);
        Assert.Equal(planted, FoundBy.Select(static r => r.Bug).Order(StringComparer.Ordinal));
    }
}
