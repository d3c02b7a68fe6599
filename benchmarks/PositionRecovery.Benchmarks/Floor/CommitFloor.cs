using System.Diagnostics;
using System.Globalization;
using PositionRecovery.Benchmarks.Stores;

namespace PositionRecovery.Benchmarks.Floor;

/// <summary>How many events a second become durable through the state manager, beside writing the same bytes raw in as
/// many transactions or scripts.</summary>
internal static class CommitFloor
{
    private const int Rounds = 7;
    private const int Single = 200;
    private const int Grouped = 6_000;

    internal static void Run(FloorOptions options, string? redis) => RunAsync(options, redis).GetAwaiter().GetResult();

    private static async Task RunAsync(FloorOptions options, string? redis)
    {
        Console.WriteLine("commit|store|events/s|events/commit|raw events/s|of raw");
        await foreach (IBackend backend in Backends.OfAsync(options, redis))
        {
            await using (backend)
            {
                if (backend.IsDurable)
                {
                    await MeasureAsync(backend, DurabilityMode.PerEvent, Single, options.Positions[0]);
                    await MeasureAsync(backend, DurabilityMode.Grouped, Grouped, options.Positions[0]);
                }
            }
        }
    }

    private static async Task MeasureAsync(IBackend backend, DurabilityMode durability, int orders, int positions)
    {
        await using var store = new RecordingStore(backend.MakeStore());
        await using Desk desk = await Desk.OpenAsync(store, durability, positions);
        await desk.FillAsync();
        await using IRawWriter raw = await backend.MakeWriterAsync();
        int written = 0;
        var rounds = new List<(double Ours, double Raw)>();
        int commits = 0;
        for (int round = 0; round < Rounds; round++)
        {
            int[] next = await desk.IntendAsync(orders);
            written = await WriteAsync(raw, store, written); // what is not measured
            (double ours, int count) = await RecordAsync(desk, store, durability, next);
            double theirs = await TimeRawAsync(raw, store, written);
            written += count;
            if (round > 0)
            {
                commits += count;
                rounds.Add((ours, theirs));
            }
        }

        Print(backend, durability, orders * 4, orders * 4.0 * rounds.Count / commits, rounds);
    }

    private static async Task<(double Seconds, int Commits)> RecordAsync(
        Desk desk, RecordingStore store, DurabilityMode durability, int[] orders)
    {
        ExecutionEvent[] events =
        [
            .. orders.Select(desk.Engine.Submitted), .. orders.Select(desk.Engine.Accepted),
            .. orders.Select(order => desk.Engine.Filled(order, 0)),
            .. orders.Select(order => desk.Engine.Filled(order, 1)),
        ];
        int before = store.Commits.Count;
        long begin = Stopwatch.GetTimestamp();
        foreach (ExecutionEvent happened in events)
        {
            await desk.State.RecordAsync(happened);
        }

        if (durability == DurabilityMode.Grouped)
        {
            await desk.State.FlushAsync();
        }

        return (Stopwatch.GetElapsedTime(begin).TotalSeconds, store.Commits.Count - before);
    }

    private static async Task<double> TimeRawAsync(IRawWriter raw, RecordingStore store, int from)
    {
        Func<Task>[] writes = [.. store.Commits.Skip(from).Select(raw.Prepare)];
        long begin = Stopwatch.GetTimestamp();
        foreach (Func<Task> write in writes)
        {
            await write();
        }

        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    private static async Task<int> WriteAsync(IRawWriter raw, RecordingStore store, int from)
    {
        await TimeRawAsync(raw, store, from);
        return store.Commits.Count;
    }

    private static void Print(
        IBackend backend, DurabilityMode durability, int events, double group, List<(double Ours, double Raw)> rounds)
    {
        double ours = events / Median(rounds.Select(static round => round.Ours));
        double raw = events / Median(rounds.Select(static round => round.Raw));
        string name = durability == DurabilityMode.Grouped ? "grouped" : "per-event";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"commit {name}|{backend.Name}|{ours:F0}|{group:F0}|{raw:F0}|{ours / raw:P0}"));
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
