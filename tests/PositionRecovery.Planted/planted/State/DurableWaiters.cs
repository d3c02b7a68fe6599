namespace PositionRecovery;

/// <summary>Who waits for a sequence to become durable.</summary>
internal sealed class DurableWaiters
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<TaskCompletionSource, long> _waiting = new();
    private long _durable;
    private Exception? _failure;

    internal long Durable => Interlocked.Read(ref _durable);

    internal Task WaitAsync(long sequence)
    {
        lock (_lock)
        {
            if (sequence <= _durable)
            {
                return Task.CompletedTask;
            }

            if (_failure is not null)
            {
                return Task.FromException(_failure);
            }

            var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(waiter, sequence);
            return waiter.Task;
        }
    }

    internal void Reach(long sequence)
    {
        lock (_lock)
        {
            Interlocked.Exchange(ref _durable, sequence);
            while (_waiting.TryPeek(out TaskCompletionSource? waiter, out long wanted) && wanted <= sequence)
            {
                _waiting.Dequeue();
                waiter.SetResult();
            }
        }
    }

    /// <summary>Nothing more becomes durable.</summary>
    internal void Fail(Exception failure)
    {
        lock (_lock)
        {
            _failure = failure;
            while (_waiting.TryDequeue(out TaskCompletionSource? waiter, out _))
            {
                waiter.SetException(failure);
            }
        }
    }
}
