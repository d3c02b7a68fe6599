namespace PositionRecovery;

/// <summary>Events that were reported before the state was loaded. Its owner makes sure that one thread is in here at a
/// time.</summary>
internal sealed class EarlyEvents(int capacity)
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<(ExecutionEvent Event, TaskCompletionSource<RecordResult> Result)> _waiting = new();

    internal int Count => _waiting.Count;

    /// <summary>When the state is loaded.</summary>
    internal Task Released => _released.Task;

    internal bool TryAdd(ExecutionEvent happened, out Task<RecordResult>? result)
    {
        result = null;
        if (_waiting.Count >= capacity)
        {
            return false;
        }

        var waiter = new TaskCompletionSource<RecordResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue((happened, waiter));
        result = waiter.Task;
        return true;
    }

    /// <summary>Hands all of them on, in the order they came.</summary>
    internal void Release(Func<ExecutionEvent, RecordResult> accept)
    {
        while (_waiting.TryDequeue(out (ExecutionEvent Event, TaskCompletionSource<RecordResult> Result) early))
        {
            try
            {
                early.Result.SetResult(accept(early.Event));
            }
            catch (Exception refused) when (refused is ArgumentException or InvalidOperationException)
            {
                early.Result.SetException(refused); // its caller is told; one that did not wait is told by health
            }
        }

        _released.TrySetResult();
    }
}
