namespace PositionRecovery.Binance;

/// <summary>Reads lists of orders: stretches of time, the newest first. Where a page may be cut, at which end is
/// not told: both halves of its time are read then.</summary>
internal sealed class OrderPages(HistoryPages pages, TimeSpan longest)
{
    internal async ValueTask<OrderHistory> ReadAsync(
        Func<Window, ValueTask<(Page<OrderReport> Page, DateTimeOffset AsOf)>> ask, Window all)
    {
        var orders = new Dictionary<(InstrumentId, VenueOrderId?), OrderReport>();
        DateTimeOffset? asOf = null;
        string? fault = null;
        bool isWhole = true;
        int cut = Calls.DefaultPageSize;
        var left = new Stack<Window>();
        using IEnumerator<Window> windows = all.Split(longest).GetEnumerator();
        while (left.Count > 0 || windows.MoveNext())
        {
            Window window = left.TryPop(out Window half) ? half : windows.Current;
            if (!pages.TryTake())
            {
                isWhole = false;
                break;
            }

            (Page<OrderReport> page, DateTimeOffset at) = await ask(window).ConfigureAwait(false);
            asOf ??= at;
            fault ??= page.Fault;
            foreach (OrderReport row in page.Rows)
            {
                // The newest stretch comes first, and with it the latest that is known of an order.
                orders.TryAdd((row.Instrument, row.VenueOrder), row);
            }

            // The venue goes by its default, or by what was asked for: a page shorter than one before is not cut.
            cut = Math.Max(cut, page.Count);
            if (page.Count >= cut)
            {
                Window[] halves = [.. window.Halves().Reverse()];
                isWhole &= halves.Length > 0;
                Array.ForEach(halves, left.Push);
            }
        }

        return new OrderHistory(orders.Values, asOf, isWhole, fault);
    }
}
