using Microsoft.Data.Sqlite;
using PositionRecovery.Sqlite;
using SQLitePCL;

namespace PositionRecovery.Stores.Tests;

public sealed class SqliteFaultTests
{
    [Fact]
    public async Task Writing_Connection_FlushesEachCommit()
    {
        await using var scene = new SqliteScene();
        string found = "";
        SqlitePositionStore store = scene.Store(
            link => found = $"{link.Text("PRAGMA journal_mode")} {link.Text("PRAGMA synchronous")}");
        await SqliteScene.OpenAsync(store);
        Assert.Equal("wal 2", found);
    }

    [Fact]
    public async Task Commit_LockedByAnotherConnection_IsTransientAndPasses()
    {
        await using var scene = new SqliteScene();
        SqlitePositionStore store = scene.Store(busyTimeout: TimeSpan.FromMilliseconds(50));
        StoreLease lease = await SqliteScene.OpenAsync(store);
        using (SqliteConnection other = scene.Connect())
        {
            Run(other, "BEGIN IMMEDIATE");
            StoreException error = await SqliteScene.FailsAsync(
                SqliteScene.CommitAsync(store, lease, SqliteScene.Commit(0)));
            Assert.True(error.IsTransient);
            Assert.Contains(scene.Path, error.Message, StringComparison.Ordinal);
            Assert.Contains("locked", error.Message, StringComparison.Ordinal);
            Assert.False((await store.CheckHealthAsync(default)).IsHealthy);
            Assert.Equal(0, (await SqliteScene.LoadAsync(store)).Sequence);
            Run(other, "ROLLBACK");
        }

        CommitResult result = await SqliteScene.CommitAsync(store, lease, SqliteScene.Commit(0));
        Assert.Equal(CommitStatus.Committed, result.Status);
        Assert.True((await store.CheckHealthAsync(default)).IsHealthy);
    }

    [Fact]
    public async Task Commit_CancelledWhileLocked_StopsWaiting()
    {
        await using var scene = new SqliteScene();
        SqlitePositionStore store = scene.Store(busyTimeout: TimeSpan.FromMinutes(1));
        StoreLease lease = await SqliteScene.OpenAsync(store);
        using SqliteConnection other = scene.Connect();
        Run(other, "BEGIN IMMEDIATE");
        using var cancel = new CancellationTokenSource();
        Task<CommitResult> commit = store.CommitAsync(lease, SqliteScene.Commit(0), cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => commit);
        Run(other, "ROLLBACK");
        Assert.Equal(0, (await SqliteScene.LoadAsync(store)).Sequence);
    }

    [Fact]
    public async Task Commit_DiskFull_IsTransientWritesNothingAndPassesWithSpace()
    {
        await using var scene = new SqliteScene();
        int opened = 0;
        bool isFull = true;
        SqlitePositionStore store = scene.Store(link =>
        {
            opened++;
            link.Text($"PRAGMA max_page_count = {(isFull ? 40 : 100_000)}");
        });
        StoreLease lease = await SqliteScene.OpenAsync(store);
        await SqliteScene.CommitAsync(store, lease, SqliteScene.Commit(0));
        StoreException error = await SqliteScene.FailsAsync(
            SqliteScene.CommitAsync(store, lease, SqliteScene.Commit(1, rows: 50, size: 10_000)));
        Assert.True(error.IsTransient);
        Assert.Contains("the disk is full", error.Message, StringComparison.Ordinal);
        Assert.False((await store.CheckHealthAsync(default)).IsHealthy);
        StoredState state = await SqliteScene.LoadAsync(store);
        Assert.Equal(1, state.Sequence);
        Assert.Single(state.Rows);
        isFull = false;
        CommitResult result = await SqliteScene.CommitAsync(
            store, lease, SqliteScene.Commit(1, rows: 50, size: 10_000));
        Assert.Equal(CommitResult.Committed(2), result);
        Assert.Equal(2, opened);
        Assert.True((await store.CheckHealthAsync(default)).IsHealthy);
    }

    [Fact]
    public async Task Commit_FailedAtTheLastStep_LandsNotAndTheConnectionIsNotUsedAgain()
    {
        await using var scene = new SqliteScene();
        int opened = 0;
        bool fails = false;
        SqlitePositionStore store = scene.Store(link =>
        {
            opened++;
            raw.sqlite3_commit_hook(link.Connection.Handle, _ => fails ? 1 : 0, null);
        });
        StoreLease lease = await SqliteScene.OpenAsync(store);
        fails = true;
        await SqliteScene.FailsAsync(SqliteScene.CommitAsync(store, lease, SqliteScene.Commit(0)));
        fails = false;
        CommitResult result = await SqliteScene.CommitAsync(store, lease, SqliteScene.Commit(0));
        Assert.Equal(CommitResult.Committed(1), result);
        Assert.Equal(2, opened);
    }

