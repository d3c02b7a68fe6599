using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace PositionRecovery.Sqlite;

/// <summary>The connection that writes, with its statements. One at a time, inside a transaction.</summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly SqliteCommand _version;

    private readonly SqliteCommand _find;

    private readonly SqliteCommand _grant;

    private readonly SqliteCommand _advance;

    private readonly SqliteCommand _put;

    private readonly SqliteCommand _remove;

    private readonly SqliteCommand _append;

    internal SqliteWriter(SqliteLink link)
    {
        Link = link;
        _version = link.Prepare("PRAGMA user_version");
        _find = link.Prepare("SELECT sequence, epoch, owner, lease_ends FROM trader WHERE trader = $t", "$t");
        _grant = link.Prepare(
            "INSERT INTO trader (trader, sequence, epoch, owner, lease_ends) VALUES ($t, 0, 1, $owner, $ends) "
            + "ON CONFLICT (trader) DO UPDATE SET epoch = epoch + 1, owner = excluded.owner, "
            + "lease_ends = excluded.lease_ends RETURNING epoch",
            "$t", "$owner", "$ends");
        _advance = link.Prepare(
            "UPDATE trader SET sequence = $s, lease_ends = $ends WHERE trader = $t", "$t", "$s", "$ends");
        _put = link.Prepare(
            "INSERT INTO state_row (trader, kind, key, payload) VALUES ($t, $kind, $key, $payload) "
            + "ON CONFLICT (trader, kind, key) DO UPDATE SET payload = excluded.payload",
            "$t", "$kind", "$key", "$payload");
        _remove = link.Prepare(
            "DELETE FROM state_row WHERE trader = $t AND kind = $kind AND key = $key", "$t", "$kind", "$key");
        _append = link.Prepare(
            "INSERT INTO journal (trader, sequence, payload, hash) VALUES ($t, $s, $payload, $hash)",
            "$t", "$s", "$payload", "$hash");
    }

    internal SqliteLink Link { get; }

    internal long Version() => Convert.ToInt64(_version.ExecuteScalar(), CultureInfo.InvariantCulture);

    internal TraderRow? Find(string trader)
    {
        _find.Parameters[0].Value = trader;
        using SqliteDataReader reader = _find.ExecuteReader();
        return reader.Read()
            ? new TraderRow(
                reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2),
                reader.IsDBNull(3) ? null : reader.GetInt64(3))
            : null;
    }

    /// <summary>Gives the trader to an owner.</summary>
    /// <returns>The new epoch.</returns>
    internal long Grant(string trader, string owner, long leaseEnds)
    {
        Set(_grant, trader, owner, leaseEnds);
        return Convert.ToInt64(_grant.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    internal void Write(string trader, StoreCommit commit, long? leaseEnds)
    {
        foreach (StateRow row in commit.Rows)
        {
            if (row.Payload is { } payload)
            {
                Run(_put, trader, RowKinds.NameOf(row.Kind), row.Key, Bytes(payload));
            }
            else
            {
                Run(_remove, trader, RowKinds.NameOf(row.Kind), row.Key);
            }
        }

        foreach (JournalRecord record in commit.Journal)
        {
            Run(_append, trader, record.Sequence, Bytes(record.Payload), Bytes(record.Hash));
        }

        Run(_advance, trader, commit.ExpectedSequence + commit.Journal.Count, (object?)leaseEnds ?? DBNull.Value);
    }

    public void Dispose()
    {
        _version.Dispose();
        _find.Dispose();
        _grant.Dispose();
        _advance.Dispose();
        _put.Dispose();
        _remove.Dispose();
        _append.Dispose();
        Link.Dispose();
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        Set(command, values);
        command.ExecuteNonQuery();
    }

    private static void Set(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }
    }

    // Without a copy where the bytes are an array already.
    private static byte[] Bytes(ReadOnlyMemory<byte> payload) =>
        MemoryMarshal.TryGetArray(payload, out ArraySegment<byte> segment)
        && segment.Array is { } array && segment.Offset == 0 && segment.Count == array.Length
            ? array
            : payload.ToArray();
}
