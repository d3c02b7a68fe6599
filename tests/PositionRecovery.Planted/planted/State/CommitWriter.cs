using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace PositionRecovery;

/// <summary>Turns batches into commits, and learns the outcome of each, whatever the store says about it. One batch at
/// a
/// time.</summary>
internal sealed class CommitWriter
{
    private readonly StateSetup _setup;
    private readonly StateCodec _codec;
    private readonly KeyedChain _chain;
    private readonly AnchorFile? _anchor;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private StoreLease _lease;
    private long _sequence;
    private byte[] _head;
    private long _leaseFrom;
    private StoreException? _storeTrouble;
    private StoreException? _anchorTrouble;

    internal CommitWriter(StateSetup setup, StateCodec codec, KeyedChain chain, AnchorFile? anchor, OpenedStore opened)
    {
        _setup = setup;
        _codec = codec;
        _chain = chain;
        _anchor = anchor;
        _clock = setup.TimeProvider;
        _log = setup.LoggerFactory?.CreateLogger<StateManager>() ?? NullLogger<StateManager>.Instance;
        _lease = opened.Lease;
        _leaseFrom = opened.LeaseFrom;
        _sequence = opened.Sequence;
        _head = opened.Head;
        FlushKeys = opened.RowKeys;
    }

    internal StoreLease Lease => _lease;

    /// <summary>The rows that a flush deletes.</summary>
    internal IReadOnlyCollection<(RowKind Kind, string Key)> FlushKeys { get; }

    /// <summary>How much of the lease is left for certain: counted from before the commit that renewed it.</summary>
    private DateTimeOffset _leaseAt;

    internal TimeSpan LeaseLeft => (global::PositionRecovery.Planted.Bug == 1)
        ? (_leaseAt == default ? _lease.LeaseTime : _lease.LeaseTime - (_clock.GetUtcNow() - _leaseAt))
        : _lease.LeaseTime - _clock.GetElapsedTime(Interlocked.Read(ref _leaseFrom));

    /// <summary>What failed at the latest attempt, and has not succeeded since.</summary>
    internal StoreException? Trouble => _storeTrouble ?? _anchorTrouble;

