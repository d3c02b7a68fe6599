using System.Net;

namespace PositionRecovery.Binance;

/// <summary>Which orders were changed. The venue selects them by when they were made, as far as is known, so what was
/// made earlier and changed since may be missing: the answer shows what there is and claims no stretch of time.
/// </summary>
internal sealed class OrderHistoryReports(Desk desk)
{
    private readonly Calls _calls = desk.Calls;
    private readonly ForcedOrders _forced = new(desk);

    internal async ValueTask<VenueAnswer> ReadAsync(
        OrderHistoryQuery query, string? symbol, CancellationToken cancellationToken)
    {
        bool isAskable = symbol is not null
            || (_calls.Product == BinanceProduct.UsdMarginedFutures && query.Class != OrderClass.Conditional);
        if (!isAskable || (_calls.IsSpot && query.Class == OrderClass.Conditional))
        {
            return VenueAnswer.Unsupported(query);
        }

        DateTimeOffset kept = desk.Now - Limits.FuturesRetention;
        DateTimeOffset made = query.From < kept ? kept : query.From - Limits.OrderAge;
        Window window = Window.Since(made, desk.Now);
        var draft = new AnswerDraft(query);
        var pages = new HistoryPages(Limits.Pages);
        try
        {
            if (_calls.IsSpot)
            {
                await SpotAsync(draft, symbol!, window, pages, cancellationToken).ConfigureAwait(false);
            }
            else if (query.Class is null or OrderClass.Regular)
            {
                OrderHistory history = await Reader(pages).ReadAsync(
                    w => desk.OrdersAsync(_calls.AllOrders(symbol, w), cancellationToken, Calls.PageSize), window)
                    .ConfigureAwait(false);
                Take(draft, history with
                {
                    Orders = await _forced.ConfirmAsync(
                        [.. history.Orders.Where(o => !(o.UpdatedAt < query.From))], symbol, pages, cancellationToken)
                        .ConfigureAwait(false),
                }, query.From);
            }
        }
        catch (ApiException thrown) when (symbol is null && thrown is { Code: ErrorCodes.MissingParameter }
            or { Status: HttpStatusCode.NotFound })
        {
            return VenueAnswer.Unsupported(query); // it has not always been possible to ask for all symbols
        }

        if (!_calls.IsSpot && query.Class is null or OrderClass.Conditional)
        {
            await ConditionalAsync(draft, symbol, window, pages, cancellationToken).ConfigureAwait(false);
        }

        draft.Lack($"orders made before {window.From:u} and changed since are not shown");
        return draft.End();
    }

    private OrderPages Reader(HistoryPages pages) =>
        new(pages, Limits.LongestWindow(_calls.IsSpot));

    /// <summary>The latest page first: stretches of time are of one day only, and each costs a lot.</summary>
    private async ValueTask SpotAsync(
        AnswerDraft draft, string symbol, Window window, HistoryPages pages, CancellationToken cancellationToken)
    {
        DateTimeOffset from = ((OrderHistoryQuery)draft.Query).From;
        (Page<OrderReport> page, DateTimeOffset asOf) = await desk.OrdersAsync(
            _calls.LatestOrders(symbol), cancellationToken, Calls.PageSize).ConfigureAwait(false);
        Take(draft, new OrderHistory(page.Rows, asOf, true, page.Fault), from);
        DateTimeOffset? oldest = page.Rows.Min(static o => o.CreatedAt);
        if (page.Count >= Calls.DefaultPageSize && !(oldest < window.From))
        {
            Window older = window with { To = oldest ?? window.To };
            OrderHistory history = await Reader(pages).ReadAsync(
                w => desk.OrdersAsync(_calls.AllOrders(symbol, w), cancellationToken, Calls.PageSize), older)
                .ConfigureAwait(false);
            HashSet<VenueOrderId?> known = [.. page.Rows.Select(static o => o.VenueOrder)];
            Take(draft, history with { Orders = [.. history.Orders.Where(o => !known.Contains(o.VenueOrder))] }, from);
        }
    }

    private async ValueTask ConditionalAsync(
        AnswerDraft draft, string? symbol, Window window, HistoryPages pages, CancellationToken cancellationToken)
    {
        if (symbol is null)
        {
            draft.Lack("conditional orders that ended are shown for one instrument at a time");
            return;
        }

        var query = (OrderHistoryQuery)draft.Query;
        try
        {
            Take(draft, await Reader(pages).ReadAsync(
                w => desk.AlgoOrdersAsync(_calls.AllAlgoOrders(symbol, w), cancellationToken, Calls.PageSize), window)
                .ConfigureAwait(false), query.From);
        }
        catch (Exception thrown) when (query.Class is null && ReadFailures.IsOfOneCall(thrown))
        {
            draft.Lack($"conditional orders were not answered: {thrown.Message}");
        }
    }

    private static void Take(AnswerDraft draft, OrderHistory history, DateTimeOffset from)
    {
        if (history.AsOf is { } asOf)
        {
            draft.Hold(asOf);
        }

        draft.Add(history.Orders.Where(o => !(o.UpdatedAt < from)));
        if (history.Fault is { } fault)
        {
            draft.Lack(fault);
        }

        if (!history.IsWhole)
        {
            draft.Lack($"one answer takes at most {Limits.Pages} pages");
        }
    }
}
