using System.Globalization;

namespace PositionRecovery.Simulation;

/// <summary>What the command line asks for.</summary>
internal sealed record Arguments
{
    internal const string Help = """
        Plays histories of a trading process that is killed, misled and interrupted, and judges what comes of them.

          --seeds N        N histories drawn from seeds (1000)
          --from N         the first seed (1)
          --points         every point of death of the named scenarios
          --pairs          every pair of points of death
          --calls          every call of store and venue fails once, and from then on
          --faults         every fault at every call that knows it; fails when one of them never met
          --fuzz N         N damaged stored records, with --from as the seed
          --seed N         one history
          --scenario NAME  one scenario; with --accident TEXT as a failure names it
          --keep 1,4,5     only these steps
          --every N        only every N-th case, from --offset K on
          --jobs N         processes beside each other (1)
          --until-first    stops at the first failure
          --hash           prints what makes two runs comparable
          --trace          prints all that happens
        """;

    public SearchMode Mode { get; init; }

    public long Seeds { get; init; } = 1_000;

    public ulong From { get; init; } = 1;

    public ulong? Seed { get; init; }

    public string? Scenario { get; init; }

    public string? Accident { get; init; }

    public IReadOnlyList<int>? Keep { get; init; }

    public long? Fuzz { get; init; }

    public int Jobs { get; init; } = 1;

    public int Every { get; init; } = 1;

    public long Offset { get; init; }

    public int Part { get; init; }

    public int Parts { get; init; } = 1;

    public bool UntilFirst { get; init; }

    public bool PrintsHash { get; init; }

    public bool IsTraced { get; init; }

    /// <exception cref="FormatException">It cannot be understood.</exception>
    internal static Arguments Parse(IReadOnlyList<string> args)
    {
        var result = new Arguments();
        for (int i = 0; i < args.Count; i++)
        {
            string Value() => ++i < args.Count ? args[i] : throw new FormatException($"{args[i - 1]} needs a value.");
            long Number() => long.Parse(Value(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
            result = args[i] switch
            {
                "--seeds" => result with { Seeds = Number() },
                "--from" => result with { From = (ulong)Number() },
                "--points" => result with { Mode = SearchMode.Points },
                "--pairs" => result with { Mode = SearchMode.Pairs },
                "--faults" => result with { Mode = SearchMode.Faults },
                "--calls" => result with { Mode = SearchMode.Calls },
                "--fuzz" => result with { Fuzz = Number() },
                "--seed" => result with { Seed = (ulong)Number() },
                "--scenario" => result with { Scenario = Value() },
                "--accident" => result with { Accident = Value() },
                "--keep" => result with { Keep = [.. Value().Split(',').Select(static s => int.Parse(s, CultureInfo.InvariantCulture))] },
                "--jobs" => result with { Jobs = (int)Number() },
                "--every" => result with { Every = (int)Number() },
                "--offset" => result with { Offset = Number() },
                "--part" => result with { Part = (int)Number() },
                "--parts" => result with { Parts = (int)Number() },
                "--until-first" => result with { UntilFirst = true },
                "--hash" => result with { PrintsHash = true },
                "--trace" => result with { IsTraced = true },
                _ => throw new FormatException($"'{args[i]}' is not known."),
            };
        }

        return result;
    }
}
