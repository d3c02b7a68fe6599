using System.Globalization;
using StackExchange.Redis;

namespace PositionRecovery.Redis;

/// <summary>A commit as the script takes it.</summary>
internal sealed class CommitArguments
{
    /// <summary>The server takes about a million arguments; this leaves room.</summary>
    internal const int MaxArguments = 1_000_000;

    /// <summary>The server holds a command as a whole, several times over: as received, in the script, for the
    /// file.</summary>
    internal const long MaxBytes = 256L * 1024 * 1024;

    private const int AttemptAt = 6;

    private readonly List<RedisKey> _keys;

    private readonly List<RedisValue> _values;

    private long _bytes;

    internal CommitArguments(StoreLease lease, StoreCommit commit, TraderKeys keys)
    {
        int newestKind = 0;
        foreach (StateRow row in commit.Rows)
        {
            newestKind = Math.Max(newestKind, (int)row.Kind);
        }

        _keys = [keys.Head, keys.Journal];
        _values = new List<RedisValue>(10 + (3 * commit.Journal.Count) + (3 * commit.Rows.Count));
        _values.Add(lease.Epoch);
        _values.Add(lease.Owner);
        _values.Add(Milliseconds(lease.LeaseTime));
        _values.Add(commit.ReleaseLease ? "1" : "0");
        _values.Add(commit.ExpectedSequence);
        _values.Add(commit.ExpectedSequence + commit.Journal.Count);
        _values.Add(RedisValue.EmptyString);
        _values.Add(newestKind);
        AddJournal(commit.Journal);
        AddRows(commit.Rows, keys);
        if (_values.Count > MaxArguments || _bytes > MaxBytes)
        {
            throw new StoreException(
                $"The commit of {commit.Rows.Count} rows and {commit.Journal.Count} journal records is too large for "
                + $"Redis: {_values.Count} values of {_bytes} bytes; at most {MaxArguments} of {MaxBytes}.");
        }
    }

    internal RedisKey[] Keys => [.. _keys];

    internal RedisValue[] Values(long? attempt)
    {
        _values[AttemptAt] = attempt is { } known ? known : RedisValue.EmptyString;
        return [.. _values];
    }

    /// <summary>A lease of less than a millisecond would be none.</summary>
    internal static long Milliseconds(TimeSpan lease) => Math.Max(1, (long)Math.Ceiling(lease.TotalMilliseconds));

    private void AddJournal(IReadOnlyList<JournalRecord> journal)
    {
        _values.Add(journal.Count);
        foreach (JournalRecord record in journal)
        {
            _values.Add(record.Sequence.ToString(CultureInfo.InvariantCulture) + "-0");
            Add(record.Payload);
            Add(record.Hash);
        }
    }

    private void AddRows(IReadOnlyList<StateRow> rows, TraderKeys keys)
    {
        foreach (IGrouping<RowKind, StateRow> kind in rows.GroupBy(static row => row.Kind))
        {
            _keys.Add(keys.Of(kind.Key));
            int deleted = kind.Count(static row => row.Payload is null);
            _values.Add(2 * (kind.Count() - deleted));
            _values.Add(deleted);
            foreach (StateRow row in kind)
            {
                if (row.Payload is { } payload)
                {
                    Add(row.Key);
                    Add(payload);
                }
            }

            foreach (StateRow row in kind)
            {
                if (row.Payload is null)
                {
                    Add(row.Key);
                }
            }
        }
    }

    private void Add(string key)
    {
        _values.Add(key);
        _bytes += key.Length;
    }

    // Copied: after a time-out the client may still send it, when the caller's buffer has long been used again.
    private void Add(ReadOnlyMemory<byte> bytes)
    {
        _values.Add(bytes.ToArray());
        _bytes += bytes.Length;
    }
}
