using System.Diagnostics;
using System.Globalization;
using PositionRecovery.Benchmarks.Data;
using PositionRecovery.Benchmarks.Stores;

namespace PositionRecovery.Benchmarks.Floor;

/// <summary>What recording an event costs the thread that records it, in group mode, with few and with many positions
/// and working orders at hand. Events come in bursts that fit one group, and the writer finishes between them; a row
/// is the median burst.</summary>
internal static class StateFloor
{
    private const int Burst = 128;
    private const int WarmUps = 100;
    private const int Bursts = 200;

    private static readonly string[] Names = ["submitted", "accepted", "filled", "filled-up"];

    internal static void Run(FloorOptions options)
    {
        Console.WriteLine("state|positions|event|ns/event|bytes/event");
        foreach (int positions in options.Positions)
        {
            foreach (string row in MeasureAsync(positions).GetAwaiter().GetResult())
            {
                Console.WriteLine(row);
            }
        }
    }

    private static async Task<IReadOnlyList<string>> MeasureAsync(int positions)
    {
        await using var store = new NullStore();
        await using Desk desk = await Desk.OpenAsync(store, DurabilityMode.Grouped, positions);
        await desk.FillAsync();
        var bursts = new List<Measurement[]>();
        for (int i = 0; i < WarmUps + Bursts; i++)
        {
            Measurement[] burst = await BurstAsync(desk);
            if (i >= WarmUps)
            {
                bursts.Add(burst);
            }
        }

        List<string> rows =
            [.. Names.Select((name, kind) => Row(positions, name, bursts.Select(burst => burst[kind])))];
        rows.Add(Row(positions, "mix", bursts.Select(static burst => new Measurement(
            burst.Average(static kind => kind.Milliseconds), burst.Average(static kind => kind.Bytes)))));
        return rows;
    }

    private static string Row(int positions, string name, IEnumerable<Measurement> bursts)
    {
        var median = Measurement.Median([.. bursts]);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"state|{positions}|{name}|{median.Milliseconds * 1e6 / Burst:F0}|{median.Bytes / Burst:F0}");
    }

    /// <summary>The life of some orders, one kind of event after the other.</summary>
    private static async Task<Measurement[]> BurstAsync(Desk desk)
    {
        int[] orders = await desk.IntendAsync(Burst);
        Engine engine = desk.Engine;
        Func<int, ExecutionEvent>[] kinds =
            [engine.Submitted, engine.Accepted, order => engine.Filled(order, 0), order => engine.Filled(order, 1)];
        var costs = new Measurement[kinds.Length];
        for (int kind = 0; kind < kinds.Length; kind++)
        {
            ExecutionEvent[] events = [.. orders.Select(kinds[kind])];
            costs[kind] = Record(desk.State, events);
            await desk.State.FlushAsync();
        }

        return costs;
    }

    private static Measurement Record(StateManager state, ExecutionEvent[] events)
    {
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        long begin = Stopwatch.GetTimestamp();
        foreach (ExecutionEvent happened in events)
        {
            ValueTask<RecordResult> recorded = state.RecordAsync(happened);
            if (!recorded.IsCompletedSuccessfully || recorded.Result.Status != RecordStatus.Recorded)
            {
                throw new InvalidOperationException("An event was not recorded at once.");
            }
        }

        double elapsed = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        return new Measurement(elapsed, GC.GetAllocatedBytesForCurrentThread() - bytes);
    }
}
