namespace PositionRecovery.Redis.Tests;

public sealed class DurabilityRulesTests
{
    private const string Good = "appendonly=yes appendfsync=always maxmemory-policy=noeviction maxmemory=0 save=";

    [Theory]
    [InlineData("", null)]
    [InlineData("no-appendfsync-on-rewrite=no", null)]
    [InlineData("appendonly=no", "appendonly is no and save is empty")]
    [InlineData("appendonly=no save=3600_1", "appendonly is no: a crash of the server loses everything since")]
    [InlineData("appendfsync=everysec", "appendfsync is everysec")]
    [InlineData("appendfsync=no", "appendfsync is no")]
    [InlineData("appendfsync=sometimes", "appendfsync is sometimes")]
    [InlineData("no-appendfsync-on-rewrite=yes", "no-appendfsync-on-rewrite is yes")]
    public void Judge_WhatCanBeLost_IsRefusedUnlessAccepted(string settings, string? refused)
    {
        ServerSettings server = Server("redis_version=7.0.15 role=master", Good + " " + settings);

        var strict = DurabilityRules.Judge(server, acceptsLoss: false);
        var lax = DurabilityRules.Judge(server, acceptsLoss: true);

        Assert.Equal(refused is null ? 0 : 1, strict.Refusals.Count);
        Assert.Equal(refused is null ? 0 : 1, lax.Warnings.Count);
        Assert.Empty(strict.Warnings);
        Assert.Empty(lax.Refusals);
        if (refused is not null)
        {
            Assert.Contains(refused, strict.Refusals[0], StringComparison.Ordinal);
            Assert.Contains("AcceptLossWindow", strict.Refusals[0], StringComparison.Ordinal);
            Assert.Contains(refused, lax.Warnings[0], StringComparison.Ordinal);
            Assert.Contains("anchor", lax.Warnings[0], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("maxmemory=1000000 maxmemory-policy=allkeys-lru", "maxmemory-policy is allkeys-lru")]
    [InlineData("maxmemory=1000000 maxmemory-policy=volatile-ttl", "maxmemory-policy is volatile-ttl")]
    [InlineData("maxmemory=1000000", null)]
    [InlineData("maxmemory=0 maxmemory-policy=allkeys-lru", null)]
    public void Judge_Eviction_IsRefusedWhateverIsAccepted(string settings, string? refused)
    {
        ServerSettings server = Server("redis_version=7.0.15 role=master", Good + " " + settings);

        List<string> refusals = DurabilityRules.Judge(server, acceptsLoss: true).Refusals;

        Assert.Equal(refused is null ? 0 : 1, refusals.Count);
        Assert.All(refusals, refusal => Assert.Contains(refused!, refusal, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("redis_version=5.0.14 role=master", "redis_version is 5.0.14")]
    [InlineData("redis_version=7.0.15 role=slave", "role is replica")]
    public void Judge_WrongServer_IsRefused(string info, string refused) =>
        Assert.Contains(
            refused,
            Assert.Single(DurabilityRules.Judge(Server(info, Good), acceptsLoss: true).Refusals),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("redis_version=6.0.0 role=master")]
    [InlineData("redis_version=8.2.1 role=master")]
    [InlineData("role=master")]
    public void Judge_VersionNewOrNotTold_IsTaken(string info) =>
        Assert.Empty(DurabilityRules.Judge(Server(info, Good), acceptsLoss: false).Refusals);

    [Fact]
    public void Judge_Replicas_AreWarnedAbout() =>
        Assert.Contains(
            "failover",
            Assert.Single(DurabilityRules.Judge(Server("connected_slaves=2", Good), acceptsLoss: false).Warnings),
            StringComparison.Ordinal);

    [Fact]
    public void Judge_ConfigForbidden_IsUnverifiedButUsed()
    {
        ServerSettings server = Server("redis_version=7.0.15 role=master aof_enabled=1", string.Empty, "NOPERM");

        var rules = DurabilityRules.Judge(server, acceptsLoss: false);

        Assert.Empty(rules.Refusals);
        Assert.Contains("unverified", Assert.Single(rules.Warnings), StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("unverified", rules.Durability, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aof_enabled=0", "appendonly is no")]
    [InlineData("aof_enabled=1 maxmemory=100 maxmemory_policy=allkeys-random", "maxmemory-policy is allkeys-random")]
    public void Judge_ConfigForbidden_RefusesWhatTheServerTellsOtherwise(string info, string refused) =>
        Assert.Contains(
            refused,
            Assert.Single(DurabilityRules.Judge(Server(info, string.Empty, "NOPERM"), acceptsLoss: false).Refusals),
            StringComparison.Ordinal);

    private static ServerSettings Server(string info, string config, string? whyNoConfig = null) =>
        new(Table(info), Table(config), whyNoConfig);

    private static Dictionary<string, string> Table(string pairs)
    {
        var table = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string pair in pairs.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = pair.Split('=');
            table[parts[0]] = parts[1];
        }

        return table;
    }
}
