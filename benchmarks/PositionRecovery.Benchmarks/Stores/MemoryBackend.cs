namespace PositionRecovery.Benchmarks.Stores;

/// <summary>The store in memory, beside a copy of each payload.</summary>
internal sealed class MemoryBackend : IBackend
{
    private InMemoryPositionStore? _store;
    private IReadOnlyList<StateRow>? _rows;

    public string Name => "memory";

    public bool IsDurable => false;

    public IPositionStore MakeStore()
    {
        _rows = null;
        return _store = new InMemoryPositionStore();
    }

    public async Task<(long Rows, long Bytes)> ReadRawAsync()
    {
        _rows ??= (await _store!.LoadAsync(Desk.Trader, CancellationToken.None)).Rows;
        var copies = new List<(string Key, byte[] Payload)>();
        long bytes = 0;
        foreach (StateRow row in _rows)
        {
            byte[] payload = row.Payload!.Value.ToArray();
            copies.Add((row.Key, payload));
            bytes += row.Key.Length + payload.Length;
        }

        return (copies.Count, bytes);
    }

    public Task<IRawWriter> MakeWriterAsync() => throw new NotSupportedException("Nothing is durable in memory.");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
