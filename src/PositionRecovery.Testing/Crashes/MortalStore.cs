using System.Runtime.CompilerServices;

namespace PositionRecovery.Testing;

/// <summary>A store as a mortal process sees it.</summary>
internal sealed class MortalStore(IPositionStore inner, CrashSwitch life) : IPositionStore
{
    public ValueTask<OpenResult> OpenAsync(OpenRequest request, CancellationToken cancellationToken) =>
        life.RunAsync("store open", () => inner.OpenAsync(request, cancellationToken));

    public ValueTask<StoredState> LoadAsync(TraderId trader, CancellationToken cancellationToken) =>
        life.RunAsync("store load", () => inner.LoadAsync(trader, cancellationToken));

    public ValueTask<CommitResult> CommitAsync(
        StoreLease lease, StoreCommit commit, CancellationToken cancellationToken) =>
        life.RunAsync("store commit", () => inner.CommitAsync(lease, commit, cancellationToken));

    public async IAsyncEnumerable<JournalRecord> ReadJournalAsync(
        TraderId trader, JournalRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await life.PassAsync("before store journal").ConfigureAwait(false);
        await foreach (JournalRecord record in inner.ReadJournalAsync(trader, range, cancellationToken)
            .ConfigureAwait(false))
        {
            yield return record;
        }

        await life.PassAsync("after store journal").ConfigureAwait(false);
    }

    public ValueTask<StoreHealth> CheckHealthAsync(CancellationToken cancellationToken) =>
        life.RunAsync("store health", () => inner.CheckHealthAsync(cancellationToken));

    /// <summary>The store outlives the process.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
