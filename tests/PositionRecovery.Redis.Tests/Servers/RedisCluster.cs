namespace PositionRecovery.Redis.Tests;

/// <summary>Three masters on the loopback.</summary>
internal sealed class RedisCluster : IAsyncDisposable
{
    private static readonly string[] Settings =
        [.. RedisServer.Durable, "--cluster-enabled", "yes", "--cluster-node-timeout", "5000"];

    private RedisCluster(RedisServer[] nodes) => Nodes = nodes;

    public IReadOnlyList<RedisServer> Nodes { get; }

    public string Addresses => string.Join(",", Nodes.Select(node => node.Address));

    public static async Task<RedisCluster> StartAsync()
    {
        RedisServer[] nodes = [.. await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RedisServer.StartAsync(Settings)))];
        string made = await nodes[0].CliAsync(
            ["--cluster", "create", .. nodes.Select(node => node.Address), "--cluster-yes"]);
        foreach (RedisServer node in nodes)
        {
            while (!(await node.CliAsync("CLUSTER", "INFO")).Contains("cluster_state:ok", StringComparison.Ordinal))
            {
                Assert.Contains("All 16384 slots covered", made, StringComparison.Ordinal);
                await Task.Delay(20);
            }
        }

        return new RedisCluster(nodes);
    }

    /// <summary>The node that has the key's slot.</summary>
    public async Task<RedisServer> NodeOfAsync(string key)
    {
        foreach (RedisServer node in Nodes)
        {
            string answer = await node.CliAsync("EXISTS", key);
            if (!answer.Contains("MOVED", StringComparison.Ordinal))
            {
                return node;
            }
        }

        throw new InvalidOperationException($"No node has the slot of {key}.");
    }

    /// <summary>A replica of a node, in step with it.</summary>
    public static async Task<RedisServer> StartReplicaAsync(RedisServer master)
    {
        RedisServer replica = await RedisServer.StartAsync(Settings);
        string id = (await master.CliAsync("CLUSTER", "MYID")).Trim();
        await replica.CliAsync(
            "--cluster", "add-node", replica.Address, master.Address, "--cluster-slave", "--cluster-master-id", id);
        while (!(await replica.CliAsync("INFO", "replication"))
            .Contains("master_link_status:up", StringComparison.Ordinal))
        {
            await Task.Delay(50);
        }

        return replica;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (RedisServer node in Nodes)
        {
            await node.DisposeAsync();
        }
    }
}
