namespace PositionRecovery.Redis.Tests;

/// <summary>A password is told to nobody, whatever goes wrong.</summary>
public sealed class SecretTests
{
    private const string Canary = "s3cr3t-canary-9f1c";

    [RedisFact]
    public async Task Password_Right_IsUsedAndToldToNobody()
    {
        await using RedisServer server = await RedisServer.StartAsync([.. RedisServer.Durable, "--requirepass", Canary]);
        await using RedisPositionStore store = Stores.At($"{server.Address},password={Canary}");

        OpenResult opened = await store.OpenAsync(Samples.Request(new("desk")), CancellationToken.None);
        StoreHealth health = await store.CheckHealthAsync(CancellationToken.None);

        Assert.NotNull(opened.Lease);
        Assert.DoesNotContain(Canary, $"{opened} {health} {store}", StringComparison.Ordinal);
    }

    [RedisTheory]
    [InlineData("wrong password")]
    [InlineData("server down")]
    [InlineData("server ended")]
    public async Task Password_WhateverFails_IsToldToNobody(string what)
    {
        await using RedisServer server = await RedisServer.StartAsync([.. RedisServer.Durable, "--requirepass", Canary]);
        string password = what == "wrong password" ? Canary + "-not" : Canary;
        await using RedisPositionStore store = Stores.At($"{server.Address},password={password}", o =>
        {
            o.ConnectTimeout = TimeSpan.FromSeconds(1);
            o.OperationTimeout = TimeSpan.FromSeconds(1);
        });
        if (what == "server ended")
        {
            await store.CheckHealthAsync(CancellationToken.None);
        }

        if (what != "wrong password")
        {
            server.Kill();
        }

        Exception open = await Assert.ThrowsAsync<StoreException>(
            async () => await store.OpenAsync(Samples.Request(new("desk")), CancellationToken.None));
        Exception load = await Assert.ThrowsAsync<StoreException>(
            async () => await store.LoadAsync(new("desk"), CancellationToken.None));
        StoreHealth health = await store.CheckHealthAsync(CancellationToken.None);

        Assert.DoesNotContain(Canary, $"{open} {load} {health}", StringComparison.Ordinal);
        Assert.False(health.IsHealthy);
    }
}
