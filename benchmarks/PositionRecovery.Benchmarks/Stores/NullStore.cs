using System.Runtime.CompilerServices;

namespace PositionRecovery.Benchmarks.Stores;

/// <summary>Takes everything and keeps nothing: what is left to measure is not the store's.</summary>
internal sealed class NullStore : IPositionStore
{
    public ValueTask<OpenResult> OpenAsync(OpenRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new OpenResult
        {
            Lease = new StoreLease
            {
                Trader = request.Trader, Owner = request.Owner, Epoch = 1, LeaseTime = request.LeaseTime,
            },
            CurrentOwner = request.Owner,
        });

    public ValueTask<StoredState> LoadAsync(TraderId trader, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new StoredState { Sequence = 0, Epoch = 0, Rows = [] });

    public ValueTask<CommitResult> CommitAsync(
        StoreLease lease, StoreCommit commit, CancellationToken cancellationToken) =>
        ValueTask.FromResult(CommitResult.Committed(commit.ExpectedSequence + commit.Journal.Count));

    public async IAsyncEnumerable<JournalRecord> ReadJournalAsync(
        TraderId trader, JournalRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield break;
    }

    public ValueTask<StoreHealth> CheckHealthAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(new StoreHealth { IsHealthy = true, Durability = "none", Description = "none" });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
