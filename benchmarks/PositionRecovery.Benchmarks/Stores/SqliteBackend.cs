using Microsoft.Data.Sqlite;
using PositionRecovery.Sqlite;

namespace PositionRecovery.Benchmarks.Stores;

/// <summary>The store in a file, beside plain statements on a file with tables of the same form.</summary>
internal sealed class SqliteBackend(string directory) : IBackend
{
    private readonly string _folder = Directory.CreateDirectory(
        Path.Combine(directory, $"position-recovery-floor-{Environment.ProcessId}")).FullName;

    private int _files;
    private string _path = string.Empty;

    public string Name => "sqlite";

    public bool IsDurable => true;

    public IPositionStore MakeStore()
    {
        _path = Next();
        return new SqlitePositionStore(new SqliteStoreOptions { Path = _path });
    }

    public Task<(long Rows, long Bytes)> ReadRawAsync()
    {
        using SqliteConnection connection = Open(_path, SqliteOpenMode.ReadOnly);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT kind, key, payload FROM state_row WHERE trader = 'bench'";
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<(string Key, byte[] Payload)>();
        long bytes = 0;
        while (reader.Read())
        {
            (string Key, byte[] Payload) row = (reader.GetString(1), reader.GetFieldValue<byte[]>(2));
            rows.Add(row);
            bytes += row.Key.Length + row.Payload.Length;
        }

        return Task.FromResult(((long)rows.Count, bytes));
    }

    public Task<IRawWriter> MakeWriterAsync() =>
        Task.FromResult<IRawWriter>(new SqliteRawWriter(Open(Next(), SqliteOpenMode.ReadWriteCreate)));

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private string Next() => Path.Combine(_folder, $"{++_files}.db");
}
