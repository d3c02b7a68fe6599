namespace PositionRecovery.Exchange;

/// <summary>The time that a list is asked of; both ends belong to it.</summary>
internal readonly record struct Window(long From, long To, bool HasStart)
{
    /// <summary>The window of a request that may be so long at most, and is by default as long and ends now.</summary>
    internal static Window Of(ApiRequest request, TimeSpan most) => Of(request, most, most);

    /// <param name="request">What was asked.</param>
    /// <param name="most">How long it may be.</param>
    /// <param name="usual">How long it is by default.</param>
    internal static Window Of(ApiRequest request, TimeSpan most, TimeSpan usual)
    {
        long length = (long)usual.TotalMilliseconds;
        long now = request.Desk.NowMs;
        long? start = request.Parameters.Long("startTime");
        long? end = request.Parameters.Long("endTime");
        if (end < start)
        {
            throw ApiException.BadCombination();
        }

        if (end - start > (long)most.TotalMilliseconds)
        {
            throw new ApiException(
                -1127, $"More than {most.TotalHours:0} hours between startTime and endTime.");
        }

        return start is { } from ? new Window(from, end ?? Math.Min(from + length, now), true)
            : end is { } to ? new Window(to - length, to, false)
            : new Window(now - length, now, false);
    }

    internal DateTimeOffset Start => DateTimeOffset.FromUnixTimeMilliseconds(From);

    internal bool Has(DateTimeOffset time) => time.ToUnixTimeMilliseconds() is var at && at >= From && at <= To;
}
