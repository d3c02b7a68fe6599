using System.Globalization;
using System.Reflection;
using Xunit.Abstractions;

namespace PositionRecovery.Simulation.Tests;

/// <summary>The rungs that every build climbs. What a failure prints is how to play it again.</summary>
public sealed class LadderTests(ITestOutputHelper output)
{
    private const string Jobs = "2";

    /// <summary>Whether there is time for all of it.</summary>
    internal static bool IsAll => Environment.GetEnvironmentVariable("SIMULATION") == "all";

    /// <summary>Seeds that no build had before, and the same for whoever builds this one.</summary>
    private static string FreshSeeds
    {
        get
        {
            string version = typeof(LadderTests).Assembly
                .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
            string commit = version[(version.IndexOf('+', StringComparison.Ordinal) + 1)..];
            return ulong.TryParse(commit.AsSpan(0, Math.Min(8, commit.Length)), NumberStyles.HexNumber, null, out ulong seed)
                ? (seed + 1_000_000).ToString(CultureInfo.InvariantCulture)
                : "1000000";
        }
    }

    [Fact]
    public async Task Seeds_SameOnesInTwoProcesses_AreTheSameRuns()
    {
        (_, string first) = await Simulator.RunAsync("--seeds", "40", "--hash", "--from", FreshSeeds);
        (_, string second) = await Simulator.RunAsync("--seeds", "40", "--hash", "--from", FreshSeeds);
        Assert.Equal(TracesOf(first), TracesOf(second));
    }

    [Fact]
    public Task Seeds_Histories_HoldEveryInvariant() => HoldsAsync("--seeds", IsAll ? "10000" : "150");

    [Fact]
    public Task Points_DeathsOfEveryScenario_AreRecoveredFrom() => HoldsAsync(["--points", .. Share(20)]);

    [Fact]
    public Task Calls_EachFailsOnceOrForGood_IsRecoveredFrom() => HoldsAsync(["--calls", .. Share(40)]);

    [Fact]
    public Task Faults_AtCallsThatKnowThem_AreRecoveredFrom() => HoldsAsync(["--faults", .. Share(5)]);

    [Fact]
    public async Task Records_DamagedByTheMillion_AreRefusedOrHarmless()
    {
        (int code, string text) = await Simulator.RunAsync("--fuzz", "500000", "--from", FreshSeeds);
        output.WriteLine(text);
        Assert.True(code == 0, text);
    }

    /// <summary>A build takes a share of a list that is long; SIMULATION=all takes all of it.</summary>
    private static string[] Share(int every) =>
        IsAll ? [] : ["--every", every.ToString(CultureInfo.InvariantCulture)];

    private async Task HoldsAsync(params string[] args)
    {
        (int code, string text) = await Simulator.RunAsync([.. args, "--jobs", Jobs]);
        output.WriteLine(text);
        Assert.True(code == 0 && text.Contains(" 0 failed", StringComparison.Ordinal), text);
    }

    private static string TracesOf(string text) =>
        text.Split('\n').Single(static l => l.StartsWith("traces ", StringComparison.Ordinal));
}
