namespace PositionRecovery;

/// <summary>One trader of an <see cref="InMemoryPositionStore"/>; each member is one atomic step.</summary>
internal sealed class InMemoryTrader(TimeProvider clock)
{
    private readonly Lock _gate = new();

    private readonly Dictionary<(RowKind Kind, string Key), StateRow> _rows = [];

    private readonly List<JournalRecord> _journal = [];

    private long _epoch;

    private string? _owner;

    // Null once released. Monotonic, so that a step of the wall clock neither ends a lease nor prolongs it.
    private (long From, TimeSpan Time)? _lease;

    private bool IsLeaseLive => _lease is { } lease && clock.GetElapsedTime(lease.From) < lease.Time;

    internal OpenResult Open(OpenRequest request)
    {
        lock (_gate)
        {
            if (IsLeaseLive && !request.TakeOver)
            {
                return new OpenResult { CurrentOwner = _owner };
            }

            _epoch++;
            _owner = request.Owner;
            Renew(request.LeaseTime);
            return new OpenResult
            {
                Lease = new StoreLease
                {
                    Trader = request.Trader, Owner = request.Owner, Epoch = _epoch, LeaseTime = request.LeaseTime,
                },
                CurrentOwner = _owner,
            };
        }
    }

    internal StoredState Load()
    {
        lock (_gate)
        {
            return new StoredState { Sequence = _journal.Count, Epoch = _epoch, Rows = [.. _rows.Values] };
        }
    }

    internal CommitResult Commit(StoreLease lease, StoreCommit commit)
    {
        lock (_gate)
        {
            if (lease.Epoch != _epoch || !string.Equals(lease.Owner, _owner, StringComparison.Ordinal) || !IsLeaseLive)
            {
                return CommitResult.Fenced(_journal.Count);
            }

            if (commit.ExpectedSequence != _journal.Count)
            {
                return CommitResult.Conflict(_journal.Count);
            }

            Write(commit);
            Renew(lease.LeaseTime);
            if (commit.ReleaseLease)
            {
                _lease = null;
            }

            return CommitResult.Committed(_journal.Count);
        }
    }

    internal IReadOnlyList<JournalRecord> Read(long from, long to, int limit)
    {
        lock (_gate)
        {
            long last = Math.Min(to, _journal.Count);
            return from > last
                ? []
                : _journal.GetRange((int)from - 1, (int)Math.Min(limit, last - from + 1));
        }
    }

    private void Renew(TimeSpan time) => _lease = (clock.GetTimestamp(), time);

    // Nothing here can fail half way: the payloads are copied first, since the caller may use its buffers again.
    private void Write(StoreCommit commit)
    {
        StateRow[] rows = [.. commit.Rows.Where(row => row.Payload is not null).Select(Copy)];
        JournalRecord[] journal = [.. commit.Journal.Select(Copy)];
        _journal.AddRange(journal);
        foreach (StateRow row in commit.Rows)
        {
            _rows.Remove((row.Kind, row.Key));
        }

        foreach (StateRow row in rows)
        {
            _rows[(row.Kind, row.Key)] = row;
        }
    }

    private static StateRow Copy(StateRow row) =>
        new() { Kind = row.Kind, Key = row.Key, Payload = row.Payload!.Value.ToArray() };

    private static JournalRecord Copy(JournalRecord record) =>
        new() { Sequence = record.Sequence, Payload = record.Payload.ToArray(), Hash = record.Hash.ToArray() };
}
