namespace PositionRecovery.Exchange;

/// <summary>How many orders an account placed in each interval of the clock.</summary>
internal sealed class OrderBudget(ExchangeLimits limits)
{
    private readonly Lock _gate = new();

    private readonly Dictionary<(AccountId Account, TimeSpan Interval), (long Slot, int Count)> _counts = [];

    /// <summary>Counts an order, or throws.</summary>
    internal IReadOnlyList<(TimeSpan Interval, int Count)> Take(DateTimeOffset now, AccountId account)
    {
        lock (_gate)
        {
            (TimeSpan Interval, int Count)[] counts = [.. limits.Orders.Select(
                l => (l.Interval, CountOf(now, account, l.Interval) + 1))];
            foreach (((TimeSpan interval, int count), (_, int limit)) in counts.Zip(limits.Orders))
            {
                if (count > limit)
                {
                    long slot = now.UtcTicks / interval.Ticks;
                    throw new ApiException(
                        StatusCodes.Status429TooManyRequests, -1015,
                        FormattableString.Invariant(
                            $"Too many new orders; current limit is {limit} orders per {Intervals.Short(interval)}."),
                        new TimeSpan(((slot + 1) * interval.Ticks) - now.UtcTicks));
                }
            }

            foreach ((TimeSpan interval, int count) in counts)
            {
                _counts[(account, interval)] = (now.UtcTicks / interval.Ticks, count);
            }

            return counts;
        }
    }

    /// <summary>Takes back an order that does not count: on spot those that were filled.</summary>
    internal void GiveBack(DateTimeOffset now, AccountId account)
    {
        lock (_gate)
        {
            foreach ((TimeSpan interval, _) in limits.Orders)
            {
                int count = CountOf(now, account, interval);
                _counts[(account, interval)] = (now.UtcTicks / interval.Ticks, Math.Max(0, count - 1));
            }
        }
    }

    /// <summary>How many there were in each interval so far.</summary>
    internal IReadOnlyList<(TimeSpan Interval, int Limit, int Count)> Read(DateTimeOffset now, AccountId account)
    {
        lock (_gate)
        {
            return [.. limits.Orders.Select(l => (l.Interval, l.Limit, CountOf(now, account, l.Interval)))];
        }
    }

    private int CountOf(DateTimeOffset now, AccountId account, TimeSpan interval) =>
        _counts.TryGetValue((account, interval), out (long Slot, int Count) found)
            && found.Slot == now.UtcTicks / interval.Ticks ? found.Count : 0;
}
