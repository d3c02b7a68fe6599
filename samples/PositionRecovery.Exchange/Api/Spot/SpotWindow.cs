namespace PositionRecovery.Exchange;

/// <summary>The time that a list of the spot API is asked of: open at an end that is not named.</summary>
internal readonly record struct SpotWindow(long? From, long? To)
{
    internal bool HasStart => From is not null;

    internal DateTimeOffset Start => From is { } from
        ? DateTimeOffset.FromUnixTimeMilliseconds(from) : DateTimeOffset.UnixEpoch;

    internal static SpotWindow Of(ApiRequest request, TimeSpan most)
    {
        long? start = request.Parameters.Long("startTime");
        long? end = request.Parameters.Long("endTime");
        return end < start ? throw ApiException.BadCombination()
            : end - start > (long)most.TotalMilliseconds
                ? throw new ApiException(
                    -1127, $"More than {most.TotalHours:0} hours between startTime and endTime.")
                : new SpotWindow(start, end);
    }

    internal bool Has(DateTimeOffset time) =>
        time.ToUnixTimeMilliseconds() is var at && !(at < From) && !(at > To);
}
