using PositionRecovery.Benchmarks.Floor;

namespace PositionRecovery.Benchmarks.Stores;

/// <summary>The stores that are measured.</summary>
internal static class Backends
{
    internal static async IAsyncEnumerable<IBackend> OfAsync(FloorOptions options, string? redis)
    {
        yield return new MemoryBackend();
        yield return new SqliteBackend(options.Directory);
        if (redis is not null)
        {
            yield return await RedisBackend.ConnectAsync(redis);
        }
    }
}
