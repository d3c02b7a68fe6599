namespace PositionRecovery.Redis.Tests;

/// <summary>One durable server for all tests of a class; started by the first that needs it.</summary>
public sealed class StandaloneFixture : IAsyncLifetime
{
    private readonly Lazy<Task<RedisServer>> _server = new(RedisServer.StartDurableAsync);

    internal Task<RedisServer> ServerAsync() => _server.Value;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_server.IsValueCreated)
        {
            await (await _server.Value).DisposeAsync();
        }
    }
}
