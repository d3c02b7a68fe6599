using PositionRecovery.Testing;

namespace PositionRecovery.Stores.Tests;

public sealed class InMemoryConformanceTests
{
    private static readonly StoreConformance WithItsClock = SuiteWithClock();

    private static readonly StoreConformance Waiting = SuiteThatWaits();

    public static TheoryData<string> Cases => [.. Waiting.CaseNames];

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Holds_with_a_clock_that_is_moved(string name) =>
        WithItsClock.RunAsync(name, CancellationToken.None);

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Holds_by_the_clock_on_the_wall(string name) => Waiting.RunAsync(name, CancellationToken.None);

    private static StoreConformance SuiteWithClock()
    {
        var clock = new FakeTimeProvider();
        var server = new InMemoryPositionStore(clock);
        return new(new StoreConformanceSetup { CreateStore = () => server, AdvanceClock = clock.Advance });
    }

    private static StoreConformance SuiteThatWaits()
    {
        var server = new InMemoryPositionStore();
        return new(new StoreConformanceSetup { CreateStore = () => server });
    }
}
