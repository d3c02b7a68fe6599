using Microsoft.Extensions.Logging;

namespace PositionRecovery;

/// <summary>Takes a trader and loads its state: the steps between a stopped engine and one that may record.</summary>
internal sealed class StateOpening(
    StateSetup setup, StateCodec codec, KeyedChain chain, AnchorFile? anchor, ILogger log)
{
    private readonly List<string> _warnings = [];

    /// <summary>An engine that does not wait for the trader still waits for its state.</summary>
    private TimeSpan LoadTimeout => setup.Options.OpenTimeout > setup.Options.StoreTimeout
        ? setup.Options.OpenTimeout
        : setup.Options.StoreTimeout;

    internal async Task<OpenedStore> RunAsync(CancellationToken cancellationToken)
    {
        TimeProvider clock = setup.TimeProvider;
        long from = clock.GetTimestamp();
        (StoreLease lease, long leaseFrom) = await OwnAsync(from, cancellationToken).ConfigureAwait(false);
        try
        {
            return await LoadAsync(lease, leaseFrom, from, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await ReleaseAsync(lease).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Tries to own the trader for as long as allowed: the store may be down, and the lease of a process that
    /// died must run out.</summary>
    private async Task<(StoreLease Lease, long From)> OwnAsync(long from, CancellationToken cancellationToken)
    {
        var backoff = new Backoff(setup.TimeProvider);
        while (true)
        {
            Exception failure;
            long asked = setup.TimeProvider.GetTimestamp();
            try
            {
                OpenResult result = await Bounded(
                    setup.Store.OpenAsync(Request(), cancellationToken), cancellationToken).ConfigureAwait(false);
                if (result.Lease is { } lease)
                {
                    _warnings.AddRange(result.Warnings);
                    return (lease, asked);
                }

                failure = new OwnershipLostException(
                    $"Trader '{setup.Trader}' is owned by '{result.CurrentOwner}', whose lease lasts still.");
            }
            catch (StoreException failed) when (failed.IsTransient)
            {
                failure = failed;
            }

            if (setup.TimeProvider.GetElapsedTime(from) >= setup.Options.OpenTimeout)
            {
                throw failure;
            }

            await backoff.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private OpenRequest Request() => new()
    {
        Trader = setup.Trader,
        Owner = setup.Owner ?? ProcessOwner.Name,
        LeaseTime = setup.Options.LeaseTime,
        TakeOver = setup.Options.TakeOver,
    };

    private async Task<OpenedStore> LoadAsync(
        StoreLease lease, long leaseFrom, long from, CancellationToken cancellationToken)
    {
        var loading = new StateLoading(setup.Store, setup.Trader, codec, chain);
        var backoff = new Backoff(setup.TimeProvider);
        while (true)
        {
            try
            {
                LoadedState loaded = await loading.RunAsync(cancellationToken)
                    .WaitAsync(LoadTimeout, setup.TimeProvider, cancellationToken).ConfigureAwait(false);
                return new OpenedStore
                {
                    Lease = lease,
                    LeaseFrom = leaseFrom,
                    Sequence = loaded.Sequence,
                    Head = loaded.Head ?? throw Cut(loaded.Sequence),
                    State = loaded.State,
                    RowKeys = loaded.RowKeys,
                    Quarantined = loaded.Quarantined,
                    LostEntries = await CompareAnchorAsync(loaded, cancellationToken).ConfigureAwait(false),
                    Warnings = [.. _warnings, .. loaded.Warnings],
                };
            }
            catch (StoreException failed)
                when (failed.IsTransient && setup.TimeProvider.GetElapsedTime(from) < setup.Options.OpenTimeout)
            {
                await backoff.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException late)
            {
                throw new StoreException(
                    $"Loading trader '{setup.Trader}' took longer than {LoadTimeout} (OpenTimeout, at least "
                    + "StoreTimeout).",
                    isTransient: true,
                    late);
            }
        }
    }

    private StoreException Cut(long sequence) =>
        new($"The journal of trader '{setup.Trader}' lacks its last entry, {sequence}.") { IsDamage = true };

    /// <returns>How many entries the anchor knows that the store has lost.</returns>
    private async Task<long> CompareAnchorAsync(LoadedState loaded, CancellationToken cancellationToken)
    {
        if (anchor is null)
        {
            return 0;
        }

        if (anchor.Read() is not { } known)
        {
            if (loaded.Sequence > 0)
            {
                _warnings.Add($"There is no anchor at {anchor.Path} yet: a loss before this start cannot be detected.");
            }

            return 0;
        }

        if (known.Trader != setup.Trader)
        {
            throw new StoreException($"The anchor at {anchor.Path} is of trader '{known.Trader}'.");
        }

        if (known.Sequence > loaded.Sequence)
        {
            Log.TailLost(log, setup.Trader.Value, known.Sequence - loaded.Sequence);
            return known.Sequence - loaded.Sequence;
        }

        if (known.Sequence > 0 && !await HasAsync(known, cancellationToken)
            .WaitAsync(setup.Options.StoreTimeout, setup.TimeProvider, cancellationToken).ConfigureAwait(false))
        {
            throw new StoreException(
                $"The journal of trader '{setup.Trader}' does not contain entry {known.Sequence} as the anchor at "
                + $"{anchor.Path} knows it: it was edited or replaced. Verify it before anything trades on it; "
                + "deleting the anchor accepts it as it is.");
        }

        return 0;
    }

    private async Task<bool> HasAsync(JournalAnchor known, CancellationToken cancellationToken)
    {
        var range = new JournalRange { From = known.Sequence, To = known.Sequence };
        await foreach (JournalRecord found in setup.Store
            .ReadJournalAsync(setup.Trader, range, cancellationToken).ConfigureAwait(false))
        {
            return found.Hash.Span.SequenceEqual(known.Hash.Span);
        }

        return false;
    }

    /// <summary>Gives the trader back after an opening that failed.</summary>
    internal async Task ReleaseAsync(StoreLease lease)
    {
        try
        {
            // Where the store is, it says itself.
            CommitResult asked = await Bounded(Release(lease, 0), CancellationToken.None).ConfigureAwait(false);
            if (asked.Status == CommitStatus.Conflict)
            {
                await Bounded(Release(lease, asked.Sequence), CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (StoreException)
        {
            // The lease runs out by itself; what failed before is what the caller must know.
        }
    }

    private ValueTask<CommitResult> Release(StoreLease lease, long sequence) => setup.Store.CommitAsync(
        lease, new StoreCommit { ExpectedSequence = sequence, ReleaseLease = true }, CancellationToken.None);

    private async ValueTask<T> Bounded<T>(ValueTask<T> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call.AsTask().WaitAsync(setup.Options.StoreTimeout, setup.TimeProvider, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (TimeoutException late)
        {
            throw new StoreException(
                $"The store did not answer within {setup.Options.StoreTimeout} (StoreTimeout).", true, late);
        }
    }
}
