namespace PositionRecovery;

/// <summary>Past prices, for warming indicators up.</summary>
public interface IHistoricalDataProvider
{
    /// <summary>Reads finished bars, oldest first.</summary>
    /// <param name="request">Which instrument, bars of which size, and how far back.</param>
    /// <param name="until">The end: bars that close at or before this, from <see cref="WarmupRequest.Lookback"/> before
    /// it on.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="VenueException">The bars cannot be read.</exception>
    IAsyncEnumerable<HistoricalBar> ReadBarsAsync(
        WarmupRequest request, DateTimeOffset until, CancellationToken cancellationToken);
}