    [Fact]
    public async Task Commit_ReadOnly_IsNotTransient()
    {
        await using var scene = new SqliteScene();
        await scene.FillAsync();
        SqlitePositionStore store = scene.Store(link => link.Run("PRAGMA query_only = ON"));
        StoreException error = await SqliteScene.FailsAsync(store.OpenAsync(SqliteScene.Request(), default));
        Assert.False(error.IsTransient);
        Assert.Contains("read-only", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_BeginningOverwritten_IsNoDatabase()
    {
        await using var scene = new SqliteScene();
        await scene.FillAsync();
        Overwrite(scene.Path, at: 0, length: 100);
        StoreException error = await SqliteScene.FailsAsync(scene.Store().OpenAsync(SqliteScene.Request(), default));
        Assert.False(error.IsTransient);
        Assert.Contains("no SQLite database", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_PagesOverwritten_IsDamagedAndTheCheckSaysSo()
    {
        await using var scene = new SqliteScene();
        await scene.FillAsync(commits: 5, rows: 200, size: 500);
        long length = new FileInfo(scene.Path).Length;
        Overwrite(scene.Path, at: length / 2, length: 16_384);
        SqlitePositionStore store = scene.Store();
        StoreException error = await SqliteScene.FailsAsync(SqliteScene.LoadAsync(store));
        Assert.False(error.IsTransient);
        Assert.Contains("damaged", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(await store.CheckIntegrityAsync());
    }

    [Fact]
    public async Task CheckIntegrity_SoundDatabase_FindsNothing()
    {
        await using var scene = new SqliteScene();
        await scene.FillAsync(commits: 3, rows: 20);
        Assert.Empty(await scene.Store().CheckIntegrityAsync());
    }

    [Theory]
    [InlineData("DELETE FROM journal WHERE sequence = 2", "the journal of desk-7 has 2 records from 1 to 3; the trader is at 3")]
    [InlineData("DELETE FROM journal WHERE sequence = 3", "the journal of desk-7 has 2 records from 1 to 2; the trader is at 3")]
    [InlineData("DELETE FROM journal", "the journal of desk-7 has 0 records from 0 to 0; the trader is at 3")]
    [InlineData("UPDATE state_row SET trader = 'x'", "there are rows of x, which is no trader")]
    public async Task CheckIntegrity_TablesThatContradictEachOther_AreNamed(string sql, string expected)
    {
        await using var scene = new SqliteScene();
        await scene.FillAsync(commits: 3);
        scene.Sql(sql);
        Assert.Equal([expected], await scene.Store().CheckIntegrityAsync());
    }

    [Fact]
    public async Task ReadJournal_RecordRemoved_IsDamaged()
    {
        await using var scene = new SqliteScene();
        await scene.FillAsync(commits: 4);
        scene.Sql("DELETE FROM journal WHERE sequence = 2");
        IAsyncEnumerator<JournalRecord> reading =
            scene.Store().ReadJournalAsync(SqliteScene.Desk, JournalRange.All, default).GetAsyncEnumerator();
        StoreException error = await SqliteScene.FailsAsync(reading.MoveNextAsync());
        Assert.Contains("lacks record 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_KeyThatNobodyCanHaveWritten_IsDamaged()
    {
        await using var scene = new SqliteScene();
        await scene.FillAsync();
        scene.Sql("INSERT INTO state_row VALUES ('desk-7', 'Order', '', x'01')");
        StoreException error = await SqliteScene.FailsAsync(SqliteScene.LoadAsync(scene.Store()));
        Assert.Contains("nobody can have written", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_AfterDispose_AreRefused()
    {
        await using var scene = new SqliteScene();
        SqlitePositionStore store = scene.Store();
        StoreLease lease = await SqliteScene.OpenAsync(store);
        await store.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(
            async () => await SqliteScene.CommitAsync(store, lease, SqliteScene.Commit(0)));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await SqliteScene.LoadAsync(store));
    }

    [Fact]
    public async Task Dispose_LastHandle_LeavesOneFile()
    {
        await using var scene = new SqliteScene();
        await scene.FillAsync();
        Assert.Equal([scene.Path], Directory.GetFiles(scene.Directory));
    }

    [Fact]
    public async Task Lease_View_TellsAnOperatorWhoHasTheTrader()
    {
        await using var scene = new SqliteScene();
        SqlitePositionStore store = scene.Store();
        StoreLease lease = await SqliteScene.OpenAsync(store);
        Assert.Equal("desk-7|me|held", scene.Ask("SELECT trader, owner, status FROM lease"));
        await SqliteScene.CommitAsync(store, lease, SqliteScene.Commit(0) with { ReleaseLease = true });
        Assert.Equal("desk-7|me|released", scene.Ask("SELECT trader, owner, status FROM lease"));
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static void Overwrite(string path, long at, int length)
    {
        using FileStream file = File.OpenWrite(path);
        file.Position = at;
        byte[] garbage = new byte[length];
        Array.Fill(garbage, (byte)0xA5);
        file.Write(garbage);
    }
}
