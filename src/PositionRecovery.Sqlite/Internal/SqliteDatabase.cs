using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PositionRecovery.Sqlite;

/// <summary>A database of ours: makes, recognises, migrates, opens and heals it.</summary>
internal sealed class SqliteDatabase(DatabaseFile file, TimeSpan busyTimeout)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    internal DatabaseFile File => file;

    internal SqliteLink OpenReader() => Open(canWrite: false);

    /// <summary>Opens a connection that commits durably, with the schema of this code.</summary>
    internal async ValueTask<SqliteLink> OpenWriterAsync(bool migrates, CancellationToken cancellationToken)
    {
        SqliteLink link = Open(canWrite: true);
        try
        {
            link.MakeDurable();
            if (migrates)
            {
                await MigrateAsync(link, cancellationToken).ConfigureAwait(false);
            }

            return link;
        }
        catch
        {
            link.Dispose();
            throw;
        }
    }

    /// <summary>Begins a transaction that may write, waiting for others who write.</summary>
    internal async ValueTask BeginWritingAsync(SqliteLink link, CancellationToken cancellationToken)
    {
        long since = TimeProvider.System.GetTimestamp();
        while (!link.TryBeginWriting())
        {
            if (TimeProvider.System.GetElapsedTime(since) >= busyTimeout)
            {
                throw new SqliteException("database is locked", raw.SQLITE_BUSY);
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Makes a database from nothing, with the latest schema.</summary>
    internal static void Build(string path) => Build(path, Migrations.Current);

    internal static void Build(string path, int version)
    {
        using SqliteLink link = SqliteLink.Open(path, canWrite: true);
        link.MakeDurable();
        link.Run("BEGIN IMMEDIATE");
        link.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {Migrations.ApplicationId}"));
        for (int step = 0; step < version; step++)
        {
            Apply(link, step);
        }

        link.Run("COMMIT");
    }

    /// <summary>After a fault of the disk: what the log has goes to the database and is flushed again, since a flush
    /// that failed may have forgotten it, and the database is read from end to end.</summary>
    internal static void Heal(SqliteLink link)
    {
        if (link.Number("PRAGMA wal_checkpoint(TRUNCATE)") != 0)
        {
            throw new SqliteException("readers keep the log from being flushed again", raw.SQLITE_BUSY);
        }

        string found = link.Text("PRAGMA quick_check(1)");
        if (found != "ok")
        {
            throw new SqliteException(found, raw.SQLITE_CORRUPT);
        }
    }

    internal void RefuseNewer(long version)
    {
        if (version > Migrations.Current)
        {
            throw new StoreException($"The database '{file.FullPath}' has schema {version}; this version of the "
                + $"library knows up to {Migrations.Current}. It was left as it is: use the newer version.");
        }
    }

    private SqliteLink Open(bool canWrite)
    {
        file.Check();
        SqliteLink link = SqliteLink.Open(file.FullPath, canWrite);
        try
        {
            Recognise(link);
            return link;
        }
        catch
        {
            link.Dispose();
            throw;
        }
    }

    private void Recognise(SqliteLink link)
    {
        long application = link.Number("PRAGMA application_id");
        long version = link.Number("PRAGMA user_version");
        if (application != Migrations.ApplicationId || version < 1)
        {
            throw new StoreException(
                $"'{file.FullPath}' is a database of another program. It was left as it is: correct the path.");
        }

        RefuseNewer(version);
    }

    private async ValueTask MigrateAsync(SqliteLink link, CancellationToken cancellationToken)
    {
        while (link.Number("PRAGMA user_version") < Migrations.Current)
        {
            await BeginWritingAsync(link, cancellationToken).ConfigureAwait(false);
            // Again, now that nobody else can migrate it meanwhile.
            long version = link.Number("PRAGMA user_version");
            if (version < Migrations.Current)
            {
                Apply(link, (int)version);
            }

            link.Run("COMMIT");
        }
    }

    private static void Apply(SqliteLink link, int version)
    {
        link.Run(Migrations.Steps[version]);
        link.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version + 1}"));
    }
}
