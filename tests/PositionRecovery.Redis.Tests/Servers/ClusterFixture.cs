namespace PositionRecovery.Redis.Tests;

/// <summary>One cluster for all tests of a class; started by the first that needs it.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private readonly Lazy<Task<RedisCluster>> _cluster = new(RedisCluster.StartAsync);

    internal Task<RedisCluster> ClusterAsync() => _cluster.Value;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_cluster.IsValueCreated)
        {
            await (await _cluster.Value).DisposeAsync();
        }
    }
}
