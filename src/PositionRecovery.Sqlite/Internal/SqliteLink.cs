using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PositionRecovery.Sqlite;

/// <summary>An open connection with our settings.</summary>
internal sealed class SqliteLink : IDisposable
{
    // What SQLite waits by itself, on the thread; longer waits are the caller's and block nothing.
    private const int BusyMilliseconds = 100;

    static SqliteLink() => Batteries_V2.Init();

    private SqliteLink(SqliteConnection connection) => Connection = connection;

    internal SqliteConnection Connection { get; }

    private sqlite3 Handle => Connection.Handle!;

    internal static SqliteLink Open(string path, bool canWrite)
    {
        var link = new SqliteLink(new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = canWrite ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadOnly,
            Pooling = false,
            // The least there is: waiting is done elsewhere.
            DefaultTimeout = 1,
        }.ToString()));
        try
        {
            link.Connection.Open();
            link.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {BusyMilliseconds}"));
            link.Run("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON");
            return link;
        }
        catch
        {
            link.Dispose();
            throw;
        }
    }

    /// <summary>Runs statements without parameters and without results.</summary>
    internal void Run(string sql) => SqliteErrors.Check(raw.sqlite3_exec(Handle, sql), Handle);

    /// <summary>Begins a transaction that may write.</summary>
    /// <returns>Whether it could; not when another connection writes.</returns>
    internal bool TryBeginWriting()
    {
        int code = raw.sqlite3_exec(Handle, "BEGIN IMMEDIATE");
        if ((code & 0xFF) == raw.SQLITE_BUSY)
        {
            return false;
        }

        SqliteErrors.Check(code, Handle);
        return true;
    }

    /// <summary>Whether the file was moved, removed or exchanged under the connection: what is written then is seen by
    /// nobody else and gone with the connection.</summary>
    internal bool IsFileGone()
    {
        SqliteErrors.Check(NativeMethods.HasMoved(Handle, out bool hasMoved), Handle);
        return hasMoved;
    }

    /// <summary>Ends a transaction that failed; some failures have ended it already.</summary>
    internal void Rollback()
    {
        if (raw.sqlite3_get_autocommit(Handle) == 0)
        {
            Run("ROLLBACK");
        }
    }

    internal SqliteCommand Prepare(string sql, params ReadOnlySpan<string> parameters)
    {
        SqliteCommand command = Connection.CreateCommand();
        command.CommandText = sql;
        foreach (string parameter in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
        }

        return command;
    }

    internal string Text(string sql)
    {
        using SqliteCommand command = Prepare(sql);
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture) ?? string.Empty;
    }

    internal long Number(string sql)
    {
        using SqliteCommand command = Prepare(sql);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>Makes a commit mean that it is on the disk. Not before it is known whose database this is: the mode is
    /// kept in the file.</summary>
    internal void MakeDurable()
    {
        string mode = Text("PRAGMA journal_mode = WAL");
        if (mode != "wal")
        {
            throw new SqliteException(
                $"the journal mode is {mode} and cannot be WAL here; the file must be on a local disk.",
                raw.SQLITE_CANTOPEN);
        }

        // FULL flushes each commit to the disk; fullfsync makes macOS mean it.
        Run("PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON");
        // The pages that commits touch stay at hand.
        Run("PRAGMA cache_size = -16384");
        // The file of the log shrinks again after a burst.
        _ = Text("PRAGMA journal_size_limit = 67108864");
    }

    public void Dispose() => Connection.Dispose();
}
