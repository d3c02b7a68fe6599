using System.Collections.Concurrent;
using PositionRecovery;

namespace ApiExamples;

/// <summary>A store in one file of one process: whoever has a trader keeps it until he gives it back. The file is
/// memory here, shared by all who name it.</summary>
internal sealed class LiteDbPositionStore(string path) : IPositionStore
{
    private static readonly ConcurrentDictionary<string, (InMemoryPositionStore Data, ConcurrentDictionary<string, string> Locks)>
        Files = new(StringComparer.Ordinal);

    private readonly InMemoryPositionStore _data = Files.GetOrAdd(path, static _ => (new(), new())).Data;
    private readonly ConcurrentDictionary<string, string> _locks = Files[path].Locks;

    public async ValueTask<OpenResult> OpenAsync(OpenRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        string owner = _locks.GetOrAdd(request.Trader.Value, request.Owner);
        if (owner != request.Owner && !request.TakeOver)
        {
            return new OpenResult { CurrentOwner = owner };
        }

        OpenResult result = await _data.OpenAsync(request, cancellationToken);
        if (result.Lease is not null)
        {
            _locks[request.Trader.Value] = request.Owner;
        }

        return result;
    }

    public ValueTask<StoredState> LoadAsync(TraderId trader, CancellationToken cancellationToken) =>
        _data.LoadAsync(trader, cancellationToken);

    public async ValueTask<CommitResult> CommitAsync(
        StoreLease lease, StoreCommit commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(commit);
        CommitResult result = await _data.CommitAsync(lease, commit, cancellationToken);
        if (commit.ReleaseLease && result.Status == CommitStatus.Committed)
        {
            _locks.TryRemove(lease.Trader.Value, out _);
        }

        return result;
    }

    public IAsyncEnumerable<JournalRecord> ReadJournalAsync(
        TraderId trader, JournalRange range, CancellationToken cancellationToken) =>
        _data.ReadJournalAsync(trader, range, cancellationToken);

    public ValueTask<StoreHealth> CheckHealthAsync(CancellationToken cancellationToken) =>
        _data.CheckHealthAsync(cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
