using Microsoft.Extensions.Logging;

namespace PositionRecovery;

/// <summary>Measures how long positions lack exits they should have. Safe for use by several threads.</summary>
internal sealed class ProtectionWatch(TimeProvider clock, ILogger log)
{
    private readonly Lock _lock = new();
    private Dictionary<PositionKey, UnprotectedExposure> _open = [];

    internal IReadOnlyList<UnprotectedExposure> Open
    {
        get
        {
            lock (_lock)
            {
                return [.. _open.Values.OrderBy(static u => u.Key, KeyOrder.Positions)];
            }
        }
    }

    /// <summary>What was found just now replaces what was found before; what is still so keeps its beginning.</summary>
    /// <param name="found">The positions that lack exits now.</param>
    internal void Update(IEnumerable<(PositionSnapshot Position, string Reason)> found)
    {
        DateTimeOffset now = clock.GetUtcNow();
        lock (_lock)
        {
            var next = new Dictionary<PositionKey, UnprotectedExposure>();
            foreach ((PositionSnapshot position, string reason) in found)
            {
                DateTimeOffset since = _open.TryGetValue(position.Key, out UnprotectedExposure? known)
                    ? known.Since
                    : now;
                next[position.Key] = new UnprotectedExposure
                {
                    Key = position.Key, Quantity = position.Quantity, Since = since, Reason = reason,
                };
            }

            _open = next;
        }

        Tell(now);
    }

    private void Tell(DateTimeOffset now)
    {
        foreach (UnprotectedExposure exposure in Open)
        {
            double seconds = (now - exposure.Since).TotalSeconds;
            PositionKey key = exposure.Key;
            RecoveryMetrics.UnprotectedSeconds.Record(
                seconds,
                new KeyValuePair<string, object?>("instrument", key.Instrument.Value),
                new KeyValuePair<string, object?>("account", key.Account.Value),
                new KeyValuePair<string, object?>("strategy", key.Strategy.Value));
            Log.Unprotected(
                log, key.Strategy.Value, exposure.Quantity, key.Instrument.Value, key.Account.Value, seconds,
                exposure.Reason);
        }
    }
}
