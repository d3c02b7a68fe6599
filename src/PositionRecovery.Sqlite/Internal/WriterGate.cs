using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace PositionRecovery.Sqlite;

/// <summary>The one connection that writes: opened when needed, used by one at a time, thrown away when it failed.
/// </summary>
[SuppressMessage(
    "Design", "CA1001",
    Justification = "A semaphore without a wait handle holds nothing; disposing it would strand those who wait.")]
internal sealed class WriterGate(SqliteDatabase database, ReaderPool readers)
{
    private readonly SemaphoreSlim _turn = new(1);

    private SqliteWriter? _writer;

    // A fault of the disk: what is in the log may not be on the disk.
    private volatile bool _isSuspect;

    private bool _isClosed;

    internal Action<SqliteLink>? Opened { get; set; }

    /// <summary>Runs work in a transaction, which lands if the work says so.</summary>
    internal async ValueTask<T> WriteAsync<T>(
        Func<SqliteWriter, (T Result, bool IsToLand)> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            SqliteWriter writer = _writer ??= await OpenAsync(cancellationToken).ConfigureAwait(false);
            await database.BeginWritingAsync(writer.Link, cancellationToken).ConfigureAwait(false);
            return Run(writer, work);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Whether the database could be written to, without doing it.</summary>
    internal async ValueTask<string> ProbeAsync(CancellationToken cancellationToken)
    {
        if (_isSuspect)
        {
            throw new StoreException(
                $"The disk failed a commit to '{database.File.FullPath}'; the file is checked before the next one.",
                isTransient: true);
        }

        using SqliteLink link = await database.OpenWriterAsync(migrates: false, cancellationToken)
            .ConfigureAwait(false);
        await database.BeginWritingAsync(link, cancellationToken).ConfigureAwait(false);
        link.Rollback();
        return $"SQLite {link.Text("SELECT sqlite_version()")}, schema {link.Text("PRAGMA user_version")}";
    }

    internal async ValueTask CloseAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            _isClosed = true;
            Discard();
        }
        finally
        {
            _turn.Release();
        }
    }

    private T Run<T>(SqliteWriter writer, Func<SqliteWriter, (T Result, bool IsToLand)> work)
    {
        bool isSound = false;
        try
        {
            // Another process may have migrated the database since it was opened.
            database.RefuseNewer(writer.Version());
            (T result, bool isToLand) = work(writer);
            RefuseGone(writer.Link);
            writer.Link.Run(isToLand ? "COMMIT" : "ROLLBACK");
            isSound = true;
            return result;
        }
        catch (OperationCanceledException)
        {
            writer.Link.Rollback();
            isSound = true;
            throw;
        }
        catch (SqliteException error)
        {
            _isSuspect = _isSuspect || SqliteErrors.IsDiskFault(error.SqliteErrorCode);
            throw;
        }
        finally
        {
            if (!isSound)
            {
                Discard();
            }
        }
    }

    private async ValueTask<SqliteWriter> OpenAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isClosed, typeof(SqlitePositionStore));
        SqliteLink link = await database.OpenWriterAsync(migrates: true, cancellationToken).ConfigureAwait(false);
        try
        {
            Opened?.Invoke(link);
            if (_isSuspect)
            {
                readers.CloseIdle();
                SqliteDatabase.Heal(link);
                _isSuspect = false;
            }

            return new SqliteWriter(link);
        }
        catch
        {
            link.Dispose();
            throw;
        }
    }

    private void RefuseGone(SqliteLink link)
    {
        if (link.IsFileGone())
        {
            throw new StoreException($"'{database.File.FullPath}' was removed or exchanged while it was in use. Stop "
                + "every process that uses it before you touch it.");
        }
    }

    private void Discard()
    {
        _writer?.Dispose();
        _writer = null;
    }
}
