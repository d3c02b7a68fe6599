using System.Buffers;

namespace PositionRecovery;

/// <summary>Tells executions that are known from those that are not. Identity is (account, instrument, the venue's fill
/// key); the two rows of a self-trade share it and differ in side and order.</summary>
internal sealed class FillMatcher : IDisposable
{
    private readonly OrderIndex _orders;
    private readonly HashIndex _index;
    private readonly Dictionary<AccountId, DateTimeOffset> _positionsAsOf;
    private FillSnapshot[] _fills;
    private int _count;
    private KeyHash _hash;

    /// <param name="orders">The cached orders with their fills.</param>
    /// <param name="positionsAsOf">The earliest moment for which positions of an account were read.</param>
    internal FillMatcher(OrderIndex orders, Dictionary<AccountId, DateTimeOffset> positionsAsOf)
    {
        _orders = orders;
        _positionsAsOf = positionsAsOf;
        int total = 0;
        for (int slot = 0; slot < orders.Count; slot++)
        {
            total += orders[slot].Fills.Count;
        }

        _index = new HashIndex(total);
        _fills = ArrayPool<FillSnapshot>.Shared.Rent(Math.Max(1, total));
        for (int slot = 0; slot < orders.Count; slot++)
        {
            AddAll(orders[slot]);
        }
    }

    internal long Matched { get; private set; }

    /// <summary>Executions not in the books, as they came.</summary>
    internal List<(FillReport Report, VenueAnswer Answer)> Unknown { get; } = [];

    internal List<(FillReport Report, FillSnapshot Known, VenueAnswer Answer)> Conflicts { get; } = [];

    /// <summary>Positions that moved after they were read: they need a closer look.</summary>
    internal HashSet<BookKey> Moved { get; } = [];

    internal void Take(FillReport report, VenueAnswer answer)
    {
        int hash = _hash.Of(report.Instrument, report.Trade.Value);
        FillSnapshot? otherSide = null;
        for (int entry = _index.First(hash); entry >= 0; entry = _index.Next(entry, hash))
        {
            FillSnapshot known = _fills[_index.RowAt(entry)];
            if (known.Trade != report.Trade || known.Instrument != report.Instrument || known.Account != report.Account)
            {
                continue;
            }

            if (known.Side != report.Side)
            {
                otherSide = known;
            }
            else if (known.Quantity == report.Quantity && known.Price == report.Price)
            {
                Matched++;
                return;
            }
            else
            {
                Conflicts.Add((report, known, answer));
                return;
            }
        }

        if (otherSide is not null && IsSameOrder(otherSide, report))
        {
            Conflicts.Add((report, otherSide, answer));
            return;
        }

        Unknown.Add((report, answer));
    }

    public void Dispose()
    {
        _index.Dispose();
        if (_fills.Length > 0)
        {
            ArrayPool<FillSnapshot>.Shared.Return(_fills, clearArray: true);
            _fills = [];
        }
    }

    private void AddAll(OrderSnapshot order)
    {
        IReadOnlyList<FillSnapshot> fills = order.Fills;
        DateTimeOffset? asOf = fills.Count > 0 && _positionsAsOf.TryGetValue(order.Intent.Account,
            out DateTimeOffset at)
            ? at
            : null;
        for (int i = 0; i < fills.Count; i++)
        {
            FillSnapshot fill = fills[i];
            if (fill.At > asOf)
            {
                Moved.Add(order.Intent.Position.Book);
            }

            if (!fill.IsPlaceholder)
            {
                _fills[_count] = fill;
                _index.Add(_hash.Of(fill.Instrument, fill.Trade.Value), _count++);
            }
        }
    }

    /// <summary>The other side of a known execution is a second row only when it belongs to another order.</summary>
    private bool IsSameOrder(FillSnapshot known, FillReport report)
    {
        if (report.VenueOrder is { } id)
        {
            int slot = _orders.FindByVenueId(report.Account, report.Instrument, null, id);
            return slot >= 0 && _orders[slot].Intent.Id == known.Order;
        }

        return report.ClientOrder == known.Order;
    }
}
