using System.Globalization;
using PositionRecovery.Benchmarks.Data;

namespace PositionRecovery.Benchmarks.Floor;

/// <summary>What reconciling costs beside the plain hash join of the same rows (<see cref="HashJoin"/>).</summary>
/// <remarks>
/// A row is one position, order or execution: twelve for each of the <c>n</c> positions. The floor of a mix reads the
/// data of that mix; on an empty cache it stores every report, as an import must.
/// </remarks>
internal static class ReconcileFloor
{
    internal static void Run(FloorOptions options)
    {
        Console.WriteLine("mix|n|ms|ns/row|bytes/row|ratio");
        foreach (string mix in options.Mixes)
        {
            foreach (int size in options.Sizes)
            {
                Console.WriteLine(Measure(mix, size));
            }
        }
    }

    private static string Measure(string name, int size)
    {
        Dataset data = Dataset.Make(MixNames.Find(name)!.Value, size);
        data.Check(data.Reconcile());
        int runs = size switch
        {
            <= 1_000 => 31,
            <= 10_000 => 11,
            _ => 5,
        };
        (Measurement reconcile, Measurement floor) = Measurement.Of(
            () => GC.KeepAlive(data.Reconcile()), () => HashJoin.Run(data.Cached, data.Venue), runs);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{name}|{size}|{reconcile.Milliseconds:F2}|{reconcile.Milliseconds * 1e6 / data.Rows:F0}"
            + $"|{reconcile.Bytes / data.Rows:F0}|{reconcile.Milliseconds / floor.Milliseconds:F2}x");
    }
}
