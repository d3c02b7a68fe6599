using PositionRecovery.Redis;
using PositionRecovery.Sqlite;

namespace PositionRecovery.CrashWriter;

/// <summary>Stores by their addresses.</summary>
public static class WriterStores
{
    public static IPositionStore Connect(string address) => address.Split(':', 2) switch
    {
        ["sqlite", var path] => new SqlitePositionStore(
            new SqliteStoreOptions { Path = path, BusyTimeout = TimeSpan.FromSeconds(1) }),
        // Patient: what is tried here is not how long a busy machine may take.
        ["redis", var configuration] => new RedisPositionStore(new RedisStoreOptions
        {
            Configuration = configuration,
            ConnectTimeout = TimeSpan.FromMinutes(1),
            OperationTimeout = TimeSpan.FromMinutes(1),
        }),
        _ => throw new ArgumentException($"'{address}' is no store."),
    };
}
