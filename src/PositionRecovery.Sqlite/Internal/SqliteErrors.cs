using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PositionRecovery.Sqlite;

/// <summary>What a failure of SQLite means to an operator, and whether it may pass.</summary>
internal static class SqliteErrors
{
    internal static StoreException Translate(SqliteException error, string path, string doing)
    {
        (string cause, bool isTransient) = Explain(error.SqliteErrorCode);
        return new StoreException(
            $"{doing} failed on '{path}': {cause} (SQLite {error.SqliteExtendedErrorCode}: {error.Message})",
            isTransient,
            error)
        {
            IsDamage = error.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_CONSTRAINT,
        };
    }

    internal static StoreException Translate(Exception error, string path, string doing) => error switch
    {
        SqliteException sqlite => Translate(sqlite, path, doing),
        UnauthorizedAccessException => new($"{doing} failed on '{path}': this user has no right to it.", error),
        _ => new($"{doing} failed on '{path}': {error.Message}", isTransient: true, error),
    };

    /// <summary>Whether an error is the file's, not the caller's.</summary>
    internal static bool IsOfStore(Exception error) =>
        error is SqliteException or UnauthorizedAccessException or IOException;

    /// <summary>Whether what was written last may be on disk in part, or only in memory.</summary>
    internal static bool IsDiskFault(int code) =>
        code is raw.SQLITE_IOERR or raw.SQLITE_FULL or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    /// <summary>Throws what SQLite answered, unless it is well.</summary>
    internal static void Check(int code, sqlite3 handle)
    {
        if (code != raw.SQLITE_OK)
        {
            throw new SqliteException(
                raw.sqlite3_errmsg(handle).utf8_to_string(), code & 0xFF, raw.sqlite3_extended_errcode(handle));
        }
    }

    private static (string Cause, bool IsTransient) Explain(int code) => code switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => ("another process has it locked for longer than BusyTimeout.", true),
        raw.SQLITE_FULL => ("the disk is full. Free some space; nothing was acknowledged since.", true),
        raw.SQLITE_IOERR => ("the disk did not do as asked. The file is checked before it is used again.", true),
        raw.SQLITE_NOMEM => ("there is no memory.", true),
        raw.SQLITE_READONLY => ("the file, its directory or its file system is read-only.", false),
        raw.SQLITE_CANTOPEN => ("the file or one beside it cannot be opened.", false),
        raw.SQLITE_PERM or raw.SQLITE_AUTH => ("this user has no right to it.", false),
        raw.SQLITE_CORRUPT => ("the file is damaged. Keep it, and restore a backup.", false),
        raw.SQLITE_NOTADB => ("the file is no SQLite database, or its beginning is damaged.", false),
        raw.SQLITE_CONSTRAINT => ("its tables contradict each other. Keep it, and restore a backup.", false),
        _ => ("unexpected.", false),
    };
}
