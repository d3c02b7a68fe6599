namespace PositionRecovery.Exchange;

/// <summary>Bars as both APIs show them: rows of twelve.</summary>
internal static class Bars
{
    private const int Few = 100;

    internal static async Task<object> ReadAsync(
        ApiRequest request, int standard, int most, CancellationToken cancellationToken)
    {
        Listing listing = request.Listing();
        TimeSpan size = Intervals.OfBars(request.Parameters.Required("interval"));
        int limit = request.Limit(standard, most);
        long length = (long)size.TotalMilliseconds;
        long now = request.Desk.NowMs;
        long? start = request.Parameters.Long("startTime");
        long end = Math.Min(request.Parameters.Long("endTime") ?? now, now);
        long last = end / length * length;
        long first = start is { } from ? (from + length - 1) / length * length : last - (length * (limit - 1));
        if (start is not null)
        {
            last = Math.Min(last, first + (length * (limit - 1)));
        }

        if (last < first)
        {
            return Array.Empty<object>();
        }

        List<object[]> rows = await FinishedAsync(request, listing, size, first, last + length, cancellationToken)
            .ConfigureAwait(false);
        if (last + length > now && request.Desk.Venue.PriceOf(listing.Id) is { } price)
        {
            rows.Add(Row(listing, last, length, price, price, price, price, 0m)); // the unfinished one
        }

        return rows;
    }

    /// <summary>The cost of asking for so many.</summary>
    internal static int FuturesWeight(ApiRequest request) => (request.Parameters.Long("limit") ?? 500) switch
    {
        < Few => 1,
        < 500 => 2,
        <= 1_000 => 5,
        _ => 10,
    };

    private static async Task<List<object[]>> FinishedAsync(
        ApiRequest request, Listing listing, TimeSpan size, long first, long until,
        CancellationToken cancellationToken)
    {
        var rows = new List<object[]>();
        var warmup = new WarmupRequest
        {
            Instrument = listing.Id, BarSize = size, Lookback = TimeSpan.FromMilliseconds(until - first),
        };
        try
        {
            await foreach (HistoricalBar bar in request.Desk.Venue.ReadBarsAsync(
                warmup, DateTimeOffset.FromUnixTimeMilliseconds(until), cancellationToken).ConfigureAwait(false))
            {
                rows.Add(Row(
                    listing, bar.OpenTime.ToUnixTimeMilliseconds(), (long)size.TotalMilliseconds, bar.Open, bar.High,
                    bar.Low, bar.Close, bar.Volume));
            }
        }
        catch (VenueException error)
        {
            throw VenueErrors.Of(error, request.Desk.Now);
        }

        return rows;
    }

    private static object[] Row(
        Listing listing, long open, long length, decimal first, decimal high, decimal low, decimal last,
        decimal volume) =>
    [
        open,
        listing.Price(first),
        listing.Price(high),
        listing.Price(low),
        listing.Price(last),
        listing.Quantity(volume),
        open + length - 1,
        Listing.Fixed(volume * last, 8),
        (long)volume,
        listing.Quantity(volume / 2m),
        Listing.Fixed(volume * last / 2m, 8),
        "0",
    ];
}
