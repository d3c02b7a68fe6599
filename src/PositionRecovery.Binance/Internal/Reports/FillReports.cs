namespace PositionRecovery.Binance;

/// <summary>Which executions happened. The venue shows those of one instrument; for a whole futures account the
/// instruments that were traded are found first. Where they cannot be told for certain, or are too many for one answer,
/// the venue cannot be asked so, and is asked for one instrument after the other.</summary>
internal sealed class FillReports(Desk desk)
{
    private readonly TradeReader _trades = new(desk);
    private readonly TradedInstruments _traded = new(desk);

    internal async ValueTask<VenueAnswer> ReadAsync(
        FillsQuery query, string? symbol, CancellationToken cancellationToken)
    {
        DateTimeOffset kept = desk.Now - Limits.FuturesRetention;
        bool isTooOld = !desk.Calls.IsSpot && query.From < kept;
        DateTimeOffset from = isTooOld ? kept : query.From;
        var draft = new AnswerDraft(query);
        if (isTooOld)
        {
            draft.LackBefore(from, $"executions are kept for {Limits.FuturesRetention.Days} days");
        }

        if (symbol is not null)
        {
            TradeHistory history = await _trades.ReadAsync(
                symbol, from, new HistoryPages(Limits.Pages), cancellationToken).ConfigureAwait(false);
            Take(draft, history, from);
            return draft.End();
        }

        return desk.Calls.IsSpot
            ? VenueAnswer.Unsupported(query)
            : await AllAsync(draft, from, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<VenueAnswer> AllAsync(
        AnswerDraft draft, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var found = await _traded.FindAsync(from, cancellationToken).ConfigureAwait(false);
        int windows = Window.Since(from, desk.Now).Split(Limits.LongestWindow(isSpot: false)).Count();
        if (found is not { } traded || traded.Symbols.Count * windows * 5 > Limits.WideWeight)
        {
            return VenueAnswer.Unsupported(draft.Query);
        }

        draft.Hold(traded.AsOf);
        var pages = new HistoryPages(Limits.WideWeight / 5);
        foreach (string[] part in traded.Symbols.Chunk(Limits.AtOnce))
        {
            TradeHistory[] histories = await Task.WhenAll(part.Select(s =>
                _trades.ReadAsync(s, from, pages, cancellationToken).AsTask())).ConfigureAwait(false);
            Array.ForEach(histories, h => Take(draft, h, from));
        }

        return draft.End();
    }

    /// <summary>What is older than asked for is left out: nothing says that all of it is there.</summary>
    private static void Take(AnswerDraft draft, TradeHistory history, DateTimeOffset from)
    {
        draft.Hold(history.AsOf);
        draft.Add(history.Fills.Where(f => f.At >= from).OrderBy(static f => f.Sequence));
        if (history.Fault is { } fault)
        {
            draft.Lack(fault);
        }

        if (history.From is null)
        {
            draft.Lack("the pages that one answer may take did not reach the end of the latest stretch of time");
        }
        else if (history.From > from)
        {
            draft.LackBefore(history.From.Value, $"one answer takes at most {Limits.Pages} pages");
        }
    }
}