    /// <summary>Commits a batch, trying for as long as it takes.</summary>
    /// <exception cref="OwnershipLostException">Somebody else has the trader.</exception>
    internal async Task CommitAsync(StateBatch batch, bool release, CancellationToken cancellationToken)
    {
        var backoff = new Backoff(_clock);
        StoreCommit commit = Encode(batch, release);
        while (true)
        {
            try
            {
                switch (await AttemptAsync(commit, cancellationToken).ConfigureAwait(false))
                {
                    case CommitStatus.Committed:
                        Advance(commit);
                        return;
                    case CommitStatus.Fenced:
                        if (await RegainAsync(commit, cancellationToken).ConfigureAwait(false))
                        {
                            Advance(commit);
                            return;
                        }

                        commit = Encode(batch, release); // entries carry the epoch they are written under
                        break;
                    default:
                        if (!await HasLandedAsync(commit, cancellationToken).ConfigureAwait(false))
                        {
                            throw Lost($"the store is at another sequence than {_sequence}: somebody else wrote");
                        }

                        Advance(commit);
                        return;
                }
            }
            catch (StoreException failed)
            {
                Fail(ref _storeTrouble, failed);
                await backoff.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<CommitStatus> AttemptAsync(StoreCommit commit, CancellationToken cancellationToken)
    {
        long from = _clock.GetTimestamp();
        CommitResult result = await Bounded(
            _setup.Store.CommitAsync(_lease, commit, cancellationToken), "commit", cancellationToken)
            .ConfigureAwait(false);
        _storeTrouble = null;
        if (result.Status == CommitStatus.Committed)
        {
            Interlocked.Exchange(ref _leaseFrom, from);
            _leaseAt = _clock.GetUtcNow();
        }

        return result.Status;
    }

    /// <summary>A store that does not answer is a store that failed.</summary>
    private async ValueTask<T> Bounded<T>(ValueTask<T> call, string what, CancellationToken cancellationToken)
    {
        try
        {
            return await call.AsTask().WaitAsync(_setup.Options.StoreTimeout, _clock, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (TimeoutException late)
        {
            throw new StoreException(
                $"The store did not answer a {what} within {_setup.Options.StoreTimeout} (StoreTimeout).", true, late);
        }
    }

    private void Fail(ref StoreException? trouble, StoreException failed)
    {
        if (trouble is null)
        {
            Log.StoreFailed(_log, failed, _lease.Trader.Value, failed.IsTransient);
        }

        trouble = failed;
    }

    /// <summary>Whether a commit of unknown outcome is in the store: its last record is there, word for word.</summary>
    private async ValueTask<bool> HasLandedAsync(StoreCommit commit, CancellationToken cancellationToken)
    {
        if (commit.Journal.Count == 0)
        {
            return false;
        }

        JournalRecord last = commit.Journal[^1];
        JournalRecord? found = await FindAsync(last.Sequence, cancellationToken).ConfigureAwait(false);
        return found is not null && found.Hash.Span.SequenceEqual(last.Hash.Span);
    }

    private ValueTask<JournalRecord?> FindAsync(long sequence, CancellationToken cancellationToken)
    {
        return Bounded(ReadAsync(), "question for the journal", cancellationToken);

        async ValueTask<JournalRecord?> ReadAsync()
        {
            var range = new JournalRange { From = sequence, To = sequence };
            await foreach (JournalRecord found in _setup.Store
                .ReadJournalAsync(_setup.Trader, range, cancellationToken).ConfigureAwait(false))
            {
                return found.Sequence == sequence ? found : null;
            }

            return null;
        }
    }

    /// <summary>Finds out what a refused commit means: it is in already, or the lease must be had again.</summary>
    /// <returns>Whether there is nothing left to commit.</returns>
    private async ValueTask<bool> RegainAsync(StoreCommit commit, CancellationToken cancellationToken)
    {
        bool isIn = await HasLandedAsync(commit, cancellationToken).ConfigureAwait(false);
        if (commit.ReleaseLease && (isIn || commit.Journal.Count + commit.Rows.Count == 0))
        {
            return true; // the lease was to be given back, and is no longer ours: it stays with whoever has it
        }

        await ReacquireAsync(isIn ? _sequence + commit.Journal.Count : _sequence, cancellationToken)
            .ConfigureAwait(false);
        return isIn;
    }

    /// <summary>A lease that ran out while this process was paused or the store was down can be had again, if nobody
    /// else wrote meanwhile: then the sequence is still ours.</summary>
    private async ValueTask ReacquireAsync(long sequence, CancellationToken cancellationToken)
    {
        long from = _clock.GetTimestamp();
        OpenResult result = await Bounded(
            _setup.Store.OpenAsync(
                new OpenRequest { Trader = _lease.Trader, Owner = _lease.Owner, LeaseTime = _lease.LeaseTime },
                cancellationToken),
            "request for the lease",
            cancellationToken).ConfigureAwait(false);
        if (result.Lease is not { } lease)
        {
            // An earlier request of ours whose answer was lost shows as ourselves; it runs out. Somebody else who
            // signs with our name shows by what was written.
            throw result.CurrentOwner == _lease.Owner
                && await FindAsync(sequence + 1, cancellationToken).ConfigureAwait(false) is null
                ? new StoreException($"The lease of '{_lease.Owner}' must run out first.", isTransient: true)
                : Lost($"'{result.CurrentOwner}' has it");
        }

        CommitResult probe = await Bounded(
            _setup.Store.CommitAsync(lease, new StoreCommit { ExpectedSequence = sequence }, cancellationToken),
            "commit",
            cancellationToken).ConfigureAwait(false);
        if (probe.Status != CommitStatus.Committed)
        {
            throw probe.Status == CommitStatus.Fenced
                ? new StoreException("The new lease was gone before its first use.", isTransient: true)
                : Lost($"somebody else wrote after sequence {sequence}");
        }

        Log.LeaseReacquired(_log, lease.Trader.Value, lease.Epoch);
        _lease = lease;
        Interlocked.Exchange(ref _leaseFrom, from);
    }

    private OwnershipLostException Lost(string how) =>
        new($"Trader '{_lease.Trader}' was lost by '{_lease.Owner}' (epoch {_lease.Epoch}): {how}.");

    private StoreCommit Encode(StateBatch batch, bool release)
    {
        long last = _sequence + batch.Entries.Count;
        var rows = new List<StateRow>(batch.Changes.Count);
        if (batch.IsFlush)
        {
            rows.AddRange(FlushKeys
                .Except(batch.Changes.Select(static c => (c.Kind, c.Key)))
                .Select(static k => new StateRow { Kind = k.Kind, Key = k.Key, Payload = null }));
        }

        foreach (StateChange change in batch.Changes)
        {
            rows.Add(_codec.Encode(change.Kind, change.Key, change.Content, last));
        }

        var journal = new JournalRecord[batch.Entries.Count];
        byte[] head = _head;
        for (int i = 0; i < journal.Length; i++)
        {
            PendingEntry entry = batch.Entries[i];
            ReadOnlyMemory<byte> payload = _codec.EncodeEntry(new JournalEntry
            {
                Sequence = entry.Sequence,
                Unit = entry.Unit,
                Epoch = _lease.Epoch,
                At = entry.At,
                Actor = entry.Actor,
                Event = entry.Event,
            });
            head = _chain.Next(head, entry.Sequence, payload.Span);
            journal[i] = new JournalRecord { Sequence = entry.Sequence, Payload = payload, Hash = head };
        }

        return new StoreCommit { ExpectedSequence = _sequence, Rows = rows, Journal = journal, ReleaseLease = release };
    }

    private void Advance(StoreCommit commit)
    {
        _sequence += commit.Journal.Count;
        if (commit.Journal.Count > 0)
        {
            _head = commit.Journal[^1].Hash.ToArray();
            Anchor();
        }
        else if (_anchorTrouble is not null)
        {
            Anchor();
        }
    }

    /// <summary>What is committed stays so without its anchor; only, nothing new is begun until it can be written.
    /// </summary>
    private void Anchor()
    {
        try
        {
            _anchor?.Write(new JournalAnchor { Trader = _lease.Trader, Sequence = _sequence, Hash = _head });
            _anchorTrouble = null;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            Fail(ref _anchorTrouble, new StoreException(
                $"The anchor at {_anchor!.Path} cannot be written: {failed.Message}", isTransient: true, failed));
        }
    }
}
