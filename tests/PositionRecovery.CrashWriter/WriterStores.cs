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
        ["redis", var configuration] => new RedisPositionStore(
            new RedisStoreOptions { Configuration = configuration, OperationTimeout = TimeSpan.FromSeconds(10) }),
        _ => throw new ArgumentException($"'{address}' is no store."),
    };
}
