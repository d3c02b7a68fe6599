using PositionRecovery.Redis;
using StackExchange.Redis;

namespace PositionRecovery.Benchmarks.Stores;

/// <summary>The store in Redis, beside plain commands of the same client to the same server.</summary>
internal sealed class RedisBackend : IBackend
{
    private readonly string _address;
    private readonly ConnectionMultiplexer _connection;
    private int _prefixes;

    private RedisBackend(string address, ConnectionMultiplexer connection) =>
        (_address, _connection) = (address, connection);

    public string Name => "redis";

    public bool IsDurable => true;

    private string Prefix => $"floor-{Environment.ProcessId}-{_prefixes}-";

    internal static async Task<RedisBackend> ConnectAsync(string address)
    {
        var options = ConfigurationOptions.Parse(address);
        options.SyncTimeout = 60_000;
        return new RedisBackend(address, await ConnectionMultiplexer.ConnectAsync(options));
    }

    public IPositionStore MakeStore()
    {
        _prefixes++;
        return new RedisPositionStore(new RedisStoreOptions
        {
            Configuration = _address, KeyPrefix = Prefix, OperationTimeout = TimeSpan.FromMinutes(1),
        });
    }

    /// <summary>A hash at once is less work than the bounded pieces of the store, and holds the server up.</summary>
    public async Task<(long Rows, long Bytes)> ReadRawAsync()
    {
        IDatabase database = _connection.GetDatabase();
        IEnumerable<string> kinds = ["order", "fill", "position", "book", "instrument", "life", "session"];
        HashEntry[][] hashes = await Task.WhenAll(kinds.Select(
            kind => database.HashGetAllAsync($"{Prefix}trader-{kind}:{{bench}}")));

        // Off the client's own thread: a measurement blocks, and would wait for itself there.
        await Task.Yield();
        long bytes = 0;
        foreach (HashEntry entry in hashes.SelectMany(static hash => hash))
        {
            bytes += ((string)entry.Name!).Length + ((byte[])entry.Value!).Length;
        }

        return (hashes.Sum(static hash => (long)hash.Length), bytes);
    }

    public Task<IRawWriter> MakeWriterAsync()
    {
        _prefixes++;
        return Task.FromResult<IRawWriter>(new RedisRawWriter(_connection.GetDatabase(), Prefix));
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.CloseAsync();
        _connection.Dispose();
    }
}
