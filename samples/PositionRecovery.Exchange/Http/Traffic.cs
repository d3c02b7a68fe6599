namespace PositionRecovery.Exchange;

/// <summary>What was asked, newest last.</summary>
internal sealed class Traffic(int most)
{
    private readonly Lock _gate = new();

    private readonly Queue<RequestRecord> _records = new();

    private long _numbers;

    private int _underWay;

    private TaskCompletionSource? _quiet;

    internal IReadOnlyList<RequestRecord> Records
    {
        get
        {
            lock (_gate)
            {
                return [.. _records];
            }
        }
    }

    /// <summary>Ends when no request is under way.</summary>
    internal Task QuietAsync()
    {
        lock (_gate)
        {
            return _underWay == 0
                ? Task.CompletedTask
                : (_quiet ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    internal void Begin()
    {
        lock (_gate)
        {
            _underWay++;
        }
    }

    internal void End()
    {
        TaskCompletionSource? quiet = null;
        lock (_gate)
        {
            if (--_underWay == 0)
            {
                (quiet, _quiet) = (_quiet, null);
            }
        }

        quiet?.TrySetResult();
    }

    internal void Note(
        DateTimeOffset at, ApiRoute route, ApiParameters parameters, int weight, int status, int? code)
    {
        lock (_gate)
        {
            if (_records.Count >= most)
            {
                _records.Dequeue();
            }

            _records.Enqueue(new RequestRecord
            {
                Number = ++_numbers,
                At = at,
                Method = route.Method,
                Path = route.Path,
                Parameters = parameters.Payload,
                Weight = weight,
                Status = status,
                Code = code,
            });
        }
    }
}
