using System.Diagnostics;

namespace PositionRecovery.Simulation.Tests;

/// <summary>The simulator, as a process of its own.</summary>
internal static class Simulator
{
    private static readonly string Here = Path.Combine(AppContext.BaseDirectory, "PositionRecovery.Simulation.dll");

    /// <summary>The same over the product with planted bugs.</summary>
    private static readonly string Planted = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory.Replace(
            "PositionRecovery.Simulation.Tests", "PositionRecovery.Planted", StringComparison.Ordinal),
        "PositionRecovery.Simulation.dll"));

    internal static string PlantedFolder => Path.GetDirectoryName(Planted)!;

    internal static Task<(int Code, string Output)> RunAsync(params string[] args) => RunAsync(Here, null, args);

    internal static Task<(int Code, string Output)> RunPlantedAsync(string bug, params string[] args) =>
        RunAsync(Planted, bug, args);

    private static async Task<(int Code, string Output)> RunAsync(string assembly, string? bug, string[] args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(assembly);
        foreach (string arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        if (bug is not null)
        {
            start.Environment["PLANTED_BUG"] = bug;
        }

        using var run = System.Diagnostics.Process.Start(start)!;
        Task<string> errors = run.StandardError.ReadToEndAsync();
        string output = await run.StandardOutput.ReadToEndAsync();
        await run.WaitForExitAsync();
        return (run.ExitCode, output + await errors);
    }
}
