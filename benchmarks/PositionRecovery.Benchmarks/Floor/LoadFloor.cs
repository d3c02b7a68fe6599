using System.Globalization;
using PositionRecovery.Benchmarks.Stores;

namespace PositionRecovery.Benchmarks.Floor;

/// <summary>What loading a trader costs beside reading the same bytes raw through the same client: the rows as the
/// store gives them, and the state that is made of them.</summary>
internal static class LoadFloor
{
    private const int Runs = 5;

    internal static void Run(FloorOptions options, string? redis) => RunAsync(options, redis).GetAwaiter().GetResult();

    private static async Task RunAsync(FloorOptions options, string? redis)
    {
        Console.WriteLine("load|store|positions|rows|ms|ns/row|bytes/row|raw ms|ratio");
        await foreach (IBackend backend in Backends.OfAsync(options, redis))
        {
            await using (backend)
            {
                await MeasureAsync(backend, options.Positions[^1]);
            }
        }
    }

    private static async Task MeasureAsync(IBackend backend, int positions)
    {
        await using IPositionStore store = backend.MakeStore();
        await using (Desk desk = await Desk.OpenAsync(store, DurabilityMode.Grouped, positions))
        {
            await desk.FillAsync();
        }

        (long rows, _) = await backend.ReadRawAsync();
        void ReadRaw() => backend.ReadRawAsync().GetAwaiter().GetResult();
        (Measurement bytes, Measurement raw) = Measurement.Of(
            () => Check(store.LoadAsync(Desk.Trader, CancellationToken.None).AsTask().GetAwaiter().GetResult(), rows),
            ReadRaw, Runs);
        Print("rows", backend, positions, rows, bytes, raw);
        var reader = new StateReader(store, Desk.Trader, journalKey: null);
        (Measurement state, raw) = Measurement.Of(
            () => Check(reader.LoadAsync().GetAwaiter().GetResult(), positions), ReadRaw, Runs);
        Print("state", backend, positions, rows, state, raw);
    }

    private static void Check(StoredState loaded, long rows)
    {
        if (loaded.Rows.Count != rows)
        {
            throw new InvalidOperationException($"Loaded {loaded.Rows.Count} rows; raw there are {rows}.");
        }
    }

    private static void Check(StoredPicture loaded, int positions)
    {
        CachedSnapshot snapshot = loaded.State.Snapshot;
        if (snapshot.Positions.Count != positions || snapshot.Orders.Count != positions || loaded.Quarantined.Count > 0)
        {
            throw new InvalidOperationException(
                $"Loaded {snapshot.Positions.Count} positions and {snapshot.Orders.Count} orders; there are "
                + $"{positions} of each.");
        }
    }

    private static void Print(
        string what, IBackend backend, int positions, long rows, Measurement load, Measurement raw) =>
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"load {what}|{backend.Name}|{positions}|{rows}|{load.Milliseconds:F0}|{load.Milliseconds * 1e6 / rows:F0}"
            + $"|{load.Bytes / rows:F0}|{raw.Milliseconds:F0}|{load.Milliseconds / raw.Milliseconds:F2}x"));
}
