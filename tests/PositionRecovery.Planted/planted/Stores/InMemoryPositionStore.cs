using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace PositionRecovery;

/// <summary>A store that lives as long as this object: for tests, dry runs, and as the reference of what a store
/// does.</summary>
/// <remarks>Thread-safe. One instance plays the server: hand it to several owners to see them fence each other.
/// Disposing leaves the data, so that one who reopens finds it.</remarks>
public sealed class InMemoryPositionStore : IPositionStore
{
    private const int JournalPage = 256;

    private readonly ConcurrentDictionary<string, InMemoryTrader> _traders = new(StringComparer.Ordinal);

    private readonly TimeProvider _clock;

    /// <summary>Makes an empty store.</summary>
    /// <param name="clock">The clock that leases expire by; <c>null</c> for the system's.</param>
    public InMemoryPositionStore(TimeProvider? clock = null) => _clock = clock ?? TimeProvider.System;

    /// <inheritdoc/>
    public ValueTask<OpenResult> OpenAsync(OpenRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        InMemoryTrader trader = _traders.GetOrAdd(
            request.Trader.Value, static (_, clock) => new InMemoryTrader(clock), _clock);
        return ValueTask.FromResult(trader.Open(request));
    }

    /// <inheritdoc/>
    public ValueTask<StoredState> LoadAsync(TraderId trader, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Find(trader)?.Load() ?? new StoredState { Sequence = 0, Epoch = 0, Rows = [] });
    }

    /// <inheritdoc/>
    public ValueTask<CommitResult> CommitAsync(
        StoreLease lease, StoreCommit commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(commit);
        commit.Validate();
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Find(lease.Trader)?.Commit(lease, commit) ?? CommitResult.Fenced(0));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalRecord> ReadJournalAsync(
        TraderId trader, JournalRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(range);
        InMemoryTrader? found = Find(trader);
        long next = range.From;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            IReadOnlyList<JournalRecord> page = found?.Read(next, range.To ?? long.MaxValue, JournalPage) ?? [];
            foreach (JournalRecord record in page)
            {
                yield return record;
            }

            if (page.Count < JournalPage)
            {
                yield break;
            }

            next += page.Count;
            await Task.CompletedTask.ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public ValueTask<StoreHealth> CheckHealthAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(new StoreHealth
        {
            IsHealthy = true,
            Durability = "survives nothing: everything is lost when the process ends",
            Description = "in memory",
        });
    }

    /// <summary>Does nothing: the data stays, and so may others who use this instance.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private InMemoryTrader? Find(TraderId trader) =>
        trader.IsEmpty
            ? throw new ArgumentException("Trader must not be empty.", nameof(trader))
            : _traders.GetValueOrDefault(trader.Value);
}
