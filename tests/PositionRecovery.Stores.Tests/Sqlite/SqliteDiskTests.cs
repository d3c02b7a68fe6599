using PositionRecovery.Sqlite;

namespace PositionRecovery.Stores.Tests;

/// <summary>Disks that are really full and really read-only.</summary>
public sealed class SqliteDiskTests
{
    [SmallDiskFact]
    public async Task Commit_DiskReallyFull_KeepsWhatWasAcknowledgedAndGoesOnWithSpace()
    {
        using var disk = new SmallDisk();
        string ballast = disk.File("ballast");
        await File.WriteAllBytesAsync(ballast, new byte[400_000]);
        await using var store = new SqlitePositionStore(new SqliteStoreOptions { Path = disk.File("desk.db") });
        StoreLease lease = await SqliteScene.OpenAsync(store);
        (long acknowledged, StoreException error) = await FillAsync(store, lease);
        Assert.True(acknowledged > 0);
        Assert.True(error.IsTransient, error.Message);
        Assert.Contains("the disk is full", error.Message, StringComparison.Ordinal);
        Assert.False((await store.CheckHealthAsync(default)).IsHealthy);
        Assert.Equal(acknowledged, (await SqliteScene.LoadAsync(store)).Sequence);
        await SqliteScene.FailsAsync(SqliteScene.CommitAsync(store, lease, Big(acknowledged)));
        File.Delete(ballast);
        Assert.Equal(
            CommitResult.Committed(acknowledged + 1),
            await SqliteScene.CommitAsync(store, lease, Big(acknowledged)));
        Assert.Equal(acknowledged + 1, (await SqliteScene.LoadAsync(store)).Sequence);
        Assert.Empty(await store.CheckIntegrityAsync());
        Assert.True((await store.CheckHealthAsync(default)).IsHealthy);
    }

    [SmallDiskFact]
    public async Task Open_DiskFullFromTheStart_LeavesNothingBehind()
    {
        using var disk = new SmallDisk();
        await File.WriteAllBytesAsync(disk.File("ballast"), new byte[1_048_576]);
        await using var store = new SqlitePositionStore(new SqliteStoreOptions { Path = disk.File("desk.db") });
        StoreException error = await SqliteScene.FailsAsync(store.OpenAsync(SqliteScene.Request(), default));
        Assert.True(error.IsTransient, error.Message);
        Assert.False(File.Exists(disk.File("desk.db")));
        File.Delete(disk.File("ballast"));
        Assert.NotNull((await store.OpenAsync(SqliteScene.Request(), default)).Lease);
    }

    [SmallDiskFact]
    public async Task Open_DiskReallyReadOnly_IsNotTransient()
    {
        using var disk = new SmallDisk();
        var options = new SqliteStoreOptions { Path = disk.File("desk.db") };
        await using (var before = new SqlitePositionStore(options))
        {
            await SqliteScene.OpenAsync(before);
        }

        disk.MakeReadOnly();
        await using var store = new SqlitePositionStore(options);
        StoreException error = await SqliteScene.FailsAsync(store.OpenAsync(SqliteScene.Request(), default));
        Assert.False(error.IsTransient, error.Message);
        StoreHealth health = await store.CheckHealthAsync(default);
        Assert.False(health.IsHealthy);
        Assert.Contains("desk.db", health.Description, StringComparison.Ordinal);
    }

    private static StoreCommit Big(long expected) => SqliteScene.Commit(expected, size: 5_000);

    private static async Task<(long Acknowledged, StoreException Error)> FillAsync(
        SqlitePositionStore store, StoreLease lease)
    {
        for (long sequence = 0; ; sequence++)
        {
            try
            {
                CommitResult result = await SqliteScene.CommitAsync(store, lease, Big(sequence));
                Assert.Equal(CommitResult.Committed(sequence + 1), result);
            }
            catch (StoreException full)
            {
                return (sequence, full);
            }
        }
    }
}
