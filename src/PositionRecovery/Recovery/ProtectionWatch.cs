using Microsoft.Extensions.Logging;

namespace PositionRecovery;

/// <summary>Measures how long positions lack exits they should have. Safe for use by several threads.</summary>
internal sealed class ProtectionWatch(TimeProvider clock, ILogger log)
{
    private readonly Lock _lock = new();
    private readonly SteadyClock _steady = new(clock);
    private Dictionary<PositionKey, (UnprotectedExposure Exposure, DateTimeOffset Steady)> _open = [];

    internal IReadOnlyList<UnprotectedExposure> Open
    {
        get
        {
            lock (_lock)
            {
                return [.. _open.Values.Select(static u => u.Exposure).OrderBy(static u => u.Key, KeyOrder.Positions)];
            }
        }
    }

    /// <summary>For how long a position has lacked them; <c>null</c> when it does not.</summary>
    internal TimeSpan? BareFor(PositionKey key)
    {
        lock (_lock)
        {
            return _open.TryGetValue(key, out var known) ? _steady.GetUtcNow() - known.Steady : null;
        }
    }

    /// <summary>What was found just now replaces what was found before; what is still so keeps its beginning.</summary>
    /// <param name="found">The positions that lack exits now.</param>
    internal void Update(IEnumerable<(PositionSnapshot Position, string Reason)> found)
    {
        DateTimeOffset now = clock.GetUtcNow();
        lock (_lock)
        {
            var next = new Dictionary<PositionKey, (UnprotectedExposure Exposure, DateTimeOffset Steady)>();
            foreach ((PositionSnapshot position, string reason) in found)
            {
                (DateTimeOffset since, DateTimeOffset steady) = _open.TryGetValue(position.Key, out var known)
                    ? (known.Exposure.Since, known.Steady)
                    : (now, _steady.GetUtcNow());
                var exposure = new UnprotectedExposure
                {
                    Key = position.Key, Quantity = position.Quantity, Since = since, Reason = reason,
                };
                next[position.Key] = (exposure, steady);
            }

            _open = next;
        }

        Tell();
    }

    private void Tell()
    {
        foreach (UnprotectedExposure exposure in Open)
        {
            double seconds = BareFor(exposure.Key)?.TotalSeconds ?? 0.0;
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
