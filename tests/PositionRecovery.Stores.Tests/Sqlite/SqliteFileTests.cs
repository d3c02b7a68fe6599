using System.Runtime.Versioning;
using PositionRecovery.Sqlite;

namespace PositionRecovery.Stores.Tests;

[UnsupportedOSPlatform("windows")]
public sealed class SqliteFileTests
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode OwnersDirectory = Owner | UnixFileMode.UserExecute;

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(":memory:")]
    [InlineData("file:desk.db?mode=memory")]
    public void Constructor_PathOfNoFile_IsRefused(string path) =>
        Assert.Throws<ArgumentException>(() => new SqlitePositionStore(new SqliteStoreOptions { Path = path }));

    [Fact]
    public void Constructor_ContradictingOptions_AreRefused() =>
        Assert.Throws<ArgumentException>(() => new SqlitePositionStore(
            new SqliteStoreOptions { Path = "a.db", MustExist = true, CreateDirectory = true }));

    [UnixFact]
    public async Task Open_NoFile_MakesOneForItsOwnerAloneAndSaysSo()
    {
        await using var scene = new SqliteScene();
        SqlitePositionStore store = scene.Store();
        OpenResult first = await store.OpenAsync(SqliteScene.Request(), default);
        OpenResult second = await store.OpenAsync(SqliteScene.Request(), default);
        await SqliteScene.CommitAsync(store, second.Lease!, SqliteScene.Commit(0));
        Assert.Equal($"There was no database '{scene.Path}'; an empty one was made.", Assert.Single(first.Warnings));
        Assert.Empty(second.Warnings);
        Assert.All(
            (string[])["", "-wal", "-shm"], suffix => Assert.Equal(Owner, File.GetUnixFileMode(scene.Path + suffix)));
        Assert.Equal(3, Directory.GetFiles(scene.Directory).Length);
    }

    [Fact]
    public async Task Open_ManyAtOnceAndNoFile_ShareOneDatabase()
    {
        for (int round = 0; round < 20; round++)
        {
            await using var scene = new SqliteScene();
            OpenResult[] results = await Task.WhenAll(Enumerable.Range(0, 6).Select(
                _ => scene.Store().OpenAsync(SqliteScene.Request(), default).AsTask()));
            Assert.Equal(Enumerable.Range(1, 6), results.Select(result => (int)result.Lease!.Epoch).Order());
            Assert.Single(results, result => result.Warnings.Count > 0);
            Assert.Equal("6", scene.Ask("SELECT epoch FROM trader"));
            Assert.DoesNotContain(
                Directory.GetFiles(scene.Directory), path => path.Contains(".new", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Open_MissingDirectory_IsRefusedAndNothingIsMade()
    {
        await using var scene = new SqliteScene();
        string path = Path.Combine(scene.Directory, "typo", "desk.db");
        SqlitePositionStore store = scene.Store(new SqliteStoreOptions { Path = path });
        StoreException error = await SqliteScene.FailsAsync(store.OpenAsync(SqliteScene.Request(), default));
        Assert.False(error.IsTransient);
        Assert.Contains($"There is no directory '{Path.GetDirectoryName(path)}'", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(scene.Directory));
    }

    [UnixFact]
    public async Task Open_MissingDirectoryAndCreateDirectory_MakesItForItsOwnerAlone()
    {
        await using var scene = new SqliteScene();
        string path = Path.Combine(scene.Directory, "a", "b", "desk.db");
        SqlitePositionStore store = scene.Store(new SqliteStoreOptions { Path = path, CreateDirectory = true });
        Assert.NotNull((await store.OpenAsync(SqliteScene.Request(), default)).Lease);
        Assert.Equal(OwnersDirectory, File.GetUnixFileMode(Path.GetDirectoryName(path)!));
        Assert.Equal(OwnersDirectory, File.GetUnixFileMode(Path.Combine(scene.Directory, "a")));
    }

    [Fact]
    public async Task Open_MissingFileThatMustExist_IsRefusedAndNothingIsMade()
    {
        await using var scene = new SqliteScene();
        SqlitePositionStore store = scene.Store(new SqliteStoreOptions { Path = scene.Path, MustExist = true });
        StoreException error = await SqliteScene.FailsAsync(store.OpenAsync(SqliteScene.Request(), default));
        Assert.Contains($"There is no database '{scene.Path}'", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(scene.Directory));
    }

    [Fact]
    public async Task Open_EmptyFile_IsRefusedAndStaysEmpty()
    {
        await using var scene = new SqliteScene();
        await File.WriteAllBytesAsync(scene.Path, []);
        StoreException error = await SqliteScene.FailsAsync(scene.Store().OpenAsync(SqliteScene.Request(), default));
        Assert.Contains("is empty", error.Message, StringComparison.Ordinal);
        Assert.Empty(scene.Content());
    }

    [Fact]
    public async Task Looking_NoFile_IsRefusedAndNothingIsMade()
    {
        await using var scene = new SqliteScene();
        SqlitePositionStore store = scene.Store();
        await SqliteScene.FailsAsync(SqliteScene.LoadAsync(store));
        await SqliteScene.FailsAsync(
            store.ReadJournalAsync(SqliteScene.Desk, JournalRange.All, default).GetAsyncEnumerator().MoveNextAsync());
        StoreHealth health = await store.CheckHealthAsync(default);
        Assert.False(health.IsHealthy);
        Assert.Contains($"There is no database '{scene.Path}'", health.Description, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(scene.Directory));
    }

    [Fact]
    public async Task Open_DatabaseOfAnotherProgram_IsRefusedAndLeftAsItIs()
    {
        await using var scene = new SqliteScene();
        scene.Sql("CREATE TABLE trader (name TEXT); INSERT INTO trader VALUES ('desk-7')");
        byte[] before = scene.Content();
        StoreException error = await SqliteScene.FailsAsync(scene.Store().OpenAsync(SqliteScene.Request(), default));
        Assert.Contains("another program", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, scene.Content());
    }

    [Fact]
    public async Task Open_FileThatIsNoDatabase_IsRefusedAndLeftAsItIs()
    {
        await using var scene = new SqliteScene();
        await File.WriteAllTextAsync(scene.Path, new string('x', 10_000));
        StoreException error = await SqliteScene.FailsAsync(scene.Store().OpenAsync(SqliteScene.Request(), default));
        Assert.False(error.IsTransient);
        Assert.Contains("no SQLite database", error.Message, StringComparison.Ordinal);
        Assert.Equal(10_000, scene.Content().Length);
    }

    [UnixFact]
    public async Task Open_DirectoryOthersCanWriteTo_IsRefused()
    {
        await using var scene = new SqliteScene();
        await scene.FillAsync();
        foreach (UnixFileMode open in (UnixFileMode[])[UnixFileMode.GroupWrite, UnixFileMode.OtherWrite])
        {
            File.SetUnixFileMode(scene.Directory, OwnersDirectory | open);
            SqlitePositionStore store = scene.Store();
            StoreException error = await SqliteScene.FailsAsync(store.OpenAsync(SqliteScene.Request(), default));
            Assert.Contains("chmod go-w", error.Message, StringComparison.Ordinal);
            await SqliteScene.FailsAsync(SqliteScene.LoadAsync(store));
        }
    }

    [UnixFact]
    public async Task Open_DirectoryOthersCanWriteToThroughALink_IsRefused()
    {
        await using var scene = new SqliteScene();
        string real = Path.Combine(scene.Directory, "real");
        string link = Path.Combine(scene.Directory, "link");
        Directory.CreateDirectory(real);
        File.SetUnixFileMode(real, OwnersDirectory | UnixFileMode.OtherWrite);
        Directory.CreateSymbolicLink(link, real);
        SqlitePositionStore store = scene.Store(new SqliteStoreOptions { Path = Path.Combine(link, "desk.db") });
        await SqliteScene.FailsAsync(store.OpenAsync(SqliteScene.Request(), default));
        Assert.Empty(Directory.GetFileSystemEntries(real));
    }

    [UnixFact]
    public async Task Open_FileOthersCanWriteTo_IsRefused()
    {
        await using var scene = new SqliteScene();
        await scene.FillAsync();
        File.SetUnixFileMode(scene.Path, Owner | UnixFileMode.GroupWrite);
        StoreException error = await SqliteScene.FailsAsync(scene.Store().OpenAsync(SqliteScene.Request(), default));
        Assert.Contains("chmod 600", error.Message, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Open_FileOthersCanRead_Warns()
    {
        await using var scene = new SqliteScene();
        await scene.FillAsync();
        File.SetUnixFileMode(scene.Path, Owner | UnixFileMode.OtherRead);
        OpenResult result = await scene.Store().OpenAsync(SqliteScene.Request(), default);
        Assert.Contains("can be read by others", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Open_SymbolicLinks_AreRefused()
    {
        foreach (string suffix in (string[])["", "-wal", "-shm"])
        {
            await using var scene = new SqliteScene();
            await scene.FillAsync();
            string elsewhere = Path.Combine(scene.Directory, "elsewhere");
            if (suffix.Length == 0)
            {
                File.Move(scene.Path, elsewhere);
            }

            File.CreateSymbolicLink(scene.Path + suffix, elsewhere);
            StoreException error = await SqliteScene.FailsAsync(
                scene.Store().OpenAsync(SqliteScene.Request(), default));
            Assert.Contains("symbolic link", error.Message, StringComparison.Ordinal);
        }
    }

    [UnixFact]
    public async Task Open_LinkToNothing_IsRefusedAndNotFollowed()
    {
        await using var scene = new SqliteScene();
        string elsewhere = Path.Combine(scene.Directory, "elsewhere.db");
        File.CreateSymbolicLink(scene.Path, elsewhere);
        await SqliteScene.FailsAsync(scene.Store().OpenAsync(SqliteScene.Request(), default));
        Assert.False(File.Exists(elsewhere));
    }

    [UnixFact]
    public async Task Commit_FileRemovedMeanwhile_IsNotAcknowledged()
    {
        await using var scene = new SqliteScene();
        SqlitePositionStore store = scene.Store();
        StoreLease lease = await SqliteScene.OpenAsync(store);
        File.Delete(scene.Path);
        StoreException error = await SqliteScene.FailsAsync(
            SqliteScene.CommitAsync(store, lease, SqliteScene.Commit(0)));
        Assert.Contains("removed or exchanged", error.Message, StringComparison.Ordinal);
        StoreException again = await SqliteScene.FailsAsync(
            SqliteScene.CommitAsync(store, lease, SqliteScene.Commit(0)));
        Assert.Contains("There is no database", again.Message, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Commit_FileExchangedMeanwhile_IsNotAcknowledged()
    {
        await using var scene = new SqliteScene();
        await scene.FillAsync(commits: 1);
        string backup = scene.Path + ".backup";
        File.Copy(scene.Path, backup);
        SqlitePositionStore store = scene.Store();
        StoreLease lease = await SqliteScene.OpenAsync(store);
        await SqliteScene.CommitAsync(store, lease, SqliteScene.Commit(1));
        File.Move(backup, scene.Path, overwrite: true);
        StoreException error = await SqliteScene.FailsAsync(
            SqliteScene.CommitAsync(store, lease, SqliteScene.Commit(2)));
        Assert.Contains("removed or exchanged", error.Message, StringComparison.Ordinal);
    }
}
