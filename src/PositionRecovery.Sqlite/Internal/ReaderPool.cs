using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PositionRecovery.Sqlite;

/// <summary>A few connections that read, opened when needed.</summary>
[SuppressMessage(
    "Usage", "CA2213",
    Justification = "A semaphore without a wait handle holds nothing; disposing it would strand those who wait.")]
internal sealed class ReaderPool(SqliteDatabase database, TimeSpan busyTimeout) : IDisposable
{
    private const int Places = 4;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly SemaphoreSlim _places = new(Places);

    private readonly ConcurrentBag<SqliteReader> _idle = [];

    private volatile bool _isClosed;

    /// <summary>Runs work on a connection, again and again while another process has the file for itself.</summary>
    internal async ValueTask<T> ReadAsync<T>(Func<SqliteReader, T> work, CancellationToken cancellationToken)
    {
        long since = TimeProvider.System.GetTimestamp();
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (true)
            {
                try
                {
                    return Use(work);
                }
                catch (SqliteException busy) when (busy.SqliteErrorCode == raw.SQLITE_BUSY
                    && TimeProvider.System.GetElapsedTime(since) < busyTimeout)
                {
                    await Task.Delay(Pause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Closes the connections that nobody uses.</summary>
    internal void CloseIdle()
    {
        while (_idle.TryTake(out SqliteReader? reader))
        {
            reader.Dispose();
        }
    }

    public void Dispose()
    {
        _isClosed = true;
        CloseIdle();
    }

    private T Use<T>(Func<SqliteReader, T> work)
    {
        if (!_idle.TryTake(out SqliteReader? reader))
        {
            reader = new SqliteReader(database.OpenReader(), database.File.FullPath);
        }

        bool isSound = false;
        try
        {
            // Another process may have migrated the database since it was opened.
            database.RefuseNewer(reader.Version());
            T result = work(reader);
            isSound = true;
            return result;
        }
        finally
        {
            if (isSound && !_isClosed)
            {
                _idle.Add(reader);
            }
            else
            {
                reader.Dispose();
            }

            if (_isClosed)
            {
                CloseIdle();
            }
        }
    }
}
