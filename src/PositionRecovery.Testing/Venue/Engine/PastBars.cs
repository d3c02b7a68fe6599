namespace PositionRecovery.Testing;

/// <summary>Bars of past prices: of a function of time, or of the prices that were set.</summary>
internal static class PastBars
{
    private const int Samples = 8;

    internal static HistoricalBar[] Of(
        VenueState state, WarmupRequest request, DateTimeOffset until, CallFaults faults)
    {
        if (state.FindMarket(request.Instrument) is not { } market)
        {
            throw new VenueException($"unknown instrument {request.Instrument}");
        }

        long size = request.BarSize.Ticks;
        DateTimeOffset end = until < state.Now ? until : state.Now;
        TimeSpan lookback = request.Lookback ?? TimeSpan.FromDays(2);
        long last = (end - DateTimeOffset.UnixEpoch).Ticks / size;
        long first = ((until - lookback - DateTimeOffset.UnixEpoch).Ticks + size - 1) / size;
        var bars = new List<HistoricalBar>();
        for (long slot = first; slot < last; slot++)
        {
            DateTimeOffset open = DateTimeOffset.UnixEpoch + new TimeSpan(slot * size);
            decimal[] prices = state.Setup.PriceOf is { } function
                ? Sampled(function, request.Instrument, open, request.BarSize)
                : Recorded(market, open, open + request.BarSize);
            if (prices.Length > 0)
            {
                bars.Add(new HistoricalBar
                {
                    Instrument = request.Instrument,
                    OpenTime = open,
                    BarSize = request.BarSize,
                    Open = prices[0],
                    High = prices.Max(),
                    Low = prices.Min(),
                    Close = prices[^1],
                    Volume = prices.Length,
                });
            }
        }

        return [.. Distort(bars, faults)];
    }

    private static decimal[] Sampled(
        Func<InstrumentId, DateTimeOffset, decimal> function, InstrumentId instrument, DateTimeOffset open,
        TimeSpan size) =>
        [.. Enumerable.Range(0, Samples).Select(i => function(instrument, open + (size * i / Samples)))];

    /// <summary>The price at the beginning and every one set before the end; none when nothing was set by then.
    /// </summary>
    private static decimal[] Recorded(Market market, DateTimeOffset open, DateTimeOffset close)
    {
        var prices = new List<decimal>();
        foreach ((DateTimeOffset at, decimal price) in market.Prices.Values)
        {
            if (at >= close)
            {
                break;
            }

            if (at <= open)
            {
                prices.Clear();
            }

            prices.Add(price);
        }

        return [.. prices];
    }

    private static IEnumerable<HistoricalBar> Distort(IReadOnlyList<HistoricalBar> bars, CallFaults faults)
    {
        IEnumerable<HistoricalBar> shown = bars;
        if (faults.Has(VenueFaultKind.Withhold))
        {
            shown = shown.Where(static (_, i) => i % 5 != 2);
        }

        if (faults.Has(VenueFaultKind.Duplicate))
        {
            shown = shown.SelectMany(static b => new[] { b, b });
        }

        return faults.Has(VenueFaultKind.Reorder) ? shown.Chunk(2).SelectMany(static two => two.Reverse()) : shown;
    }
}
