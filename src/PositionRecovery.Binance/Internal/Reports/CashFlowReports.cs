namespace PositionRecovery.Binance;

/// <summary>Transfers, funding, settlements and fees of futures. Spot shows them elsewhere.</summary>
internal sealed class CashFlowReports(Desk desk)
{
    internal async ValueTask<VenueAnswer> ReadAsync(
        CashFlowsQuery query, string? symbol, CancellationToken cancellationToken)
    {
        if (desk.Calls.IsSpot)
        {
            return VenueAnswer.Unsupported(query);
        }

        var draft = new AnswerDraft(query);
        DateTimeOffset kept = desk.Now - Limits.FuturesRetention;
        DateTimeOffset from = query.From < kept ? kept : query.From;
        if (from > query.From)
        {
            draft.LackBefore(from, $"income is kept for {Limits.FuturesRetention.Days} days");
        }

        var pages = new HistoryPages(Limits.IncomePages);
        var flows = new Dictionary<(TradeId, AssetId, InstrumentId?), CashFlowReport>();
        DateTimeOffset? wholeFrom = null;
        foreach (Window window in Window.Since(from, desk.Now).Split(Limits.LongestWindow(isSpot: false)))
        {
            if (!await WindowAsync(draft, flows, symbol, window, pages, cancellationToken).ConfigureAwait(false))
            {
                break;
            }

            wholeFrom = window.From;
        }

        draft.Add(flows.Values.Where(f => f.At >= from).OrderBy(static f => f.At));
        if (wholeFrom is null)
        {
            draft.Lack($"one answer takes at most {Limits.IncomePages} pages");
        }
        else if (wholeFrom > from)
        {
            draft.LackBefore(wholeFrom.Value, $"one answer takes at most {Limits.IncomePages} pages");
        }

        return draft.End();
    }

    /// <summary>Pages by time, the oldest first: rows have no id to go on from.</summary>
    /// <returns>Whether all of it was read.</returns>
    private async ValueTask<bool> WindowAsync(
        AnswerDraft draft,
        Dictionary<(TradeId, AssetId, InstrumentId?), CashFlowReport> flows,
        string? symbol,
        Window window,
        HistoryPages pages,
        CancellationToken cancellationToken)
    {
        while (pages.TryTake())
        {
            DateTimeOffset? last = null;
            var told = await desk.AskAsync(
                desk.Calls.Income(symbol, null, window),
                b =>
                {
                    last = IncomeRows.Marks(b, desk.Names, Calls.PageSize).Rows.Max(static r => (DateTimeOffset?)r.At);
                    return IncomeRows.CashFlows(b, desk.Names, Calls.PageSize);
                },
                cancellationToken).ConfigureAwait(false);
            draft.Take(told with { Page = told.Page with { Rows = [] } });
            int known = flows.Count;
            foreach (CashFlowReport flow in told.Page.Rows)
            {
                flows[(flow.Id, flow.Asset, flow.Instrument)] = flow;
            }

            if (told.Page.Count < Calls.DefaultIncomePageSize)
            {
                return true;
            }

            if (last is null || last <= window.From)
            {
                // A page of one moment: the next would be the same. One that is not full and brings nothing new is
                // taken for all of that moment.
                return told.Page.Count < Calls.PageSize && flows.Count == known;
            }

            window = window with { From = last.Value };
        }

        return false;
    }
}
