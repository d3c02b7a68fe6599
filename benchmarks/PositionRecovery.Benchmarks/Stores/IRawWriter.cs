namespace PositionRecovery.Benchmarks.Stores;

/// <summary>Writes the bytes of commits as they are: one transaction, or one script, for each.</summary>
internal interface IRawWriter : IAsyncDisposable
{
    /// <summary>Does what need not be measured.</summary>
    Func<Task> Prepare(StoreCommit commit);
}
