namespace PositionRecovery;

/// <summary>Where a trader's state and journal live. A store moves bytes and keeps three promises; what the bytes mean
/// is the library's business.</summary>
/// <remarks>
/// <para><b>Atomic:</b> a commit lands whole or not at all. <b>Ordered:</b> a commit lands only on the sequence it was
/// made for. <b>Fenced:</b> a commit lands only under the latest lease, and only until that lease expires by the
/// store's own clock.</para>
/// <para>The library makes one commit at a time for each lease and reads concurrently; implementations must accept that
/// and need no more. Failures of the store throw <see cref="StoreException"/>; a commit that throws may have landed, so
/// the library loads again to learn the outcome.</para>
/// </remarks>
public interface IPositionStore : IAsyncDisposable
{
    /// <summary>Makes or migrates the schema and takes the trader. Refused while a lease lasts, one's own included,
    /// unless <see cref="OpenRequest.TakeOver"/> is set; every lease granted has a higher epoch than all before it, and
    /// ends them.</summary>
    /// <returns>The lease; none, and the present owner, when refused.</returns>
    /// <exception cref="StoreException">The store cannot be reached, or is set up in a way that would lose data.
    /// </exception>
    ValueTask<OpenResult> OpenAsync(OpenRequest request, CancellationToken cancellationToken);

    /// <summary>Reads the rows of a trader as of one sequence. Needs no lease: operators may look.</summary>
    /// <returns>The state; sequence 0 and no rows for a trader never stored.</returns>
    ValueTask<StoredState> LoadAsync(TraderId trader, CancellationToken cancellationToken);

    /// <summary>Writes rows and appends to the journal, and renews the lease. An empty commit renews it and does
    /// nothing else.</summary>
    /// <returns><see cref="CommitStatus.Fenced"/> when the lease is not the latest, was released or has expired, even
    /// if nobody else has the trader; else <see cref="CommitStatus.Conflict"/> when the store is at another sequence
    /// than expected. Nothing was written then, and the lease was not renewed.</returns>
    /// <exception cref="ArgumentException"><see cref="StoreCommit.Validate"/> refuses the commit.</exception>
    /// <exception cref="StoreException">The store failed; the commit may have landed.</exception>
    ValueTask<CommitResult> CommitAsync(StoreLease lease, StoreCommit commit, CancellationToken cancellationToken);

    /// <summary>Reads the journal in order of sequence, without gaps. Needs no lease.</summary>
    IAsyncEnumerable<JournalRecord> ReadJournalAsync(
        TraderId trader, JournalRange range, CancellationToken cancellationToken);

    /// <summary>Whether the store answers, and what its settings can lose. Does not throw when the store is down.
    /// </summary>
    ValueTask<StoreHealth> CheckHealthAsync(CancellationToken cancellationToken);
}
