using System.Globalization;

namespace PositionRecovery.Binance;

/// <summary>A stretch of venue time; both ends belong to it.</summary>
internal readonly record struct Window(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Stretches overlap, since the venue takes some ends in and others not.</summary>
    internal static readonly TimeSpan Overlap = TimeSpan.FromSeconds(5);

    internal string Start => Text(From);

    internal string End => Text(To);

    /// <summary>From a time to the present, and a little more, so that clocks cut off nothing.</summary>
    internal static Window Since(DateTimeOffset from, DateTimeOffset now)
    {
        DateTimeOffset end = now + Limits.Lead;
        return new Window(from, end < from ? from : end);
    }

    /// <summary>The stretches of a long one, the newest first.</summary>
    /// <param name="longest">The longest that the venue takes.</param>
    internal IEnumerable<Window> Split(TimeSpan longest)
    {
        DateTimeOffset end = To;
        while (end - From > longest)
        {
            yield return new Window(end - longest, end);
            end = end - longest + Overlap;
        }

        yield return new Window(From, end);
    }

    /// <summary>As few stretches as contain all these times, the newest first; a little more on both sides, since
    /// clocks within the venue differ.</summary>
    /// <param name="times">The times.</param>
    /// <param name="all">What lies outside of it is left out.</param>
    /// <param name="longest">The longest that the venue takes.</param>
    internal static IReadOnlyList<Window> Cover(IEnumerable<Window> times, Window all, TimeSpan longest)
    {
        var cover = new List<Window>();
        foreach (Window time in times.OrderByDescending(static t => t.To))
        {
            DateTimeOffset from = time.From - DateTimeOffset.MinValue < Overlap ? all.From : time.From - Overlap;
            DateTimeOffset to = DateTimeOffset.MaxValue - time.To < Overlap ? all.To : time.To + Overlap;
            from = from < all.From ? all.From : from;
            to = to > all.To ? all.To : to;
            if (to < all.From || from > all.To)
            {
                continue;
            }

            if (cover.Count > 0 && cover[^1].From + Overlap < to)
            {
                to = cover[^1].From + Overlap; // the rest of it is covered
            }

            if (cover.Count > 0 && cover[^1].To - from <= longest)
            {
                cover[^1] = cover[^1] with { From = from < cover[^1].From ? from : cover[^1].From };
            }
            else if (cover.Count == 0 || from < cover[^1].From)
            {
                cover.AddRange(new Window(from, to).Split(longest));
            }
        }

        return cover;
    }

    /// <summary>Its newer and its older half; none when it is too short for that.</summary>
    internal IEnumerable<Window> Halves()
    {
        long middle = (From.ToUnixTimeMilliseconds() + To.ToUnixTimeMilliseconds()) / 2;
        if (middle <= From.ToUnixTimeMilliseconds())
        {
            yield break;
        }

        DateTimeOffset at = DateTimeOffset.FromUnixTimeMilliseconds(middle);
        yield return new Window(at, To);
        yield return new Window(From, at);
    }

    private static string Text(DateTimeOffset at) =>
        Math.Max(0L, at.ToUnixTimeMilliseconds()).ToString(CultureInfo.InvariantCulture);
}
