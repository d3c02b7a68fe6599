using System.Runtime.CompilerServices;

namespace PositionRecovery.Sqlite;

/// <summary>Keeps traders in one SQLite file of this machine.</summary>
/// <remarks>
/// <para>Thread-safe; reads run beside commits. Any number of traders and processes share a file. A commit is one
/// transaction, flushed to the disk before it is acknowledged (write-ahead log, <c>synchronous = FULL</c>), so it
/// survives a crash of the process, of the machine and a power loss, as far as the disk keeps what it flushed.</para>
/// <para>The file must be on a local disk: SQLite's log does not work over a network. Do not copy it while it is in
/// use; use sqlite3's <c>.backup</c>.</para>
/// <para>After a failed commit the connection is thrown away. After a fault of the disk the file is flushed again and
/// checked before the next commit.</para>
/// </remarks>
public sealed class SqlitePositionStore : IPositionStore
{
    private readonly SqliteDatabase _database;

    private readonly WriterGate _writing;

    private readonly ReaderPool _reading;

    private readonly TimeProvider _clock;

    private volatile bool _isDisposed;

    /// <summary>Makes a store. Touches no file yet.</summary>
    /// <param name="options">Where the file is.</param>
    /// <exception cref="ArgumentException">An option is missing, out of range, or contradicts another.</exception>
    public SqlitePositionStore(SqliteStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.Clock);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BusyTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.BusyTimeout, TimeSpan.FromMinutes(1));
        _clock = options.Clock;
        _database = new SqliteDatabase(new DatabaseFile(options), options.BusyTimeout);
        _reading = new ReaderPool(_database, options.BusyTimeout);
        _writing = new WriterGate(_database, _reading);
    }

    /// <summary>For tests: what happens to a connection for writing when it was opened.</summary>
    internal Action<SqliteLink>? WriterOpened
    {
        init => _writing.Opened = value;
    }

    /// <inheritdoc/>
    public async ValueTask<OpenResult> OpenAsync(OpenRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await StartAsync(cancellationToken).ConfigureAwait(false);
        bool isMade = await GuardAsync("Making the database", () => ValueTask.FromResult(
            _database.File.CreateIfMissing(path => SqliteDatabase.Build(path)))).ConfigureAwait(false);
        OpenResult result = await GuardAsync("Opening", () => _writing.WriteAsync(
            writer => Open(writer, request), cancellationToken)).ConfigureAwait(false);
        string[] news = isMade
            ? [$"There was no database '{_database.File.FullPath}'; an empty one was made."]
            : [];
        return result with { Warnings = [.. news, .. _database.File.Warnings()] };
    }

    /// <inheritdoc/>
    public async ValueTask<StoredState> LoadAsync(TraderId trader, CancellationToken cancellationToken)
    {
        string name = NameOf(trader);
        await StartAsync(cancellationToken).ConfigureAwait(false);
        return await GuardAsync("Loading", () => _reading.ReadAsync(
            reader => reader.Load(name, cancellationToken), cancellationToken)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<CommitResult> CommitAsync(
        StoreLease lease, StoreCommit commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(commit);
        commit.Validate();
        await StartAsync(cancellationToken).ConfigureAwait(false);
        return await GuardAsync("A commit", () => _writing.WriteAsync(
            writer => Commit(writer, lease, commit, cancellationToken), cancellationToken)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalRecord> ReadJournalAsync(
        TraderId trader, JournalRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(range);
        string name = NameOf(trader);
        await StartAsync(cancellationToken).ConfigureAwait(false);
        long next = range.From;
        long last = range.To ?? long.MaxValue;
        while (next <= last)
        {
            // Each page is a read of its own: what is appended never changes, and a slow reader holds nothing up.
            List<JournalRecord> page = await GuardAsync("Reading the journal", () => _reading.ReadAsync(
                reader => reader.Page(name, next, last), cancellationToken)).ConfigureAwait(false);
            foreach (JournalRecord record in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return record;
            }

            if (page.Count == 0)
            {
                yield break;
            }

            next += page.Count;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<StoreHealth> CheckHealthAsync(CancellationToken cancellationToken)
    {
        const string Durability = "survives a crash and a power loss: each commit is flushed to the disk";
        await StartAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            string description = await GuardAsync("The health check", () => _writing.ProbeAsync(cancellationToken))
                .ConfigureAwait(false);
            return new StoreHealth { IsHealthy = true, Durability = Durability, Description = description };
        }
        catch (StoreException down)
        {
            return new StoreHealth
            {
                IsHealthy = false,
                Durability = Durability,
                Description = down.Message.Length <= 512 ? down.Message : down.Message[..512],
            };
        }
    }

    /// <summary>Reads the whole file and compares what its tables say of each other. Takes seconds for large files;
    /// commits go on meanwhile.</summary>
    /// <param name="cancellationToken">Ends it before it starts.</param>
    /// <returns>What is wrong, in plain words; empty when nothing is.</returns>
    /// <exception cref="StoreException">The file could not be read at all.</exception>
    public async Task<IReadOnlyList<string>> CheckIntegrityAsync(CancellationToken cancellationToken = default)
    {
        await StartAsync(cancellationToken).ConfigureAwait(false);
        return await GuardAsync("The integrity check", () => _reading.ReadAsync(
            reader => reader.CheckIntegrity(), cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Closes the connections after a commit that is running. Leases stay as they are.</summary>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        await _writing.CloseAsync().ConfigureAwait(false);
        _reading.Dispose();
    }

    private (OpenResult Result, bool IsToLand) Open(SqliteWriter writer, OpenRequest request)
    {
        long now = Now();
        string trader = request.Trader.Value;
        TraderRow? row = writer.Find(trader);
        if (row is not null && row.IsLeaseLiveAt(now) && !request.TakeOver)
        {
            return (new OpenResult { CurrentOwner = row.Owner }, false);
        }

        long epoch = writer.Grant(trader, request.Owner, EndOf(request.LeaseTime, now));
        var lease = new StoreLease
        {
            Trader = request.Trader, Owner = request.Owner, Epoch = epoch, LeaseTime = request.LeaseTime,
        };
        return (new OpenResult { Lease = lease, CurrentOwner = request.Owner }, true);
    }

    private (CommitResult Result, bool IsToLand) Commit(
        SqliteWriter writer, StoreLease lease, StoreCommit commit, CancellationToken cancellationToken)
    {
        long now = Now();
        TraderRow? row = writer.Find(lease.Trader.Value);
        if (row is null || !row.IsHeldBy(lease) || !row.IsLeaseLiveAt(now))
        {
            return (CommitResult.Fenced(row?.Sequence ?? 0), false);
        }

        if (row.Sequence != commit.ExpectedSequence)
        {
            return (CommitResult.Conflict(row.Sequence), false);
        }

        writer.Write(lease.Trader.Value, commit, commit.ReleaseLease ? null : EndOf(lease.LeaseTime, now));
        cancellationToken.ThrowIfCancellationRequested();
        return (CommitResult.Committed(commit.ExpectedSequence + commit.Journal.Count), true);
    }

    private long Now() => (_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private static long EndOf(TimeSpan lease, long now) => now + (lease.Ticks / TimeSpan.TicksPerMicrosecond);

    private static string NameOf(TraderId trader) =>
        trader.IsEmpty ? throw new ArgumentException("Trader must not be empty.", nameof(trader)) : trader.Value;

    // SQLite works on the thread that calls it; that shall not be the caller's.
    private async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
    }

    private async ValueTask<T> GuardAsync<T>(string doing, Func<ValueTask<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception error) when (SqliteErrors.IsOfStore(error))
        {
            throw SqliteErrors.Translate(error, _database.File.FullPath, doing);
        }
    }
}
