using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace PositionRecovery.Benchmarks.Stores;

/// <summary>Rows and records by prepared statements, a transaction for each commit, as durable as the store's.</summary>
internal sealed class SqliteRawWriter : IRawWriter
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _put;
    private readonly SqliteCommand _append;

    internal SqliteRawWriter(SqliteConnection connection)
    {
        _connection = connection;
        Run("PRAGMA journal_mode = WAL");
        Run("PRAGMA synchronous = FULL");
        Run("CREATE TABLE state_row (trader TEXT, kind TEXT, key TEXT, payload BLOB, "
            + "PRIMARY KEY (trader, kind, key)) WITHOUT ROWID");
        Run("CREATE TABLE journal (trader TEXT, sequence INTEGER, payload BLOB, hash BLOB, "
            + "PRIMARY KEY (trader, sequence)) WITHOUT ROWID");
        _put = Prepare(
            "INSERT INTO state_row VALUES ('bench', $a, $b, $c) "
            + "ON CONFLICT (trader, kind, key) DO UPDATE SET payload = excluded.payload");
        _append = Prepare("INSERT INTO journal VALUES ('bench', $a, $b, $c)");
    }

    public Func<Task> Prepare(StoreCommit commit) => () =>
    {
        Run("BEGIN IMMEDIATE");
        foreach (StateRow row in commit.Rows.Where(static row => row.Payload is not null))
        {
            Run(_put, row.Kind.ToString(), row.Key, Bytes(row.Payload!.Value));
        }

        foreach (JournalRecord record in commit.Journal)
        {
            Run(_append, record.Sequence, Bytes(record.Payload), Bytes(record.Hash));
        }

        Run("COMMIT");
        return Task.CompletedTask;
    };

    public async ValueTask DisposeAsync()
    {
        await _put.DisposeAsync();
        await _append.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private static byte[] Bytes(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> segment) && segment.Count == segment.Array!.Length
            ? segment.Array
            : bytes.ToArray();

    private static void Run(SqliteCommand command, object a, object b, object c)
    {
        command.Parameters[0].Value = a;
        command.Parameters[1].Value = b;
        command.Parameters[2].Value = c;
        command.ExecuteNonQuery();
    }

    private SqliteCommand Prepare(string sql)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (string name in (string[])["$a", "$b", "$c"])
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }

    private void Run(string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
