using System.Globalization;

namespace PositionRecovery.CrashWriter;

/// <summary>What a writer is told.</summary>
public sealed record WriterArguments
{
    /// <summary>The store: kind, colon, place.</summary>
    public required string Store { get; init; }

    public required TraderId Trader { get; init; }

    public required string Owner { get; init; }

    public bool TakesOver { get; init; }

    /// <summary>Whether it is an engine with a state manager instead of a bare writer.</summary>
    public bool IsEngine { get; init; }

    /// <summary>How long it rests after each commit, so that a freeze rarely falls into one.</summary>
    public TimeSpan Pause { get; init; }

    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromHours(1);

    public int Commits { get; init; } = int.MaxValue;

    public static WriterArguments? Parse(IReadOnlyList<string> args)
    {
        if (args.Count < 3)
        {
            return null;
        }

        var parsed = new WriterArguments { Store = args[0], Trader = new(args[1]), Owner = args[2] };
        for (int n = 3; n < args.Count; n++)
        {
            parsed = args[n] switch
            {
                "--take-over" => parsed with { TakesOver = true },
                "--engine" => parsed with { IsEngine = true },
                "--pause" => parsed with { Pause = TimeSpan.FromMilliseconds(Number(args[++n])) },
                "--lease" => parsed with { LeaseTime = TimeSpan.FromMilliseconds(Number(args[++n])) },
                "--commits" => parsed with { Commits = Number(args[++n]) },
                _ => throw new ArgumentException($"{args[n]} is no option."),
            };
        }

        return parsed;
    }

    public IEnumerable<string> ToArguments() =>
    [
        Store, Trader.Value, Owner, .. (IEnumerable<string>)(TakesOver ? ["--take-over"] : []),
        .. (IEnumerable<string>)(IsEngine ? ["--engine"] : []),
        "--lease", ((int)LeaseTime.TotalMilliseconds).ToString(CultureInfo.InvariantCulture),
        "--pause", ((int)Pause.TotalMilliseconds).ToString(CultureInfo.InvariantCulture),
        "--commits", Commits.ToString(CultureInfo.InvariantCulture),
    ];

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
