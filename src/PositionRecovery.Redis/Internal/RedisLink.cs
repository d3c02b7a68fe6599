using StackExchange.Redis;

namespace PositionRecovery.Redis;

/// <summary>The connection: made when first needed, asked within time limits, with failures in the words of a
/// store.</summary>
internal sealed class RedisLink : IAsyncDisposable
{
    private readonly CheckedOptions _options;

    private readonly Func<CancellationToken, Task<IConnectionMultiplexer>>? _connect;

    private readonly Lock _gate = new();

    private Task<IConnectionMultiplexer>? _connection;

    private readonly Outage _outage = new(TimeProvider.System);

    private bool _isDisposed;

    internal RedisLink(CheckedOptions options, Func<CancellationToken, Task<IConnectionMultiplexer>>? connect)
    {
        _options = options;
        _connect = connect;
    }

    /// <summary>Asks the master once; no answer in time or a lost connection leaves the outcome unknown.</summary>
    internal async ValueTask<T> AskAsync<T>(
        string what, Func<IConnectionMultiplexer, IDatabase, Task<T>> ask, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        IConnectionMultiplexer connection = await ConnectedAsync(what, cancellationToken).ConfigureAwait(false);
        if (_options.Database > 0 && IsCluster(connection))
        {
            throw new StoreException($"{what}: Database is {_options.Database}; a cluster has only database 0.");
        }

        Task<T>? asked = null;
        try
        {
            IDatabase database = connection.GetDatabase(_options.Database ?? -1);
            asked = ask(connection, database);
            T answer = await Within(asked, _options.OperationTimeout, cancellationToken).ConfigureAwait(false);
            _outage.Ended();
            return answer;
        }
        catch (Exception e) when (Failures.IsOfRedis(e, cancellationToken))
        {
            Forget(asked);
            GiveUp(connection, e);
            throw Failures.Of(what, e, _options.OperationTimeout);
        }
        catch (OperationCanceledException)
        {
            Forget(asked);
            throw;
        }
    }

    /// <summary>Runs a script. A server that does not know it, because it was started or flushed, has not run it, so
    /// asking again is safe; the client sends the text along then.</summary>
    internal async ValueTask<RedisResult> RunAsync(
        string what, string script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(what, Run, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreException e) when (Failures.IsUnknownScript(e))
        {
            return await AskAsync(what, Run, cancellationToken).ConfigureAwait(false);
        }

        // Never on a replica: it may be behind, and it cannot write.
        Task<RedisResult> Run(IConnectionMultiplexer connection, IDatabase database) =>
            database.ScriptEvaluateAsync(script, keys, values, CommandFlags.DemandMaster);
    }

    public async ValueTask DisposeAsync()
    {
        Task<IConnectionMultiplexer>? connection;
        lock (_gate)
        {
            _isDisposed = true;
            connection = _connection;
            _connection = null;
        }

        // One's own connection is closed; what somebody else made, somebody else closes.
        if (connection is null || _connect is not null)
        {
            return;
        }

        try
        {
            IConnectionMultiplexer made =
                await Within(connection, _options.ConnectTimeout, CancellationToken.None).ConfigureAwait(false);
            await Within(made.CloseAsync(allowCommandsToComplete: false), _options.ConnectTimeout)
                .ConfigureAwait(false);
            made.Dispose();
        }
        catch (Exception e) when (Failures.IsOfRedis(e, CancellationToken.None))
        {
            Forget(connection);
        }
    }

    private async ValueTask<IConnectionMultiplexer> ConnectedAsync(string what, CancellationToken cancellationToken)
    {
        Task<IConnectionMultiplexer> connection;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(RedisPositionStore));
            if (_connection is null or { IsFaulted: true } or { IsCanceled: true })
            {
                _connection = ConnectAsync();
            }

            connection = _connection;
        }

        if (connection.IsCompletedSuccessfully)
        {
            return await connection.ConfigureAwait(false);
        }

        // The client keeps its own time limit; the slack lets it tell what went wrong.
        TimeSpan limit = _options.ConnectTimeout + _options.ConnectTimeout;
        try
        {
            return await Within(connection, limit, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException e) when (!connection.IsCompleted)
        {
            Abandon(connection);
            throw new StoreException(
                $"{what}: no connection to Redis within {limit.TotalMilliseconds:0} ms.", isTransient: true, e);
        }
        catch (Exception e) when (Failures.IsOfRedis(e, cancellationToken))
        {
            throw Failures.Of(what, e, _options.ConnectTimeout);
        }
    }

    // The client repairs its connection by itself, nearly always. One that is not back after this long is replaced.
    private void GiveUp(IConnectionMultiplexer connection, Exception failure)
    {
        if (_connect is not null || !Failures.IsOfConnection(failure)
            || !_outage.HasLasted(_options.ConnectTimeout * 2))
        {
            return;
        }

        Task<IConnectionMultiplexer>? given;
        lock (_gate)
        {
            given = _connection is { IsCompletedSuccessfully: true } made && made.Result == connection ? made : null;
        }

        if (given is not null)
        {
            _outage.Ended();
            Abandon(given);
        }
    }

    // The next call tries anew; one that comes of this after all is of no use to anybody.
    private void Abandon(Task<IConnectionMultiplexer> connection)
    {
        lock (_gate)
        {
            if (_connection != connection)
            {
                return;
            }

            _connection = null;
        }

        if (_connect is null)
        {
            _ = DisposeWhenMadeAsync(connection);
        }
        else
        {
            Forget(connection);
        }
    }

    private static async Task DisposeWhenMadeAsync(Task<IConnectionMultiplexer> connection)
    {
        await ((Task)connection).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (connection.IsCompletedSuccessfully)
        {
            (await connection.ConfigureAwait(false)).Dispose();
        }
    }

    private async Task<IConnectionMultiplexer> ConnectAsync()
    {
        // Not under the lock, and not for one caller only: others wait for the same connection.
        await Task.Yield();
        return _connect is not null
            ? await _connect(CancellationToken.None).ConfigureAwait(false)
                ?? throw new StoreException("The connection that was given to the Redis store is null.")
            : await ConnectionMultiplexer.ConnectAsync(_options.Client!).ConfigureAwait(false);
    }

    private static bool IsCluster(IConnectionMultiplexer connection) =>
        connection.GetEndPoints(configuredOnly: true)
            .Any(server => connection.GetServer(server).ServerType == ServerType.Cluster);

    // Continues on the pool: the client answers in order from one thread, which a caller that blocks would stop. Only
    // a task that has ended already can force that; one that is still under way continues where it ends.
    private static async Task<T> Within<T>(Task<T> task, TimeSpan limit, CancellationToken cancellationToken)
    {
        Task<T> limited = task.WaitAsync(limit, TimeProvider.System, cancellationToken);
        await ((Task)limited).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return await limited.ConfigureAwait(false);
    }

    private static Task Within(Task task, TimeSpan limit) => task.WaitAsync(limit, TimeProvider.System);

    // What nobody waits for any more must not come back as an unobserved exception.
    private static void Forget(Task? task) =>
        task?.ContinueWith(
            static t => _ = t.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
}
