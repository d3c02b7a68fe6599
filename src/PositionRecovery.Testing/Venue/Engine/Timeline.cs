namespace PositionRecovery.Testing;

/// <summary>What something was, and since when: the past stays readable, which is what a lagging endpoint shows.
/// </summary>
internal sealed class Timeline<T>
{
    private readonly List<(DateTimeOffset At, T Value)> _values = [];

    internal T Latest => _values[^1].Value;

    internal bool IsEmpty => _values.Count == 0;

    internal IReadOnlyList<(DateTimeOffset At, T Value)> Values => _values;

    internal void Add(DateTimeOffset at, T value) => _values.Add((at, value));

    /// <summary>What it was at a time; of several values of one moment the last. False when it was nothing yet.
    /// </summary>
    internal bool TryGet(DateTimeOffset at, out T value)
    {
        for (int i = _values.Count - 1; i >= 0; i--)
        {
            if (_values[i].At <= at)
            {
                value = _values[i].Value;
                return true;
            }
        }

        value = default!;
        return false;
    }
}
