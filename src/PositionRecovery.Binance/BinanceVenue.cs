namespace PositionRecovery.Binance;

/// <summary>The venue, for a coordinator or a container.</summary>
public static class BinanceVenue
{
    /// <summary>Makes the ports of one account. Nothing is sent yet: the clocks are compared, and the key is checked,
    /// before the first signed call.</summary>
    /// <param name="options">How to reach it.</param>
    /// <returns>The ports; without an order gateway when <see cref="BinanceOptions.IsReadOnly"/>.</returns>
    /// <exception cref="ArgumentException">The key, or its secret, is of no form that is known.</exception>
    public static VenuePorts Connect(BinanceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var transport = new ApiTransport(options);
        return new VenuePorts
        {
            Reports = new BinanceVenueReportProvider(options, transport),
            Orders = options.IsReadOnly ? null : new BinanceOrderGateway(options, transport),
            History = new BinanceHistoricalDataProvider(options, transport),
        };
    }
}
