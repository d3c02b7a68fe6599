namespace PositionRecovery;

/// <summary>How to reach one venue. Immutable.</summary>
public sealed record VenuePorts
{
    /// <summary>What it reports.</summary>
    public required IVenueReportProvider Reports
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Reports));
    }

    /// <summary>Where exit orders are sent; <c>null</c> to reconcile only.</summary>
    public IOrderGateway? Orders { get; init; }

    /// <summary>Where past prices come from; <c>null</c> when strategies that want a warm-up cannot have one here.
    /// </summary>
    public IHistoricalDataProvider? History { get; init; }
}
