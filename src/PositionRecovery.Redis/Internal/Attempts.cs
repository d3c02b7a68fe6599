using System.Collections.Concurrent;

namespace PositionRecovery.Redis;

/// <summary>Numbers the commits made under each lease, so that the server can tell one that was given up and arrives
/// late from the newer ones. Holds one entry a trader.</summary>
internal sealed class Attempts
{
    private readonly ConcurrentDictionary<string, (long Epoch, long Last)> _last = new(StringComparer.Ordinal);

    /// <summary>The lease is new: the server counts from 0.</summary>
    internal void Begin(StoreLease lease) => Set(lease, 0);

    /// <summary>The next number; <c>null</c> for a lease that came from elsewhere, where only the server
    /// knows.</summary>
    internal long? Next(StoreLease lease)
    {
        while (_last.TryGetValue(lease.Trader.Value, out (long Epoch, long Last) known) && known.Epoch == lease.Epoch)
        {
            if (_last.TryUpdate(lease.Trader.Value, (known.Epoch, known.Last + 1), known))
            {
                return known.Last + 1;
            }
        }

        return null;
    }

    /// <summary>The server has counted this far.</summary>
    internal void Set(StoreLease lease, long last) =>
        _last.AddOrUpdate(
            lease.Trader.Value,
            static (_, now) => now,
            static (_, known, now) =>
                known.Epoch > now.Epoch || (known.Epoch == now.Epoch && known.Last > now.Last) ? known : now,
            (lease.Epoch, Last: last));
}
