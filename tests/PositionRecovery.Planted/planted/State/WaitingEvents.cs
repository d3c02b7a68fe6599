namespace PositionRecovery;

/// <summary>Events that were reported and are not accepted yet, first come, first served: the state is not loaded, or
/// there is no room. Its owner makes sure that one thread is in here at a time.</summary>
internal sealed class WaitingEvents
{
    private readonly Queue<(ExecutionEvent Event, TaskCompletionSource<RecordResult>? Result)> _waiting = new();

    internal int Count => _waiting.Count;

    /// <summary>Adds one that nobody waits for.</summary>
    internal void Add(ExecutionEvent happened) => _waiting.Enqueue((happened, null));

    /// <summary>Adds one.</summary>
    /// <returns>What becomes of it.</returns>
    internal Task<RecordResult> AddAsync(ExecutionEvent happened)
    {
        var waiter = new TaskCompletionSource<RecordResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue((happened, waiter));
        return waiter.Task;
    }

    /// <summary>Hands them on while there is room.</summary>
    /// <param name="hasRoom">Whether there is.</param>
    /// <param name="accept">Takes one.</param>
    /// <param name="refused">Told of one that could not be taken and that nobody waits for.</param>
    internal void Release(
        Func<bool> hasRoom, Func<ExecutionEvent, RecordResult> accept, Action<ExecutionEvent, Exception> refused)
    {
        while (_waiting.Count > 0 && hasRoom())
        {
            (ExecutionEvent happened, TaskCompletionSource<RecordResult>? result) = _waiting.Dequeue();
            try
            {
                RecordResult accepted = accept(happened);
                result?.SetResult(accepted);
            }
            catch (Exception failed) when (failed is ArgumentException or InvalidOperationException)
            {
                if (result is null)
                {
                    refused(happened, failed);
                }

                result?.SetException(failed);
            }
        }
    }

    /// <summary>None of them will be accepted.</summary>
    internal void Fail(Exception why)
    {
        while (_waiting.TryDequeue(out (ExecutionEvent Event, TaskCompletionSource<RecordResult>? Result) waiting))
        {
            waiting.Result?.SetException(why);
        }
    }
}
