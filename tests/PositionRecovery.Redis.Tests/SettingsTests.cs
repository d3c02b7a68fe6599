using StackExchange.Redis;

namespace PositionRecovery.Redis.Tests;

public sealed class SettingsTests
{
    [RedisTheory]
    [InlineData("appendfsync is everysec", "--appendonly", "yes", "--appendfsync", "everysec")]
    [InlineData("appendfsync is no", "--appendonly", "yes", "--appendfsync", "no")]
    [InlineData("appendonly is no", "--appendonly", "no", "--save", "60 1000")]
    [InlineData("appendonly is no and save is empty", "--appendonly", "no", "--save", "")]
    [InlineData(
        "no-appendfsync-on-rewrite is yes",
        "--appendonly", "yes", "--appendfsync", "always", "--no-appendfsync-on-rewrite", "yes")]
    public async Task Open_ServerCanLoseCommits_IsRefusedUnlessAccepted(string refusal, params string[] settings)
    {
        await using RedisServer server = await RedisServer.StartAsync(settings);
        await using RedisPositionStore strict = Stores.At(server);
        await using RedisPositionStore lax = Stores.At(server.Address, o => o.AcceptLossWindow = true);

        StoreException error = await Assert.ThrowsAsync<StoreException>(
            async () => await strict.OpenAsync(Samples.Request(new("desk")), CancellationToken.None));
        string keys = await server.CliAsync("KEYS", "*");
        OpenResult opened = await lax.OpenAsync(Samples.Request(new("desk")), CancellationToken.None);

        Assert.Contains(refusal, error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
        Assert.Equal(string.Empty, keys.Trim());
        Assert.NotNull(opened.Lease);
        Assert.Contains(refusal, Assert.Single(opened.Warnings), StringComparison.Ordinal);
        Assert.Contains("anchor", opened.Warnings[0], StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task Open_ServerEvicts_IsRefusedWhateverIsAccepted()
    {
        await using RedisServer server = await RedisServer.StartAsync(
            [.. RedisServer.Durable, "--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lru"]);
        await using RedisPositionStore store = Stores.At(server.Address, o => o.AcceptLossWindow = true);

        StoreException error = await Assert.ThrowsAsync<StoreException>(
            async () => await store.OpenAsync(Samples.Request(new("desk")), CancellationToken.None));

        Assert.Contains("maxmemory-policy is allkeys-lru", error.Message, StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task Open_DurableServer_WarnsOfNothing()
    {
        await using RedisServer server = await RedisServer.StartDurableAsync();
        await using RedisPositionStore store = Stores.At(server);

        OpenResult opened = await store.OpenAsync(Samples.Request(new("desk")), CancellationToken.None);
        StoreHealth health = await store.CheckHealthAsync(CancellationToken.None);

        Assert.Empty(opened.Warnings);
        Assert.True(health.IsHealthy, health.Description);
        Assert.StartsWith("survives", health.Durability, StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task Open_ConfigForbidden_IsUnverified()
    {
        await using RedisServer server = await RedisServer.StartDurableAsync();
        await server.CliAsync("ACL", "SETUSER", "default", "-config");
        await using RedisPositionStore store = Stores.At(server);

        OpenResult opened = await store.OpenAsync(Samples.Request(new("desk")), CancellationToken.None);
        StoreHealth health = await store.CheckHealthAsync(CancellationToken.None);

        Assert.NotNull(opened.Lease);
        Assert.StartsWith("Durability unverified", Assert.Single(opened.Warnings), StringComparison.Ordinal);
        Assert.True(health.IsHealthy, health.Description);
        Assert.StartsWith("unverified", health.Durability, StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task Open_ConfigRenamedAway_IsUnverified()
    {
        await using RedisServer server =
            await RedisServer.StartAsync([.. RedisServer.Durable, "--rename-command", "CONFIG", ""]);
        await using RedisPositionStore store = Stores.At(server);

        OpenResult opened = await store.OpenAsync(Samples.Request(new("desk")), CancellationToken.None);

        Assert.StartsWith("Durability unverified", Assert.Single(opened.Warnings), StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task Open_ConfigForbiddenAndNoAppendOnlyFile_IsRefused()
    {
        await using RedisServer server = await RedisServer.StartAsync("--appendonly", "no");
        await server.CliAsync("ACL", "SETUSER", "default", "-config");
        await using RedisPositionStore store = Stores.At(server);

        StoreException error = await Assert.ThrowsAsync<StoreException>(
            async () => await store.OpenAsync(Samples.Request(new("desk")), CancellationToken.None));

        Assert.Contains("appendonly is no", error.Message, StringComparison.Ordinal);
    }

    [RedisTheory]
    [InlineData("hdel")]
    [InlineData("hset")]
    [InlineData("xadd")]
    public async Task Open_UserLacksACommand_SaysSoBeforeAnythingIsWritten(string command)
    {
        await using RedisServer server = await RedisServer.StartDurableAsync();
        await server.CliAsync("ACL", "SETUSER", "default", "-" + command);
        await using RedisPositionStore store = Stores.At(server);

        StoreException error = await Assert.ThrowsAsync<StoreException>(
            async () => await store.OpenAsync(Samples.Request(new("desk")), CancellationToken.None));

        Assert.Contains(command, error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(string.Empty, (await server.CliAsync("KEYS", "*")).Trim());
    }

    [RedisFact]
    public async Task CheckHealth_SettingWeakenedMeanwhile_IsUnhealthy()
    {
        await using RedisServer server = await RedisServer.StartDurableAsync();
        await using RedisPositionStore store = Stores.At(server);
        await Samples.LeaseAsync(store, new("desk"));
        await server.CliAsync("CONFIG", "SET", "appendfsync", "everysec");

        StoreHealth health = await store.CheckHealthAsync(CancellationToken.None);

        Assert.False(health.IsHealthy);
        Assert.Contains("appendfsync is everysec", health.Description, StringComparison.Ordinal);
    }

    [RedisTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Open_ConnectionOfOnesOwn_ReadsTheSettingsAndLeavesItOpen(bool allowAdmin)
    {
        await using RedisServer server = await RedisServer.StartAsync("--appendonly", "no", "--save", "");
        using ConnectionMultiplexer own =
            await ConnectionMultiplexer.ConnectAsync($"{server.Address},allowAdmin={allowAdmin}");
        var store = new RedisPositionStore(
            new RedisStoreOptions { AcceptLossWindow = true },
            _ => Task.FromResult<IConnectionMultiplexer>(own));

        OpenResult opened = await store.OpenAsync(Samples.Request(new("desk")), CancellationToken.None);
        await store.DisposeAsync();

        Assert.Contains("appendonly is no and save is empty", Assert.Single(opened.Warnings), StringComparison.Ordinal);
        Assert.Equal("desk", await own.GetDatabase().HashGetAsync("trader-head:{desk}", "trader"));
    }

    [RedisFact]
    public async Task Open_OnAReplica_IsRefused()
    {
        await using RedisServer master = await RedisServer.StartDurableAsync();
        await using RedisServer replica =
            await RedisServer.StartAsync([.. RedisServer.Durable, "--replicaof", $"127.0.0.1 {master.Port}"]);
        await using RedisPositionStore store = Stores.At(replica);

        StoreException error = await Assert.ThrowsAsync<StoreException>(
            async () => await store.OpenAsync(Samples.Request(new("desk")), CancellationToken.None));

        Assert.True(error.IsTransient || error.Message.Contains("replica", StringComparison.Ordinal), error.Message);
    }

    [RedisFact]
    public async Task Open_MasterWithReplicas_WarnsOfFailover()
    {
        await using RedisServer master = await RedisServer.StartDurableAsync();
        await using RedisServer replica =
            await RedisServer.StartAsync([.. RedisServer.Durable, "--replicaof", $"127.0.0.1 {master.Port}"]);
        while (!(await master.CliAsync("INFO", "replication")).Contains("state=online", StringComparison.Ordinal))
        {
            await Task.Delay(50);
        }

        await using RedisPositionStore store = Stores.At(master);

        OpenResult opened = await store.OpenAsync(Samples.Request(new("desk")), CancellationToken.None);

        Assert.Contains("failover", Assert.Single(opened.Warnings), StringComparison.Ordinal);
    }
}
