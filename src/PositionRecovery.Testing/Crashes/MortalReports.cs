namespace PositionRecovery.Testing;

/// <summary>A venue's reports as a mortal process sees them.</summary>
internal sealed class MortalReports(IVenueReportProvider inner, CrashSwitch life) : IVenueReportProvider
{
    public VenueProfile Profile => inner.Profile;

    public ValueTask<VenueAnswer> QueryAsync(VenueQuery query, CancellationToken cancellationToken) =>
        life.RunAsync("query " + query.GetType().Name, () => inner.QueryAsync(query, cancellationToken));
}
