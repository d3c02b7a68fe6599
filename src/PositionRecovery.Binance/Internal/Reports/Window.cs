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
