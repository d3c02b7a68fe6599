namespace PositionRecovery.Testing;

/// <summary>Somebody who holds, or held, a trader.</summary>
internal sealed class Desk(StoreScene scene, IPositionStore store, StoreLease lease)
{
    internal IPositionStore Store => store;

    internal StoreLease Lease => lease;

    internal TraderId Trader => lease.Trader;

    internal async Task<CommitResult> TryCommitAsync(StoreCommit commit) =>
        await store.CommitAsync(lease, commit, scene.Token).ConfigureAwait(false);

    internal async Task<CommitResult> CommitAsync(StoreCommit commit)
    {
        CommitResult result = await TryCommitAsync(commit).ConfigureAwait(false);
        Claim.Is(CommitStatus.Committed, result, "A commit in order");
        Claim.Same(commit.ExpectedSequence + commit.Journal.Count, result.Sequence, "The sequence after a commit");
        return result;
    }

    internal Task<CommitResult> CommitRowsAsync(params StateRow[] rows) =>
        CommitAsync(new StoreCommit { ExpectedSequence = 0, Rows = rows });

    internal Task<CommitResult> ReleaseAsync(long at = 0) =>
        CommitAsync(new StoreCommit { ExpectedSequence = at, ReleaseLease = true });

    internal async Task<StoredState> LoadAsync() =>
        await store.LoadAsync(Trader, scene.Token).ConfigureAwait(false);

    internal async Task<List<JournalRecord>> ReadAsync(long from = 1, long? to = null) =>
        await ReadAsync(store, Trader, from, to, scene.Token).ConfigureAwait(false);

    internal static async Task<List<JournalRecord>> ReadAsync(
        IPositionStore store, TraderId trader, long from, long? to, CancellationToken cancellationToken)
    {
        var read = new List<JournalRecord>();
        await foreach (JournalRecord record in store
            .ReadJournalAsync(trader, new JournalRange { From = from, To = to }, cancellationToken)
            .ConfigureAwait(false))
        {
            read.Add(record);
        }

        return read;
    }

    /// <summary>That the trader is as it was: nothing of a refused commit is there.</summary>
    internal async Task IsUntouchedAsync(StoredState before)
    {
        StoredState after = await LoadAsync().ConfigureAwait(false);
        Claim.Same(before.Sequence, after.Sequence, "The sequence after nothing was written");
        Claim.Same(before.Epoch, after.Epoch, "The epoch after nothing was written");
        Sample.SameRows(before.Rows, after.Rows);
        List<JournalRecord> journal = await ReadAsync().ConfigureAwait(false);
        Claim.Same(before.Sequence, journal.Count, "The length of the journal after nothing was written");
    }
}
