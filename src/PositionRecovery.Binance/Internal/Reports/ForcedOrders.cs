namespace PositionRecovery.Binance;

/// <summary>Asks whether orders that call themselves the venue's own are: liquidations and auto-deleveraging. Their
/// client ids are words that anybody may choose; the venue has a list of those that it made. It is dear, and asked only
/// when there is such an order.</summary>
internal sealed class ForcedOrders(Desk desk)
{
    /// <summary>An order that is younger may not be in the list yet.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromMinutes(1);

    /// <summary>The same orders, with what the list says: what is not in it has an unknown origin. Where the list is
    /// not answered, or is not whole, client ids are believed.</summary>
    internal async ValueTask<IReadOnlyCollection<OrderReport>> ConfirmAsync(
        IReadOnlyCollection<OrderReport> orders,
        string? symbol,
        HistoryPages pages,
        CancellationToken cancellationToken)
    {
        OrderReport[] marked = [.. orders.Where(static o => IsMarked(o) && o.CreatedAt is not null)];
        if (marked.Length == 0)
        {
            return orders;
        }

        var listed = new HashSet<(InstrumentId, VenueOrderId?)>();
        DateTimeOffset end = desk.Now;
        foreach (Window window in Window.Cover(
            marked.Select(static o => new Window(o.CreatedAt!.Value, o.CreatedAt.Value)),
            Window.Since(end - Limits.FuturesRetention, end),
            Limits.LongestWindow(isSpot: false)))
        {
            try
            {
                if (!pages.TryTake())
                {
                    return orders;
                }

                (Page<OrderReport> page, _) = await desk.OrdersAsync(
                    desk.Calls.ForceOrders(symbol, window), cancellationToken, Calls.ForcedPageSize)
                    .ConfigureAwait(false);
                if (page.Fault is not null || page.Count >= Calls.DefaultForcedPageSize)
                {
                    return orders;
                }

                page.Rows.ForEach(r => listed.Add((r.Instrument, r.VenueOrder)));
            }
            catch (Exception thrown) when (ReadFailures.IsOfOneCall(thrown))
            {
                return orders;
            }
        }

        return
        [
            .. orders.Select(o => !IsMarked(o) || !(o.CreatedAt < end - Lag)
                || listed.Contains((o.Instrument, o.VenueOrder))
                    ? o
                    : o with { Origin = OrderOrigin.Unknown }),
        ];
    }

    private static bool IsMarked(OrderReport order) =>
        order.Origin is OrderOrigin.Liquidation or OrderOrigin.AutoDeleveraging;
}
