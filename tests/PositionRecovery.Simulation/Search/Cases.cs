using System.Globalization;

namespace PositionRecovery.Simulation;

/// <summary>The cases of each kind of search.</summary>
internal static class Cases
{
    internal static IAsyncEnumerable<Case> Of(Arguments arguments) => arguments switch
    {
        { Scenario: { } name } => Scenario(name, arguments).ToAsyncEnumerable(),
        { Seed: { } seed } => Seeds(seed, 1, arguments).ToAsyncEnumerable(),
        { Mode: SearchMode.Points } => Exhaustive.PointsAsync(),
        { Mode: SearchMode.Pairs } => Exhaustive.PairsAsync(),
        { Mode: SearchMode.Faults } => Exhaustive.FaultsAsync(),
        { Mode: SearchMode.Calls } => Exhaustive.CallsAsync(),
        _ => Seeds(arguments.From, arguments.Seeds, arguments).ToAsyncEnumerable(),
    };

    private static IEnumerable<Case> Seeds(ulong from, long count, Arguments arguments)
    {
        for (long i = 0; i < count; i++)
        {
            ulong seed = from + (ulong)i;
            string text = seed.ToString(CultureInfo.InvariantCulture);
            yield return new Case($"seed {text}", HistoryMaker.Make(seed), null, $"--seed {text}")
            {
                Keep = arguments.Keep,
            };
        }
    }

    private static IEnumerable<Case> Scenario(string name, Arguments arguments)
    {
        History history = Scenarios.All.First(s => s.Name == name).History;
        yield return new Case(
            name, history, Accident.Parse(arguments.Accident), $"--scenario \"{name}\" --accident \"{arguments.Accident}\"")
        {
            Keep = arguments.Keep,
        };
    }
}
