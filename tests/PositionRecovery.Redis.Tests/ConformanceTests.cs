using PositionRecovery.Testing;

namespace PositionRecovery.Redis.Tests;

public sealed class ConformanceTests(StandaloneFixture standalone) : IClassFixture<StandaloneFixture>
{
    public static TheoryData<string> Cases =>
        [.. new StoreConformance(new StoreConformanceSetup { CreateStore = () => null! }).CaseNames];

    [RedisTheory]
    [MemberData(nameof(Cases))]
    public async Task Standalone_holds(string name)
    {
        RedisServer server = await standalone.ServerAsync();
        var suite = new StoreConformance(new StoreConformanceSetup { CreateStore = () => Stores.At(server) });
        await suite.RunAsync(name, CancellationToken.None);
    }
}
