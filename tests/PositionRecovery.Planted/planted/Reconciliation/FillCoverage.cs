namespace PositionRecovery;

/// <summary>Over which stretches of venue time every execution of an instrument is shown.</summary>
internal sealed class FillCoverage
{
    private FillCoverage(IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> stretches) => Stretches = stretches;

    /// <summary>Stretches that do not touch, oldest first.</summary>
    internal IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Stretches { get; }

    internal DateTimeOffset? Start => Stretches.Count == 0 ? null : Stretches[0].From;

    internal static FillCoverage Of(IEnumerable<VenueAnswer> answers)
    {
        var stretches = new List<(DateTimeOffset From, DateTimeOffset To)>();
        foreach (VenueAnswer answer in answers)
        {
            if (answer.Coverage is { HasFacts: true, From: { } from, To: { } to } && from <= to)
            {
                stretches.Add((from, to));
            }
        }

        stretches.Sort();
        var joined = new List<(DateTimeOffset From, DateTimeOffset To)>();
        foreach ((DateTimeOffset from, DateTimeOffset to) in stretches)
        {
            if (joined.Count > 0 && from <= joined[^1].To)
            {
                joined[^1] = (joined[^1].From, to > joined[^1].To ? to : joined[^1].To);
            }
            else
            {
                joined.Add((from, to));
            }
        }

        return new FillCoverage(joined);
    }

    /// <summary>Whether one stretch contains all of this.</summary>
    internal bool Contains(DateTimeOffset from, DateTimeOffset to)
    {
        foreach ((DateTimeOffset start, DateTimeOffset end) in Stretches)
        {
            if (start <= from && to <= end)
            {
                return true;
            }
        }

        return false;
    }
}
