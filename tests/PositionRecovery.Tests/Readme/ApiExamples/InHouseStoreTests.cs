using PositionRecovery.Testing;

namespace ApiExamples;

/// <summary>The conformance suite over a store of one's own, as its author would run it.</summary>
public sealed class InHouseStoreTests
{
    private static readonly StoreConformance Suite = new(new StoreConformanceSetup
    {
        CreateStore = static () => new LiteDbPositionStore("test.db"),
        Deviations = { ["lease.expires-by-store-clock"] = "one process: a file lock replaces the lease" },
    });

    public static TheoryData<string> Cases => [.. Suite.CaseNames];

    [Theory, MemberData(nameof(Cases))]
    public Task Holds(string name) => Suite.RunAsync(name, CancellationToken.None);   // any test framework
}
