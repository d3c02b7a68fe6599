using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace PositionRecovery.Simulation;

/// <summary>Plays cases, prints those that fail, and counts.</summary>
internal static class Runner
{
    private const int MaxPrinted = 20;

    private const int TwiceEvery = 50;

    internal static async Task<int> RunAsync(Arguments arguments)
    {
        var reach = new ReachTable();
        using var traces = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long played = 0;
        long failed = 0;
        long number = -1;
        long start = Stopwatch.GetTimestamp();
        await foreach (Case one in Cases.Of(arguments))
        {
            number++;
            if (number % arguments.Every != arguments.Offset % arguments.Every
                || number / arguments.Every % arguments.Parts != arguments.Part)
            {
                continue;
            }

            HistoryResult result = await one.PlayAsync(arguments.IsTraced);
            played++;
            if ((number % TwiceEvery == 0 || result.HasSynthetics) && (await one.PlayAsync(arguments.IsTraced)).Trace != result.Trace)
            {
                result = result with { Violations = [.. result.Violations, "the same history is not the same run twice"] };
            }

            reach.Add(result.Reach);
            traces.AppendData(Encoding.ASCII.GetBytes(result.Trace));
            if (arguments.IsTraced)
            {
                Console.WriteLine(Describe(one));
                Console.WriteLine(string.Join('\n', result.Lines));
            }

            if (result.Violations.Count > 0 && ++failed <= MaxPrinted)
            {
                await PrintAsync(one, result, arguments);
            }

            if (failed > 0 && arguments.UntilFirst)
            {
                break;
            }
        }

        foreach (((string place, string fault), long times) in reach.Hits)
        {
            Console.WriteLine($"#reach\t{place}\t{fault}\t{times.ToString(CultureInfo.InvariantCulture)}");
        }

        if (arguments.PrintsHash)
        {
            Console.WriteLine($"traces {Convert.ToHexString(traces.GetCurrentHash())}");
        }

        Console.WriteLine(FormattableString.Invariant(
            $"#done\t{played}\t{failed}\t{Stopwatch.GetElapsedTime(start).TotalSeconds:F1}"));
        return failed == 0 ? 0 : 1;
    }

    private static async Task PrintAsync(Case one, HistoryResult result, Arguments arguments)
    {
        Console.WriteLine($"FAILED {one.Name} at {Version()}");
        foreach (string violation in result.Violations.Take(3))
        {
            Console.WriteLine($"  {violation}");
        }

        Case shrunk = arguments.Keep is null && !arguments.UntilFirst
            ? await Shrinker.ShrinkAsync(one, result.Violations[0])
            : one;
        Console.WriteLine(Describe(shrunk));
        string keep = shrunk.Keep is { Count: > 0 } steps ? $" --keep {string.Join(',', steps)}" : string.Empty;
        Console.WriteLine(
            $"  again: dotnet run -c Release --project tests/PositionRecovery.Simulation -- {one.Again}{keep} --trace");
    }

    private static string Describe(Case one) => string.Join(
        '\n',
        [
            $"  {one.Played.Options}",
            one.Accident is { } accident ? $"  {accident}" : "  no accident",
            .. one.Played.Steps.Select(static s => $"  {s}"),
        ]);

    private static string Version() => typeof(RecoveryCoordinator).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "an unknown version";
}
