namespace PositionRecovery.Exchange;

/// <summary>What was asked, newest last.</summary>
internal sealed class Traffic(int most)
{
    private readonly Lock _gate = new();

    private readonly Queue<RequestRecord> _records = new();

    private long _numbers;

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
