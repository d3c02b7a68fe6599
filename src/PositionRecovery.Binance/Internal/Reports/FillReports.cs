namespace PositionRecovery.Binance;

/// <summary>Which executions happened. The venue shows those of one instrument, a week at a time; for a whole futures
/// account it is found first which instruments were traded, and when, and only that is asked for. Where it cannot be
/// told for certain, or is too much for one answer, the venue cannot be asked so, and is asked for one instrument after
/// the other. Thread-safe.</summary>
internal sealed class FillReports(Desk desk)
{
    private readonly TradeReader _trades = new(desk);
    private readonly TradedInstruments _traded = new(desk);
    private volatile Trace? _latest;

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
            var pages = new HistoryPages(Limits.Pages);
            TradeHistory history = await OneAsync(symbol, from, pages, cancellationToken).ConfigureAwait(false);
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
        if (await _traded.FindAsync(from, cancellationToken).ConfigureAwait(false) is not { } trace)
        {
            return VenueAnswer.Unsupported(draft.Query);
        }

        if (!(_latest?.Since <= trace.Since && IsFresh(_latest)))
        {
            _latest = trace;
        }

        if (trace.Symbols.Sum(s => CallsOf(trace, s, from)) * Calls.TradesCost > Limits.WideWeight)
        {
            return VenueAnswer.Unsupported(draft.Query);
        }

        draft.Hold(trace.AsOf);
        var pages = new HistoryPages(2 * Limits.WideWeight / Calls.TradesCost);
        foreach (string[] part in trace.Symbols.Chunk(Limits.AtOnce))
        {
            TradeHistory[] histories = await Task.WhenAll(part.Select(s =>
                TracedAsync(s, trace, from, false, pages, cancellationToken).AsTask())).ConfigureAwait(false);
            Array.ForEach(histories, h => Take(draft, h, from));
        }

        return draft.End();
    }

    /// <summary>Executions of one instrument. Where it is known when it was traded, the rest of the time is not asked
    /// for.</summary>
    private ValueTask<TradeHistory> OneAsync(
        string symbol, DateTimeOffset from, HistoryPages pages, CancellationToken cancellationToken) =>
        _latest is { } trace && trace.Since <= from && IsFresh(trace)
            ? TracedAsync(symbol, trace, from, true, pages, cancellationToken)
            : _trades.ReadAsync(symbol, from, pages, cancellationToken);

    /// <summary>Reads what the trace shows, and counts: where executions are fewer than the orders say, all of the time
    /// is read.</summary>
    private async ValueTask<TradeHistory> TracedAsync(
        string symbol,
        Trace trace,
        DateTimeOffset from,
        bool isOpenEnded,
        HistoryPages pages,
        CancellationToken cancellationToken)
    {
        SymbolTrace? known = trace.Find(symbol);
        IReadOnlyList<Window> stretches = Stretches(trace, symbol, from, isOpenEnded);
        if (stretches.Count == 0)
        {
            return new TradeHistory([], trace.AsOf, from, null);
        }

        bool isCountable = known is { IsCountable: true } && from <= trace.Since;
        TradeHistory history = await _trades.ReadAsync(
            symbol, from, stretches, isCountable, pages, cancellationToken).ConfigureAwait(false);
        return isCountable && history is { From: not null, Fault: null } && !known!.IsMetBy(history.Fills)
            ? await _trades.ReadAsync(symbol, from, pages, cancellationToken).ConfigureAwait(false)
            : history;
    }

    private int CallsOf(Trace trace, string symbol, DateTimeOffset from)
    {
        int stretches = Stretches(trace, symbol, from, false).Count;
        return trace.Find(symbol) is { IsCountable: true } ? Math.Min(2, stretches) : stretches;
    }

    private IReadOnlyList<Window> Stretches(Trace trace, string symbol, DateTimeOffset from, bool isOpenEnded) =>
        trace.Windows(symbol, Window.Since(from, desk.Now), Limits.LongestWindow(isSpot: false), isOpenEnded);

    private bool IsFresh(Trace trace) => desk.Now - trace.AsOf < Limits.TraceLife;

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
