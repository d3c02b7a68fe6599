using System.Diagnostics;
using System.Globalization;

namespace PositionRecovery.Simulation;

internal static class Runner
{
    internal static async Task<int> RunAsync(string[] args)
    {
        ulong from = ulong.Parse(args[0], CultureInfo.InvariantCulture);
        int count = int.Parse(args[1], CultureInfo.InvariantCulture);
        bool isTraced = args.Contains("--trace");
        int failed = 0;
        long start = Stopwatch.GetTimestamp();
        for (ulong seed = from; seed < from + (ulong)count; seed++)
        {
            History history = HistoryMaker.Make(seed);
            HistoryResult result = await HistoryRun.PlayAsync(history, isTraced);
            if (args.Contains("--shrink") && result.Violations.Count > 0)
            {
                history = await Shrinker.ShrinkAsync(history, result.Violations[0]);
                result = await HistoryRun.PlayAsync(history, isTraced);
            }

            if (isTraced || args.Contains("--shrink"))
            {
                Console.WriteLine(history.Options);
                Console.WriteLine(string.Join('\n', history.Steps));
                Console.WriteLine(string.Join('\n', result.Lines));
                Console.WriteLine(result.Trace);
            }

            if (result.Violations.Count > 0)
            {
                failed++;
                Console.WriteLine($"seed {seed}: {string.Join('\n', result.Violations.Take(3))}");
            }
        }

        Console.WriteLine($"{count} histories, {failed} failed, {Stopwatch.GetElapsedTime(start)}");
        return failed == 0 ? 0 : 1;
    }
}
