using System.Runtime.CompilerServices;

namespace PositionRecovery.Tests;

/// <summary>A store that lost the end of a journal, and nothing else.</summary>
internal sealed class CutStore(IPositionStore whole, long last) : IPositionStore
{
    public ValueTask<OpenResult> OpenAsync(OpenRequest request, CancellationToken cancellationToken) =>
        whole.OpenAsync(request, cancellationToken);

    public ValueTask<StoredState> LoadAsync(TraderId trader, CancellationToken cancellationToken) =>
        whole.LoadAsync(trader, cancellationToken);

    public ValueTask<CommitResult> CommitAsync(
        StoreLease lease, StoreCommit commit, CancellationToken cancellationToken) =>
        whole.CommitAsync(lease, commit, cancellationToken);

    public async IAsyncEnumerable<JournalRecord> ReadJournalAsync(
        TraderId trader, JournalRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (JournalRecord record in whole.ReadJournalAsync(trader, range, cancellationToken))
        {
            if (record.Sequence <= last)
            {
                yield return record;
            }
        }
    }

    public ValueTask<StoreHealth> CheckHealthAsync(CancellationToken cancellationToken) =>
        whole.CheckHealthAsync(cancellationToken);

    public ValueTask DisposeAsync() => whole.DisposeAsync();
}
