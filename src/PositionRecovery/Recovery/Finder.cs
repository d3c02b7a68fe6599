namespace PositionRecovery;

/// <summary>Asks the venues and compares.</summary>
internal sealed class Finder
{
    internal Task<Finding> FindAsync(FindRequest request, RunLog log, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    internal Task<VenueAnswer> AskAsync(VenueQuery query, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    internal Task<IReadOnlyList<VenueAnswer>> OpenOrdersAsync(AccountId account, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
