namespace PositionRecovery.Exchange;

/// <summary>The limits as exchangeInfo tells them.</summary>
internal static class RateLimits
{
    internal static object[] Of(ExchangeLimits limits) =>
    [
        new
        {
            rateLimitType = "REQUEST_WEIGHT", interval = "MINUTE", intervalNum = 1, limit = limits.WeightPerMinute,
        },
        .. limits.Orders.Select(static l =>
        {
            (string word, int count) = Intervals.Long(l.Interval);
            return (object)new { rateLimitType = "ORDERS", interval = word, intervalNum = count, limit = l.Limit };
        }),
    ];
}
