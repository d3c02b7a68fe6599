namespace PositionRecovery;

/// <summary>What a venue says about accounts: the one door through which recovery asks. Implementations must be safe
/// for as many calls at once as <see cref="VenueProfile.MaxParallelQueries"/> says.</summary>
public interface IVenueReportProvider
{
    /// <summary>The venue and its accounts. Constant.</summary>
    VenueProfile Profile { get; }

    /// <summary>Asks the venue.</summary>
    /// <param name="query">What is asked. A kind that is not known is answered with
    /// <see cref="VenueAnswer.Unsupported"/>.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>What the venue said, and how much of what was asked that covers. An answer that is not whole says
    /// so: a failed query is never an empty answer.</returns>
    /// <exception cref="VenueException">The venue did not answer; the same as
    /// <see cref="VenueAnswer.Failed"/>.</exception>
    ValueTask<VenueAnswer> QueryAsync(VenueQuery query, CancellationToken cancellationToken);
}
