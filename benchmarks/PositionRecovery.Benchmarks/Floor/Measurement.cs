using System.Diagnostics;

namespace PositionRecovery.Benchmarks.Floor;

/// <summary>What repeated runs of one piece of work took.</summary>
/// <param name="Milliseconds">The median time of a run.</param>
/// <param name="Bytes">The median of what a run allocated, on all threads.</param>
internal readonly record struct Measurement(double Milliseconds, double Bytes)
{
    /// <summary>Long enough for the runtime to finish compiling what runs often.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <summary>Measures two pieces of work in turns, so that a slow spell of the machine hits both.</summary>
    internal static (Measurement First, Measurement Second) Of(Action first, Action second, int runs)
    {
        long begin = Stopwatch.GetTimestamp();
        do
        {
            first();
            second();
        }
        while (Stopwatch.GetElapsedTime(begin) < WarmUp);

        var firsts = new Measurement[runs];
        var seconds = new Measurement[runs];
        for (int i = 0; i < runs; i++)
        {
            firsts[i] = Once(first);
            seconds[i] = Once(second);
        }

        return (Median(firsts), Median(seconds));
    }

    private static Measurement Once(Action work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        long begin = Stopwatch.GetTimestamp();
        work();
        double elapsed = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        return new Measurement(elapsed, GC.GetTotalAllocatedBytes(precise: true) - bytes);
    }

    internal static Measurement Median(Measurement[] runs) =>
        new(Median(runs.Select(run => run.Milliseconds)), Median(runs.Select(run => run.Bytes)));

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
