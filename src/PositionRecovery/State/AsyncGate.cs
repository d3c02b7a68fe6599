namespace PositionRecovery;

/// <summary>Lets all who wait go on at once, each time it opens.</summary>
internal sealed class AsyncGate
{
    private TaskCompletionSource _next = New();

    /// <summary>The next opening. Ask for it before looking whether waiting is needed.</summary>
    internal Task Next => Volatile.Read(ref _next).Task;

    internal void Open() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
