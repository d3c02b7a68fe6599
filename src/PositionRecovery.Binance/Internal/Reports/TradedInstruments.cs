using System.Net;

namespace PositionRecovery.Binance;

/// <summary>Finds which instruments of a futures account were traded since a time. Every execution leaves traces: the
/// position changed, a commission was booked, its order is in the list of all orders. The first list of bookings or of
/// orders that is whole shows all.</summary>
internal sealed class TradedInstruments(Desk desk)
{
    private readonly Calls _calls = desk.Calls;

    /// <returns>The symbols, and as of when; <c>null</c> when they cannot be told.</returns>
    internal async ValueTask<(IReadOnlyList<string> Symbols, DateTimeOffset AsOf)?> FindAsync(
        DateTimeOffset from, CancellationToken cancellationToken)
    {
        var symbols = new SortedSet<string>(StringComparer.Ordinal);
        DateTimeOffset since = from - Window.Overlap;
        (Page<PositionReport> positions, DateTimeOffset asOf) =
            await desk.PositionsAsync(null, cancellationToken).ConfigureAwait(false);
        foreach (PositionReport row in positions.Rows)
        {
            bool isUnchanged = row.UpdatedAt is { } at ? at < since : row.Quantity == 0m;
            if (!isUnchanged)
            {
                Add(symbols, row.Instrument);
            }
        }

        var window = Window.Since(since, desk.Now);
        bool isWhole = await BookingsAsync(symbols, window, cancellationToken).ConfigureAwait(false);
        if (_calls.Product == BinanceProduct.UsdMarginedFutures)
        {
            // Without the bookings the orders must tell all, and one may have been made long before it was executed.
            Window made = isWhole ? window : window with { From = since - TimeSpan.FromDays(7) };
            isWhole |= await OrdersAsync(
                symbols, made, since, new HistoryPages(isWhole ? 1 : Limits.Pages), cancellationToken)
                .ConfigureAwait(false);
        }

        return isWhole && positions.Fault is null ? ([.. symbols], asOf) : null;
    }

    /// <summary>Pages of bookings, the oldest first.</summary>
    /// <returns>Whether all were read.</returns>
    private async ValueTask<bool> BookingsAsync(
        SortedSet<string> symbols, Window window, CancellationToken cancellationToken)
    {
        for (int page = 0; page < Limits.SearchPages; page++)
        {
            (Page<IncomeMark> rows, _) = await desk.AskAsync(
                _calls.Income(null, "COMMISSION", window),
                b => IncomeRows.Marks(b, desk.Names, Calls.PageSize), cancellationToken).ConfigureAwait(false);
            rows.Rows.ForEach(r => Add(symbols, r.Instrument));
            if (rows.Fault is not null)
            {
                return false;
            }

            if (rows.Count < Calls.DefaultIncomePageSize)
            {
                return true;
            }

            DateTimeOffset last = rows.Rows.Max(static r => r.At);
            if (last <= window.From)
            {
                return false; // a page of one moment: the next would be the same
            }

            window = window with { From = last };
        }

        return false;
    }

    /// <returns>Whether all were read.</returns>
    private async ValueTask<bool> OrdersAsync(
        SortedSet<string> symbols,
        Window made,
        DateTimeOffset since,
        HistoryPages pages,
        CancellationToken cancellationToken)
    {
        try
        {
            var reader = new OrderPages(pages, Limits.LongestWindow(isSpot: false));
            OrderHistory history = await reader.ReadAsync(
                w => desk.OrdersAsync(_calls.AllOrders(null, w), cancellationToken, Calls.PageSize), made)
                .ConfigureAwait(false);
            foreach (OrderReport order in history.Orders.Where(o => o.Filled > 0m && !(o.UpdatedAt < since)))
            {
                Add(symbols, order.Instrument);
            }

            return history.IsWhole && history.Fault is null;
        }
        catch (ApiException thrown) when (thrown is { Code: ErrorCodes.MissingParameter }
            or { Status: HttpStatusCode.NotFound })
        {
            return false; // it has not always been possible to ask for all symbols
        }
    }

    private void Add(SortedSet<string> symbols, InstrumentId? instrument)
    {
        if (instrument is { } id && desk.Names.SymbolOf(id) is { } symbol)
        {
            symbols.Add(symbol);
        }
    }
}
