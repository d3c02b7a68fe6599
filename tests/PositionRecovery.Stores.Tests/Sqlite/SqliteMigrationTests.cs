using System.Security.Cryptography;
using PositionRecovery.Sqlite;

namespace PositionRecovery.Stores.Tests;

public sealed class SqliteMigrationTests
{
    private const string Schema = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name";

    public static TheoryData<int> OlderVersions => [.. Enumerable.Range(1, Migrations.Current - 1)];

    [Fact]
    public async Task Open_StoredDatabaseOfVersion1_IsMigratedWithAllItHas()
    {
        await using SqliteScene scene = Fixture("schema-1.db");
        SqlitePositionStore store = scene.Store();
        StoreLease lease = await SqliteScene.OpenAsync(store);
        Assert.Equal(6, lease.Epoch);
        await HasItsStateAsync(store, epoch: 6);
        Assert.Equal($"{Migrations.Current}", scene.Ask("PRAGMA user_version"));
        Assert.Equal("desk-7|Account|1|1", scene.Ask("SELECT * FROM content").Split('\n')[0]);
        CommitResult result = await SqliteScene.CommitAsync(store, lease, SqliteScene.Commit(3));
        Assert.Equal(CommitStatus.Committed, result.Status);
    }

    [Fact]
    public async Task Load_StoredDatabaseOfVersion1_IsReadAndLeftAsItIs()
    {
        await using SqliteScene scene = Fixture("schema-1.db");
        byte[] before = scene.Content();
        await HasItsStateAsync(scene.Store(), epoch: 5);
        Assert.Equal(before, scene.Content());
    }

    [Theory]
    [MemberData(nameof(OlderVersions))]
    public async Task Open_OlderVersion_LeadsToTheSameSchemaAsANewDatabase(int version)
    {
        await using var old = new SqliteScene();
        await using var made = new SqliteScene();
        await new FileStream(old.Path, FileMode.CreateNew).DisposeAsync();
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(old.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        SqliteDatabase.Build(old.Path, version);
        await SqliteScene.OpenAsync(old.Store());
        await SqliteScene.OpenAsync(made.Store());
        Assert.Equal(made.Ask(Schema), old.Ask(Schema));
        Assert.Equal(made.Ask("PRAGMA user_version"), old.Ask("PRAGMA user_version"));
    }

    [Fact]
    public async Task Open_ManyAtOnceAndOlderVersion_AreAllServed()
    {
        await using SqliteScene scene = Fixture("schema-1.db");
        OpenResult[] results = await Task.WhenAll(Enumerable.Range(0, 6).Select(
            _ => scene.Store().OpenAsync(SqliteScene.Request(), default).AsTask()));
        Assert.Equal(Enumerable.Range(6, 6), results.Select(result => (int)result.Lease!.Epoch).Order());
    }

    [Fact]
    public async Task Open_NewerVersion_IsRefusedAndLeftAsItIs()
    {
        await using var scene = new SqliteScene();
        await scene.FillAsync();
        scene.Sql("PRAGMA user_version = 1000; PRAGMA wal_checkpoint(TRUNCATE)");
        byte[] before = scene.Content();
        StoreException error = await SqliteScene.FailsAsync(scene.Store().OpenAsync(SqliteScene.Request(), default));
        Assert.False(error.IsTransient);
        Assert.Contains("has schema 1000", error.Message, StringComparison.Ordinal);
        await SqliteScene.FailsAsync(SqliteScene.LoadAsync(scene.Store()));
        Assert.False((await scene.Store().CheckHealthAsync(default)).IsHealthy);
        Assert.Equal(before, scene.Content());
    }

    [Fact]
    public async Task Commit_MigratedByANewerProcessMeanwhile_IsRefused()
    {
        await using var scene = new SqliteScene();
        SqlitePositionStore store = scene.Store();
        StoreLease lease = await SqliteScene.OpenAsync(store);
        Assert.Equal(0, (await SqliteScene.LoadAsync(store)).Sequence);
        scene.Sql("PRAGMA user_version = 1000");
        await SqliteScene.FailsAsync(SqliteScene.CommitAsync(store, lease, SqliteScene.Commit(0)));
        await SqliteScene.FailsAsync(SqliteScene.LoadAsync(store));
        Assert.Equal("0", scene.Ask("SELECT count(*) FROM journal"));
    }

    [Fact]
    public async Task Load_RowsOfAKindFromTheFuture_AreRefusedByName()
    {
        await using var scene = new SqliteScene();
        await scene.FillAsync();
        scene.Sql("INSERT INTO state_row VALUES ('desk-7', 'Forecast', 'a', x'01')");
        StoreException error = await SqliteScene.FailsAsync(SqliteScene.LoadAsync(scene.Store()));
        Assert.Contains("'Forecast'", error.Message, StringComparison.Ordinal);
    }

    private static SqliteScene Fixture(string name)
    {
        var scene = new SqliteScene();
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Sqlite", "Fixtures", name), scene.Path);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(scene.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return scene;
    }

    private static async Task HasItsStateAsync(SqlitePositionStore store, long epoch)
    {
        StoredState state = await SqliteScene.LoadAsync(store);
        Assert.Equal(3, state.Sequence);
        Assert.Equal(epoch, state.Epoch);
        Assert.Equal(
            ["Account VENUE:main 01", "Order VENUE:main VENUE:BTC o-1 256", "Order VENUE:main VENUE:BTC o-2 ",
                "Position trend VENUE:main VENUE:BTC Net E4BAA4"],
            state.Rows.Select(Describe).Order(StringComparer.Ordinal));
        var journal = new List<long>();
        await foreach (JournalRecord record in store.ReadJournalAsync(SqliteScene.Desk, JournalRange.All, default))
        {
            Assert.Equal(SHA256.HashData(record.Payload.Span), record.Hash.ToArray());
            journal.Add(record.Sequence);
        }

        Assert.Equal([1, 2, 3], journal);
    }

    private static string Describe(StateRow row)
    {
        byte[] payload = row.Payload!.Value.ToArray();
        return $"{row.Kind} {row.Key} {(payload.Length < 9 ? Convert.ToHexString(payload) : $"{payload.Length}")}";
    }
}
