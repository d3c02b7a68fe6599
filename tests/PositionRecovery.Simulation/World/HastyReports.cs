namespace PositionRecovery.Simulation;

/// <summary>The reports of a venue that says how long it still takes a request, and takes it later.</summary>
internal sealed class HastyReports(IVenueReportProvider inner) : IVenueReportProvider
{
    public VenueProfile Profile { get; } = inner.Profile with { RequestLife = TimeSpan.FromSeconds(5) };

    public ValueTask<VenueAnswer> QueryAsync(VenueQuery query, CancellationToken cancellationToken) =>
        inner.QueryAsync(query, cancellationToken);
}
