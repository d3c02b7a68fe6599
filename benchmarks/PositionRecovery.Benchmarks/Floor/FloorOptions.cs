using System.Globalization;
using PositionRecovery.Benchmarks.Data;

namespace PositionRecovery.Benchmarks.Floor;

/// <summary>What of the floor is measured, and how large.</summary>
internal sealed class FloorOptions
{
    internal const string Usage = "floor [--only reconcile,load,commit,state,recover,parse] [--n 1000,10000] "
        + "[--mix all-matched,drift-1pct,all-external,cold-start] [--positions 1000,100000] "
        + "[--redis HOST:PORT] [--directory PATH]";

    private static readonly string[] AllParts = ["reconcile", "load", "commit", "state", "recover", "parse"];

    private string[] _parts = AllParts;

    internal int[] Sizes { get; private set; } = [1_000, 10_000, 100_000];

    internal string[] Mixes { get; private set; } = [.. MixNames.All];

    /// <summary>How many positions, each with an order, are held: a load takes the last, commits the first, and the
    /// cost of an event is measured at each.</summary>
    internal int[] Positions { get; private set; } = [1_000, 100_000];

    /// <summary>A server to use; <c>null</c> to start one.</summary>
    internal string? Redis { get; private set; }

    /// <summary>Where files are written: the disk that is measured.</summary>
    internal string Directory { get; private set; } = Path.GetTempPath();

    internal bool Has(string part) => _parts.Contains(part, StringComparer.Ordinal);

    internal static FloorOptions? Parse(string[] args)
    {
        var options = new FloorOptions();
        for (int i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length || !options.TrySet(args[i], args[i + 1]))
            {
                return null;
            }
        }

        return options;
    }

    private bool TrySet(string name, string value)
    {
        string[] values = value.Split(',');
        switch (name)
        {
            case "--only":
                _parts = values;
                return values.All(AllParts.Contains);
            case "--mix":
                Mixes = values;
                return values.All(static mix => MixNames.Find(mix) is not null);
            case "--n":
                Sizes = Numbers(values);
                return Sizes.All(static size => size > 0);
            case "--positions":
                Positions = Numbers(values);
                return Positions.All(static size => size > 0);
            case "--redis":
                Redis = value;
                return value.Contains(':', StringComparison.Ordinal);
            case "--directory":
                Directory = value;
                return System.IO.Directory.Exists(value);
            default:
                return false;
        }
    }

    private static int[] Numbers(string[] values) => [.. values.Select(static value =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0)];
}
