using PositionRecovery.Sqlite;
using Xunit.Abstractions;

namespace PositionRecovery.Stores.Tests;

public sealed class SqliteCrashTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private readonly SqliteStoreOptions _options;

    private readonly StoreCrashes _crashes;

    public SqliteCrashTests(ITestOutputHelper output)
    {
        string path = _directory.File("desk.db");
        _options = new SqliteStoreOptions { Path = path };
        _crashes = new($"sqlite:{path}", () => new SqlitePositionStore(_options), output);
    }

    // Looking makes no file, so there has to be one before the first look.
    public async Task InitializeAsync()
    {
        await using var store = new SqlitePositionStore(_options);
        await store.OpenAsync(
            new OpenRequest { Trader = new("maker"), Owner = "maker", LeaseTime = TimeSpan.FromSeconds(1) },
            CancellationToken.None);
    }

    [Fact]
    public async Task Writer_KilledAtAnyMoment_LosesNothingAcknowledged()
    {
        await _crashes.KillAsync();
        await using var store = new SqlitePositionStore(_options);
        Assert.Empty(await store.CheckIntegrityAsync());
    }

    [Fact]
    public Task Writers_StartedAtOnce_OneGetsTheTrader() => _crashes.RaceAsync();

    [Fact]
    public Task Writer_TakenOver_IsFencedAndWritesNoMore() => _crashes.TakeOverAsync();

    [UnixFact]
    public Task Writer_FrozenAndTakenOver_IsFencedWhenItWakes() => _crashes.FreezeAndTakeOverAsync();

    [UnixFact]
    public Task Writer_FrozenBeyondItsLease_IsFencedWhenItWakes() => _crashes.FreezeBeyondTheLeaseAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _directory.Dispose();
}
