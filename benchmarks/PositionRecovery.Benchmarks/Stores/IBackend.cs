namespace PositionRecovery.Benchmarks.Stores;

/// <summary>A store, and the least that its client library can do with the same bytes.</summary>
internal interface IBackend : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Whether a commit outlives the process.</summary>
    bool IsDurable { get; }

    /// <summary>A store that is empty.</summary>
    IPositionStore MakeStore();

    /// <summary>Reads all rows of the store made last: keys and payloads.</summary>
    /// <returns>The rows and their bytes.</returns>
    Task<(long Rows, long Bytes)> ReadRawAsync();

    /// <summary>Something empty that takes the same bytes without asking anything.</summary>
    Task<IRawWriter> MakeWriterAsync();
}
