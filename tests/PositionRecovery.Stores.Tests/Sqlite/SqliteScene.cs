using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using PositionRecovery.Sqlite;

namespace PositionRecovery.Stores.Tests;

/// <summary>A database of a test's own, and short words for what tests do with it.</summary>
internal sealed class SqliteScene : IAsyncDisposable
{
    public static readonly TraderId Desk = new("desk-7");

    private readonly TemporaryDirectory _directory = new();

    private readonly List<SqlitePositionStore> _stores = [];

    public string Directory => _directory.Path;

    public string Path => _directory.File("desk.db");

    public SqlitePositionStore Store(Action<SqliteLink>? opened = null, TimeSpan? busyTimeout = null) =>
        Store(new SqliteStoreOptions { Path = Path, BusyTimeout = busyTimeout ?? TimeSpan.FromSeconds(5) }, opened);

    public SqlitePositionStore Store(SqliteStoreOptions options, Action<SqliteLink>? opened = null)
    {
        var store = new SqlitePositionStore(options) { WriterOpened = opened };
        _stores.Add(store);
        return store;
    }

    public static async Task<StoreLease> OpenAsync(SqlitePositionStore store) =>
        (await store.OpenAsync(Request(), CancellationToken.None)).Lease!;

    public static OpenRequest Request() =>
        new() { Trader = Desk, Owner = "me", LeaseTime = TimeSpan.FromHours(1), TakeOver = true };

    public static StoreCommit Commit(long expected, int records = 1, int rows = 1, int size = 8) => new()
    {
        ExpectedSequence = expected,
        Rows =
        [
            .. Enumerable.Range(0, rows).Select(n =>
                new StateRow { Kind = RowKind.Order, Key = $"o-{n}", Payload = Bytes(size, (byte)(expected + 1)) }),
        ],
        Journal = [.. Enumerable.Range(1, records).Select(n => Record(expected + n, size))],
    };

    public static ValueTask<CommitResult> CommitAsync(SqlitePositionStore store, StoreLease lease, StoreCommit commit) =>
        store.CommitAsync(lease, commit, CancellationToken.None);

    public static ValueTask<StoredState> LoadAsync(SqlitePositionStore store) =>
        store.LoadAsync(Desk, CancellationToken.None);

    public static async Task<StoreException> FailsAsync<T>(ValueTask<T> call) =>
        await Assert.ThrowsAsync<StoreException>(async () => await call);

    /// <summary>Makes a database with a few commits, and closes it.</summary>
    public async Task FillAsync(int commits = 3, int rows = 1, int size = 8)
    {
        await using var store = new SqlitePositionStore(new SqliteStoreOptions { Path = Path });
        StoreLease lease = await OpenAsync(store);
        for (int n = 0; n < commits; n++)
        {
            CommitResult result = await CommitAsync(store, lease, Commit(n, rows: rows, size: size));
            Assert.Equal(CommitStatus.Committed, result.Status);
        }
    }

    /// <summary>Runs statements as an operator would, past the library.</summary>
    public void Sql(string sql)
    {
        using SqliteConnection connection = Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public string Ask(string sql)
    {
        using SqliteConnection connection = Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return string.Join('\n', Read(command));
    }

    public SqliteConnection Connect()
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        return connection;
    }

    public byte[] Content() => File.ReadAllBytes(Path);

    public async ValueTask DisposeAsync()
    {
        foreach (SqlitePositionStore store in _stores)
        {
            await store.DisposeAsync();
        }

        _directory.Dispose();
    }

    private static IEnumerable<string> Read(SqliteCommand command)
    {
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(n => reader.GetValue(n)));
        }
    }

    private static JournalRecord Record(long sequence, int size)
    {
        byte[] payload = Bytes(size, (byte)sequence);
        return new JournalRecord { Sequence = sequence, Payload = payload, Hash = SHA256.HashData(payload) };
    }

    private static byte[] Bytes(int size, byte value)
    {
        byte[] bytes = new byte[size];
        Array.Fill(bytes, value);
        return bytes;
    }
}
