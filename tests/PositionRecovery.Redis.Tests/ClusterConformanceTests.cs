using PositionRecovery.Testing;

namespace PositionRecovery.Redis.Tests;

public sealed class ClusterConformanceTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    public static TheoryData<string> Cases => ConformanceTests.Cases;

    [RedisTheory]
    [MemberData(nameof(Cases))]
    public async Task Cluster_holds(string name)
    {
        string addresses = (await cluster.ClusterAsync()).Addresses;
        var suite = new StoreConformance(new StoreConformanceSetup { CreateStore = () => Stores.At(addresses) });
        await suite.RunAsync(name, CancellationToken.None);
    }
}
