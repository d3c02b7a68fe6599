namespace PositionRecovery.Binance;

/// <summary>What executions of one instrument left behind. Not thread-safe while it is gathered.</summary>
internal sealed class SymbolTrace
{
    private readonly List<Window> _times = [];
    private readonly Dictionary<VenueOrderId, decimal> _executed = [];

    /// <summary>When it was traded.</summary>
    internal IReadOnlyList<Window> Times => _times;

    /// <summary>Whether orders show what was executed, against which executions can be counted.</summary>
    internal bool IsCountable => _executed.Count > 0;

    internal void At(DateTimeOffset at) => _times.Add(new Window(at, at));

    /// <summary>Nothing tells when.</summary>
    internal void AtAnyTime() => At(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    /// <summary>An order was executed between the time it was made and the time it last changed.</summary>
    /// <param name="order">The order.</param>
    /// <param name="since">Executions since then are looked for.</param>
    internal void By(OrderReport order, DateTimeOffset since)
    {
        At(order.CreatedAt ?? DateTimeOffset.MinValue, order.UpdatedAt ?? DateTimeOffset.MaxValue);
        if (order is { VenueOrder: { } id, Filled: > 0m and { } filled } && order.CreatedAt >= since)
        {
            _executed[id] = filled; // of an older one, what was executed earlier is not looked for
        }
    }

    /// <summary>Whether executions add up to what the orders say.</summary>
    internal bool IsMetBy(IReadOnlyCollection<FillReport> fills)
    {
        var sums = new Dictionary<VenueOrderId, decimal>();
        foreach (FillReport fill in fills)
        {
            if (fill.VenueOrder is { } id)
            {
                sums[id] = sums.GetValueOrDefault(id) + fill.Quantity;
            }
        }

        return _executed.All(e => sums.GetValueOrDefault(e.Key) >= e.Value);
    }

    private void At(DateTimeOffset from, DateTimeOffset to) => _times.Add(new Window(from, to < from ? from : to));
}
