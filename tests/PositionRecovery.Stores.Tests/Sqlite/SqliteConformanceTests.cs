using PositionRecovery.Sqlite;
using PositionRecovery.Testing;

namespace PositionRecovery.Stores.Tests;

public sealed class SqliteConformanceTests(SqliteConformanceTests.Databases databases)
    : IClassFixture<SqliteConformanceTests.Databases>
{
    public static TheoryData<string> Cases =>
    [
        .. new StoreConformance(new StoreConformanceSetup { CreateStore = () => new InMemoryPositionStore() })
            .CaseNames,
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Holds_with_a_clock_that_is_moved(string name) =>
        databases.WithItsClock.RunAsync(name, CancellationToken.None);

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Holds_by_the_clock_on_the_wall(string name) =>
        databases.Waiting.RunAsync(name, CancellationToken.None);

    public sealed class Databases : IAsyncLifetime, IDisposable
    {
        private readonly TemporaryDirectory _directory = new();

        private readonly FakeTimeProvider _clock = new();

        public Databases()
        {
            WithItsClock = new(new StoreConformanceSetup
            {
                CreateStore = () => Store("moved.db", _clock), AdvanceClock = _clock.Advance,
            });
            Waiting = new(new StoreConformanceSetup { CreateStore = () => Store("waiting.db", TimeProvider.System) });
        }

        public StoreConformance WithItsClock { get; }

        public StoreConformance Waiting { get; }

        // Looking does not make a file, so there has to be one before a case looks.
        public async Task InitializeAsync()
        {
            foreach (string name in (string[])["moved.db", "waiting.db"])
            {
                await using SqlitePositionStore store = Store(name, TimeProvider.System);
                await store.OpenAsync(
                    new OpenRequest { Trader = new("maker"), Owner = "maker", LeaseTime = TimeSpan.FromSeconds(1) },
                    CancellationToken.None);
            }
        }

        public Task DisposeAsync() => Task.CompletedTask;

        public void Dispose() => _directory.Dispose();

        private SqlitePositionStore Store(string name, TimeProvider clock) =>
            new(new SqliteStoreOptions
            {
                // Cases race each other for the file, on machines that may be busy with other things.
                Path = _directory.File(name), Clock = clock, BusyTimeout = TimeSpan.FromMinutes(1),
            });
    }
}
