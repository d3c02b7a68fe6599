namespace PositionRecovery.Simulation.Tests;

/// <summary>What the simulator is worth: bugs that were planted are found, each by the seed that found it first.
/// </summary>
public sealed class PlantedBugTests
{
    private const string Table = "found-by.txt";

    public static TheoryData<string, string> FoundBy
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string[] row in File.ReadLines(Path.Combine(AppContext.BaseDirectory, Table))
                .Where(static l => l.Length > 0 && l[0] != '#').Select(static l => l.Split('\t')))
            {
                data.Add(row[0], row[1]);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(FoundBy))]
    public async Task Search_BugIsPlanted_IsFound(string bug, string arguments)
    {
        (int code, string text) = await Simulator.RunPlantedAsync(bug, [.. arguments.Split(' '), "--until-first"]);
        Assert.True(code == 1, $"{bug} is not found by {arguments}: find it again with more seeds.\n{text}");
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
        string[] found = [.. FoundBy.Select(static r => (string)r[0]).Order(StringComparer.Ordinal)];
        Assert.Equal(50, planted.Length);
        Assert.Equal(planted, found);
    }
}
