using System.Runtime.CompilerServices;

namespace PositionRecovery;

/// <summary>The past prices a strategy wants, as one stream ordered by the time a bar closes.</summary>
/// <param name="venues">Where they come from.</param>
/// <param name="lookback">How far back requests go that do not say it.</param>
internal sealed class WarmUp(IReadOnlyList<VenuePorts> venues, TimeSpan lookback)
{
    /// <summary>Reads the bars.</summary>
    /// <param name="profile">Whose.</param>
    /// <param name="until">The present.</param>
    /// <param name="progress">Told how many of how many were handed over.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="since">Only bars that close after this; <c>null</c> for as far back as is wanted.</param>
    /// <exception cref="WarmupException">History is not whole, or nobody has it.</exception>
    internal async IAsyncEnumerable<HistoricalBar> ReadAsync(
        StrategyProfile profile,
        DateTimeOffset until,
        Action<long, long> progress,
        [EnumeratorCancellation] CancellationToken cancellationToken,
        DateTimeOffset? since = null)
    {
        BarSeries[] series = [.. profile.Warmup.Select(r => SeriesOf(r, until, since)).OfType<BarSeries>()];
        long expected = series.Sum(static s => s.Expected);
        long fed = 0;
        var open = new List<IAsyncEnumerator<HistoricalBar>>();
        try
        {
            foreach (BarSeries one in series)
            {
                open.Add(one.ReadAsync(cancellationToken).GetAsyncEnumerator(cancellationToken));
            }

            List<IAsyncEnumerator<HistoricalBar>> live = [];
            foreach (IAsyncEnumerator<HistoricalBar> reader in open)
            {
                if (await MoveAsync(reader).ConfigureAwait(false))
                {
                    live.Add(reader);
                }
            }

            while (live.Count > 0)
            {
                IAsyncEnumerator<HistoricalBar> next = Earliest(live);
                yield return next.Current;
                progress(++fed, expected);
                if (!await MoveAsync(next).ConfigureAwait(false))
                {
                    live.Remove(next);
                }
            }
        }
        finally
        {
            foreach (IAsyncEnumerator<HistoricalBar> reader in open)
            {
                await reader.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static IAsyncEnumerator<HistoricalBar> Earliest(List<IAsyncEnumerator<HistoricalBar>> live)
    {
        IAsyncEnumerator<HistoricalBar> first = live[0];
        foreach (IAsyncEnumerator<HistoricalBar> reader in live)
        {
            if (Compare(reader.Current, first.Current) < 0)
            {
                first = reader;
            }
        }

        return first;
    }

    private static int Compare(HistoricalBar a, HistoricalBar b)
    {
        int order = a.CloseTime.CompareTo(b.CloseTime);
        order = order != 0 ? order : string.CompareOrdinal(a.Instrument.Value, b.Instrument.Value);
        return order != 0 ? order : a.BarSize.CompareTo(b.BarSize);
    }

    private static async ValueTask<bool> MoveAsync(IAsyncEnumerator<HistoricalBar> reader)
    {
        try
        {
            return await reader.MoveNextAsync().ConfigureAwait(false);
        }
        catch (VenueException failed)
        {
            throw new WarmupException($"Past prices cannot be read: {failed.Message}", failed);
        }
    }

    private BarSeries? SeriesOf(WarmupRequest request, DateTimeOffset until, DateTimeOffset? since)
    {
        VenuePorts[] sources = [.. venues.Where(static v => v.History is not null)];
        VenuePorts source = Array.Find(sources, v => IsAt(request.Instrument, v.Reports.Profile.Venue))
            ?? throw new WarmupException(
                $"No venue has past prices of {request.Instrument}: none is called "
                + $"'{request.Instrument.Value.Split(':')[0]}' and has a History.");
        TimeSpan back = since is { } after
            ? until - BarSeries.Floor(after, request.BarSize)
            : request.Lookback ?? lookback;
        return back > TimeSpan.Zero
            ? new BarSeries(source.History!, request with { Lookback = back }, until)
            : null;
    }

    private static bool IsAt(InstrumentId instrument, VenueId venue) =>
        instrument.Value.StartsWith(venue.Value + ":", StringComparison.Ordinal);
}
