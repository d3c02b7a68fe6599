namespace PositionRecovery.Binance;

/// <summary>Counts against one limit. A request counts from the moment it is let go until the whole span has passed
/// since its answer: whenever it arrived in between, no span of the venue's has more than the limit. Not for use by
/// several threads.</summary>
internal sealed class LimitWindow(RateLimit limit)
{
    private readonly PriorityQueue<(int Amount, bool IsOwn), long> _ends = new();
    private long _own;
    private long _all;

    internal RateLimit Limit { get; set; } = limit;

    /// <summary>When something falls out of the count next; <c>null</c> when nothing is known to.</summary>
    internal long? NextEnd => _ends.TryPeek(out _, out long at) ? at : null;

    /// <summary>Whether the request fits. The caller has called <see cref="Expire"/>.</summary>
    internal bool HasRoom(RequestCost cost)
    {
        int amount = cost.Of(Limit.Kind);
        return amount == 0 || (_own + amount <= cost.Cap(Limit) && _all + amount <= Limit.Limit);
    }

    internal void Begin(int amount)
    {
        _own += amount;
        _all += amount;
    }

    internal void End(int amount, long at)
    {
        if (amount > 0)
        {
            _ends.Enqueue((amount, true), at);
        }
    }

    /// <summary>The venue counts more than we do: others use the same address or account.</summary>
    internal void Learn(int used, long end)
    {
        if (used > _all)
        {
            int others = (int)(used - _all);
            _all += others;
            _ends.Enqueue((others, false), end);
        }
    }

    internal void Expire(long now)
    {
        while (_ends.TryPeek(out (int Amount, bool IsOwn) entry, out long at) && at <= now)
        {
            _ends.Dequeue();
            _all -= entry.Amount;
            _own -= entry.IsOwn ? entry.Amount : 0;
        }
    }
}
