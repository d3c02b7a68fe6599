namespace PositionRecovery.Binance;

/// <summary>Reads the executions of one instrument: stretches of time, the newest first, so that what a limit cuts off
/// is the oldest. A page that may be cut is gone on from at its last id.</summary>
internal sealed class TradeReader(Desk desk)
{
    internal async ValueTask<TradeHistory> ReadAsync(
        string symbol, DateTimeOffset from, HistoryPages pages, CancellationToken cancellationToken)
    {
        var run = new Run(symbol, pages);
        Window all = Window.Since(from, desk.Now);
        DateTimeOffset end = all.To;
        TimeSpan longest = Limits.LongestWindow(desk.Calls.IsSpot);
        if (desk.Calls.IsSpot && all.To - from > longest)
        {
            if (!await LatestAsync(run, cancellationToken).ConfigureAwait(false) || run.Oldest is not { } oldest
                || oldest < from)
            {
                return run.End(run.IsCut ? null : from);
            }

            end = oldest + Window.Overlap;
        }

        foreach (Window window in new Window(from, end < from ? from : end).Split(longest))
        {
            if (!await WindowAsync(run, window, cancellationToken).ConfigureAwait(false))
            {
                break;
            }

            run.WholeFrom = window.From;
        }

        return run.End(run.WholeFrom);
    }

    /// <summary>Reads stretches of time outside of which nothing happened. Of more than two the oldest is read, and
    /// from there it goes on by ids, which know no stretches.</summary>
    /// <param name="symbol">The instrument.</param>
    /// <param name="from">Since when nothing happened outside of them.</param>
    /// <param name="stretches">The stretches, the newest first.</param>
    /// <param name="goesOn">Whether it may go on by ids: the caller can tell whether something is missing.</param>
    /// <param name="pages">The pages it may take.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async ValueTask<TradeHistory> ReadAsync(
        string symbol,
        DateTimeOffset from,
        IReadOnlyList<Window> stretches,
        bool goesOn,
        HistoryPages pages,
        CancellationToken cancellationToken)
    {
        var run = new Run(symbol, pages);
        if (goesOn && stretches.Count > 2
            && await WindowAsync(run, stretches[^1], cancellationToken).ConfigureAwait(false)
            && run.Last is not null)
        {
            bool isWhole = await GoOnAsync(run, DateTimeOffset.MaxValue, cancellationToken).ConfigureAwait(false);
            return run.End(isWhole ? from : null);
        }

        foreach (Window window in stretches)
        {
            if (!await WindowAsync(run, window, cancellationToken).ConfigureAwait(false))
            {
                return run.End(run.WholeFrom);
            }

            run.WholeFrom = window.From;
        }

        return run.End(from);
    }

    /// <summary>The most recent page, and what came after it. A page that is not cut is all there ever was.</summary>
    /// <returns>Whether there may be older ones.</returns>
    private async ValueTask<bool> LatestAsync(Run run, CancellationToken cancellationToken)
    {
        int rows = await PageAsync(run, desk.Calls.LatestTrades(run.Symbol), cancellationToken).ConfigureAwait(false);
        if (rows < Calls.DefaultPageSize
            || (rows < Calls.PageSize && await BeginsThereAsync(run, cancellationToken).ConfigureAwait(false)))
        {
            return false;
        }

        if (!await GoOnAsync(run, DateTimeOffset.MaxValue, cancellationToken).ConfigureAwait(false))
        {
            run.IsCut = true;
            return false;
        }

        run.WholeFrom = run.Oldest?.AddMilliseconds(1); // more may have happened in that very moment
        return true;
    }

    /// <returns>Whether all of it was read.</returns>
    private async ValueTask<bool> WindowAsync(Run run, Window window, CancellationToken cancellationToken)
    {
        if (!run.Pages.TryTake())
        {
            return false;
        }

        run.Last = null;
        int rows = await PageAsync(run, desk.Calls.Trades(run.Symbol, window), cancellationToken)
            .ConfigureAwait(false);
        return rows < Calls.DefaultPageSize
            || await GoOnAsync(run, window.To, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<bool> GoOnAsync(Run run, DateTimeOffset until, CancellationToken cancellationToken)
    {
        while (run.Last is { } last)
        {
            if (!run.Pages.TryTake())
            {
                return false;
            }

            int rows = await PageAsync(
                run, desk.Calls.TradesFrom(run.Symbol, last.Sequence!.Value + 1), cancellationToken)
                .ConfigureAwait(false);
            if (rows < Calls.DefaultPageSize || run.Last.At > until)
            {
                return true;
            }

            if (run.Last.Sequence <= last.Sequence)
            {
                return false; // it goes round in circles
            }
        }

        return false; // no row of such a page was understood
    }

    /// <summary>Whether there is none before the first that was read.</summary>
    private async ValueTask<bool> BeginsThereAsync(Run run, CancellationToken cancellationToken)
    {
        (Page<FillReport> page, _) = await desk
            .FillsAsync(desk.Calls.TradesFrom(run.Symbol, 0), cancellationToken).ConfigureAwait(false);
        return page.Fault is null && page.Rows.Min(static f => f.Sequence) >= run.First;
    }

    private async ValueTask<int> PageAsync(Run run, ApiRequest request, CancellationToken cancellationToken)
    {
        (Page<FillReport> page, DateTimeOffset asOf) =
            await desk.FillsAsync(request, cancellationToken).ConfigureAwait(false);
        run.Take(page, asOf);
        return page.Count;
    }

    private sealed class Run(string symbol, HistoryPages pages)
    {
        private readonly Dictionary<TradeKey, FillReport> _fills = [];
        private DateTimeOffset? _asOf;
        private string? _fault;

        internal string Symbol => symbol;

        internal HistoryPages Pages => pages;

        /// <summary>The one with the greatest id of the page read last.</summary>
        internal FillReport? Last { get; set; }

        /// <summary>The least id of all.</summary>
        internal long? First { get; private set; }

        internal DateTimeOffset? Oldest { get; private set; }

        internal DateTimeOffset? WholeFrom { get; set; }

        internal bool IsCut { get; set; }

        internal void Take(Page<FillReport> page, DateTimeOffset asOf)
        {
            _asOf ??= asOf;
            _fault ??= page.Fault;
            foreach (FillReport fill in page.Rows)
            {
                _fills[fill.Key] = fill;
                Oldest = fill.At < Oldest ? fill.At : Oldest ?? fill.At;
                First = fill.Sequence < First ? fill.Sequence : First ?? fill.Sequence;
            }

            Last = page.Rows.MaxBy(static f => f.Sequence) ?? Last;
        }

        internal TradeHistory End(DateTimeOffset? from) => new(_fills.Values, _asOf!.Value, from, _fault);
    }
}
