using System.Runtime.CompilerServices;

namespace PositionRecovery.Testing;

/// <summary>A store that does as another one does, but fails, hangs, delays and tears on cue.</summary>
/// <remarks>Thread-safe. With several faults due at one call the first one planted wins. Disposing it disposes the
/// store inside.</remarks>
public sealed class FaultyPositionStore : IPositionStore
{
    private readonly Lock _gate = new();

    private readonly List<StoreFault> _faults = [];

    private readonly Dictionary<StoreCall, int> _counts = [];

    private readonly TaskCompletionSource _released = new();

    private readonly IPositionStore _inner;

    private readonly TimeProvider _clock;

    /// <summary>Makes one without faults.</summary>
    /// <param name="inner">The store that does the work.</param>
    /// <param name="clock">The clock that delays pass by; <c>null</c> for the system's.</param>
    public FaultyPositionStore(IPositionStore inner, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(inner);
        _inner = inner;
        _clock = clock ?? TimeProvider.System;
    }

    /// <summary>Plants a fault.</summary>
    /// <param name="fault">What goes wrong, and when.</param>
    public void Plant(StoreFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_gate)
        {
            _faults.Add(fault);
        }
    }

    /// <summary>Removes all faults. What hangs goes on hanging.</summary>
    public void Heal()
    {
        lock (_gate)
        {
            _faults.Clear();
        }
    }

    /// <summary>Lets everything that hangs, now or later, go on.</summary>
    public void ReleaseHangs() => _released.TrySetResult();

    /// <summary>How often a call was made so far; the next one has this number plus one.</summary>
    /// <param name="call">Which call.</param>
    public int CountOf(StoreCall call)
    {
        lock (_gate)
        {
            return _counts.GetValueOrDefault(call);
        }
    }

    /// <inheritdoc/>
    public ValueTask<OpenResult> OpenAsync(OpenRequest request, CancellationToken cancellationToken) =>
        RunAsync(StoreCall.Open, () => _inner.OpenAsync(request, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StoredState> LoadAsync(TraderId trader, CancellationToken cancellationToken) =>
        RunAsync(StoreCall.Load, () => _inner.LoadAsync(trader, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<CommitResult> CommitAsync(
        StoreLease lease, StoreCommit commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commit);
        StoreFault? fault = Next(StoreCall.Commit);
        if (fault is { Kind: StoreFaultKind.Tear })
        {
            await _inner.CommitAsync(lease, (fault.Tear ?? Torn.Commit)(commit), cancellationToken)
                .ConfigureAwait(false);
            throw fault.NewError();
        }

        return await RunAsync(fault, () => _inner.CommitAsync(lease, commit, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalRecord> ReadJournalAsync(
        TraderId trader, JournalRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StoreFault? fault = Next(StoreCall.ReadJournal);
        bool isTorn = fault is { Kind: StoreFaultKind.Tear };
        await BeforeAsync(isTorn ? null : fault, cancellationToken).ConfigureAwait(false);
        JournalRecord? held = null;
        await foreach (JournalRecord record in _inner.ReadJournalAsync(trader, range, cancellationToken)
            .ConfigureAwait(false))
        {
            if (held is not null)
            {
                yield return held;
            }

            held = record;
        }

        if (held is not null)
        {
            yield return isTorn ? Torn.Record(held) : held;
        }

        await AfterAsync(fault, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<StoreHealth> CheckHealthAsync(CancellationToken cancellationToken) =>
        RunAsync(StoreCall.CheckHealth, () => _inner.CheckHealthAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _inner.DisposeAsync();

    private StoreFault? Next(StoreCall call)
    {
        lock (_gate)
        {
            int count = _counts[call] = _counts.GetValueOrDefault(call) + 1;
            return _faults.Find(fault => fault.Hits(call, count));
        }
    }

    private ValueTask<T> RunAsync<T>(StoreCall call, Func<ValueTask<T>> work, CancellationToken cancellationToken) =>
        RunAsync(Next(call), work, cancellationToken);

    private async ValueTask<T> RunAsync<T>(
        StoreFault? fault, Func<ValueTask<T>> work, CancellationToken cancellationToken)
    {
        await BeforeAsync(fault, cancellationToken).ConfigureAwait(false);
        T result = await work().ConfigureAwait(false);
        await AfterAsync(fault, cancellationToken).ConfigureAwait(false);
        return result;
    }

    private async ValueTask BeforeAsync(StoreFault? fault, CancellationToken cancellationToken)
    {
        switch (fault?.Kind)
        {
            case StoreFaultKind.FailBefore or StoreFaultKind.Tear:
                throw fault.NewError();
            case StoreFaultKind.HangBefore:
                await _released.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
                break;
            case StoreFaultKind.Delay:
                await Task.Delay(fault.Delay, _clock, cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private async ValueTask AfterAsync(StoreFault? fault, CancellationToken cancellationToken)
    {
        switch (fault?.Kind)
        {
            case StoreFaultKind.FailAfter:
                throw fault.NewError();
            case StoreFaultKind.HangAfter:
                await _released.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
                break;
        }
    }
}
