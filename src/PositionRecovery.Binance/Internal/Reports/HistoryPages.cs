namespace PositionRecovery.Binance;

/// <summary>Counts the pages read for one answer, so that no answer takes for ever. Thread-safe.</summary>
internal sealed class HistoryPages(int limit)
{
    private int _taken;

    internal int Taken => Volatile.Read(ref _taken);

    /// <summary>Whether one more may be read.</summary>
    internal bool TryTake() => Interlocked.Increment(ref _taken) <= limit;
}
