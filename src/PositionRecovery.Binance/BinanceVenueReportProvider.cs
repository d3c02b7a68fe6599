namespace PositionRecovery.Binance;

/// <summary>What one account reports. Made by <see cref="BinanceVenue.Connect"/>; thread-safe.</summary>
public sealed class BinanceVenueReportProvider : IVenueReportProvider
{
    private readonly IApiTransport _transport;

    internal BinanceVenueReportProvider(BinanceOptions options, IApiTransport transport)
    {
        _transport = transport;
        Profile = BinanceProfile.Of(options);
    }

    /// <inheritdoc/>
    public VenueProfile Profile { get; }

    /// <inheritdoc/>
    public ValueTask<VenueAnswer> QueryAsync(VenueQuery query, CancellationToken cancellationToken)
    {
        _ = _transport.ServerNow;
        return ValueTask.FromResult(VenueAnswer.Unsupported(query));
    }
}
