namespace PositionRecovery.Benchmarks.Stores;

/// <summary>A store that remembers what was committed to it, so that the same can be written again raw.</summary>
internal sealed class RecordingStore(IPositionStore inner) : IPositionStore
{
    private readonly List<StoreCommit> _commits = [];

    internal IReadOnlyList<StoreCommit> Commits => _commits;

    public ValueTask<OpenResult> OpenAsync(OpenRequest request, CancellationToken cancellationToken) =>
        inner.OpenAsync(request, cancellationToken);

    public ValueTask<StoredState> LoadAsync(TraderId trader, CancellationToken cancellationToken) =>
        inner.LoadAsync(trader, cancellationToken);

    public ValueTask<CommitResult> CommitAsync(
        StoreLease lease, StoreCommit commit, CancellationToken cancellationToken)
    {
        _commits.Add(commit);
        return inner.CommitAsync(lease, commit, cancellationToken);
    }

    public IAsyncEnumerable<JournalRecord> ReadJournalAsync(
        TraderId trader, JournalRange range, CancellationToken cancellationToken) =>
        inner.ReadJournalAsync(trader, range, cancellationToken);

    public ValueTask<StoreHealth> CheckHealthAsync(CancellationToken cancellationToken) =>
        inner.CheckHealthAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
