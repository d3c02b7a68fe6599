using System.Net;

namespace PositionRecovery.Binance;

/// <summary>Finds which instruments of a futures account were traded since a time, and when. Every execution leaves
/// traces: the position changed, its order is in the list of all orders, a commission was booked unless it was free.
/// The list of all orders that are still shown tells everything; so do a whole list of bookings and the younger orders
/// together. Where orders are not shown for all instruments, a whole list of bookings must do.</summary>
internal sealed class TradedInstruments(Desk desk)
{
    private readonly Calls _calls = desk.Calls;

    /// <returns>What was found; <c>null</c> when it cannot be told.</returns>
    internal async ValueTask<Trace?> FindAsync(DateTimeOffset from, CancellationToken cancellationToken)
    {
        DateTimeOffset since = from - Window.Overlap;
        (Page<PositionReport> positions, DateTimeOffset asOf) =
            await desk.PositionsAsync(null, cancellationToken).ConfigureAwait(false);
        var trace = new Trace(from, asOf);
        foreach (PositionReport row in positions.Rows)
        {
            if (row.UpdatedAt is null && row.Quantity != 0m)
            {
                Of(trace, row.Instrument)?.AtAnyTime();
            }
            else if (row.UpdatedAt is { } at && at >= since)
            {
                Of(trace, row.Instrument)?.At(at);
            }
        }

        var window = Window.Since(since, desk.Now);
        var bookings = new Bookings(window);
        await BookingsAsync(trace, bookings, 1, cancellationToken).ConfigureAwait(false);
        if (!bookings.IsFull)
        {
            // Most likely it was all, and the next page shows it: that costs less than older orders.
            await BookingsAsync(trace, bookings, 2, cancellationToken).ConfigureAwait(false);
        }

        bool? areOrdersWhole = null;
        if (_calls.Product == BinanceProduct.UsdMarginedFutures)
        {
            DateTimeOffset kept = desk.Now - Limits.FuturesRetention;
            DateTimeOffset made = bookings.IsWhole ? since - Limits.BookedOrderAge : kept;
            areOrdersWhole = await OrdersAsync(trace, window with { From = made < kept ? kept : made }, since,
                cancellationToken).ConfigureAwait(false);
        }

        if (areOrdersWhole is null)
        {
            await BookingsAsync(trace, bookings, Limits.SearchPages, cancellationToken).ConfigureAwait(false);
        }

        return (areOrdersWhole ?? bookings.IsWhole) && positions.Fault is null ? trace : null;
    }

    /// <summary>Pages of bookings, the oldest first.</summary>
    private async ValueTask BookingsAsync(
        Trace trace, Bookings run, int pages, CancellationToken cancellationToken)
    {
        while (run.Pages < pages && !run.HasEnded)
        {
            run.Pages++;
            (Page<IncomeMark> rows, _) = await desk.AskAsync(
                _calls.Income(null, "COMMISSION", run.Left),
                b => IncomeRows.Marks(b, desk.Names, Calls.PageSize), cancellationToken).ConfigureAwait(false);
            rows.Rows.ForEach(r => Of(trace, r.Instrument)?.At(r.At));
            run.IsWhole = rows.Fault is null && rows.Count < Calls.DefaultIncomePageSize;
            run.IsFull = rows.Count >= Calls.PageSize;
            run.HasEnded = rows.Fault is not null || rows.Count < Calls.DefaultIncomePageSize;
            if (!run.HasEnded)
            {
                DateTimeOffset last = rows.Rows.Max(static r => r.At);
                run.HasEnded = last <= run.Left.From; // a page of one moment: the next would be the same
                run.Left = run.Left with { From = last };
            }
        }
    }

    /// <returns>Whether all were read; <c>null</c> when the venue does not show orders of all instruments.</returns>
    private async ValueTask<bool?> OrdersAsync(
        Trace trace, Window made, DateTimeOffset since, CancellationToken cancellationToken)
    {
        try
        {
            var reader = new OrderPages(new HistoryPages(Limits.Pages), Limits.LongestWindow(isSpot: false));
            OrderHistory history = await reader.ReadAsync(
                w => desk.OrdersAsync(_calls.AllOrders(null, w), cancellationToken, Calls.PageSize), made)
                .ConfigureAwait(false);
            foreach (OrderReport order in history.Orders.Where(o => o.Filled > 0m && !(o.UpdatedAt < since)))
            {
                Of(trace, order.Instrument)?.By(order, since);
            }

            return history.IsWhole && history.Fault is null;
        }
        catch (ApiException thrown) when (thrown is { Code: ErrorCodes.MissingParameter }
            or { Status: HttpStatusCode.NotFound })
        {
            return null; // it has not always been possible to ask for all symbols
        }
    }

    private SymbolTrace? Of(Trace trace, InstrumentId? instrument) =>
        instrument is { } id && desk.Names.SymbolOf(id) is { } symbol ? trace.Of(symbol) : null;

    private sealed class Bookings(Window window)
    {
        internal Window Left { get; set; } = window;

        internal int Pages { get; set; }

        internal bool IsWhole { get; set; }

        /// <summary>Whether the last page had as many rows as were asked for.</summary>
        internal bool IsFull { get; set; }

        internal bool HasEnded { get; set; }
    }
}
