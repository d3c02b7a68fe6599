namespace PositionRecovery.Redis.Tests;

internal static class Stores
{
    public static RedisPositionStore At(RedisServer server) => At(server.Address);

    public static RedisPositionStore At(string configuration, Action<RedisStoreOptions>? set = null)
    {
        // Long enough for a machine that does other things too; what tests time-outs sets its own.
        var options = new RedisStoreOptions
        {
            Configuration = configuration,
            ConnectTimeout = TimeSpan.FromSeconds(20),
            OperationTimeout = TimeSpan.FromSeconds(20),
        };
        set?.Invoke(options);
        return new RedisPositionStore(options);
    }
}
