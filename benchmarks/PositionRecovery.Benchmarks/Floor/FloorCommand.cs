using System.Globalization;
using PositionRecovery.Benchmarks.Data;

namespace PositionRecovery.Benchmarks.Floor;

/// <summary>
/// <c>floor [--n 1000,10000] [--mix all-matched,cold-start]</c>: what reconciling costs beside the plain hash join of
/// the same rows (<see cref="HashJoin"/>), both measured in turns in this run.
/// </summary>
/// <remarks>
/// A row is one position, order or execution: twelve for each of the <c>n</c> positions. The floor of a mix reads the
/// data of that mix; on an empty cache it stores every report, as an import must. Only the ratio may be compared
/// between machines.
/// </remarks>
internal static class FloorCommand
{
    private static readonly int[] DefaultSizes = [1_000, 10_000, 100_000];

    internal static int Run(string[] args)
    {
        if (!TryParse(args, out int[] sizes, out string[] mixes))
        {
            Console.Error.WriteLine($"floor [--n 1000,10000] [--mix {string.Join(',', MixNames.All)}]");
            return 2;
        }

        Console.WriteLine("mix|n|ms|ns/row|bytes/row|ratio");
        foreach (string mix in mixes)
        {
            foreach (int size in sizes)
            {
                Console.WriteLine(Measure(mix, size));
            }
        }

        return 0;
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

    private static bool TryParse(string[] args, out int[] sizes, out string[] mixes)
    {
        sizes = DefaultSizes;
        mixes = [.. MixNames.All];
        for (int i = 0; i < args.Length; i += 2)
        {
            string[] values = i + 1 < args.Length ? args[i + 1].Split(',') : [];
            bool isKnown = args[i] switch
            {
                "--n" => TryParseSizes(values, out sizes),
                "--mix" => (mixes = values).All(name => MixNames.Find(name) is not null),
                _ => false,
            };
            if (!isKnown || values.Length == 0)
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryParseSizes(string[] values, out int[] sizes)
    {
        sizes = [.. values.Select(value =>
            int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int size) ? size : 0)];
        return sizes.All(size => size > 0);
    }
}
