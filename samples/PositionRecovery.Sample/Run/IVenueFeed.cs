namespace PositionRecovery.Sample;

/// <summary>The live stream of a venue.</summary>
internal interface IVenueFeed
{
    /// <summary>Orders that change and executions, from now on, in order.</summary>
    IAsyncEnumerable<VenueReport> FollowAsync(CancellationToken cancellationToken);
}
