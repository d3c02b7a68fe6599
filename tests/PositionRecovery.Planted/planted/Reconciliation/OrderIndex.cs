namespace PositionRecovery;

/// <summary>The cached orders by venue order id (earlier ids too) and, when needed, by client order id.</summary>
internal sealed class OrderIndex : IDisposable
{
    private readonly IReadOnlyList<OrderSnapshot> _orders;
    private readonly HashIndex _byVenueId;
    private HashIndex? _byClientId;
    private KeyHash _hash;

    internal OrderIndex(IReadOnlyList<OrderSnapshot> orders)
    {
        _orders = orders;
        _byVenueId = new HashIndex(orders.Count);
        for (int slot = 0; slot < orders.Count; slot++)
        {
            OrderSnapshot order = orders[slot];
            if (order.VenueOrder is { } id)
            {
                _byVenueId.Add(_hash.Of(order.Intent.Instrument, id.Value), slot);
            }

            for (int i = 0; i < order.PriorVenueOrders.Count; i++)
            {
                _byVenueId.Add(_hash.Of(order.Intent.Instrument, order.PriorVenueOrders[i].Value), slot);
            }
        }
    }

    internal int Count => _orders.Count;

    internal OrderSnapshot this[int slot] => _orders[slot];

    /// <summary>The order with this venue id in this order service, or -1. An order that changed services is found
    /// under its ids in both.</summary>
    internal int FindByVenueId(AccountId account, InstrumentId instrument, OrderClass? service, VenueOrderId id)
    {
        int hash = _hash.Of(instrument, id.Value);
        for (int entry = _byVenueId.First(hash); entry >= 0; entry = _byVenueId.Next(entry, hash))
        {
            int slot = _byVenueId.RowAt(entry);
            OrderSnapshot order = _orders[slot];
            if (order.Intent.Instrument == instrument && order.Intent.Account == account
                && HasId(order, id) && (service is null || IsIn(order, service.Value)))
            {
                return slot;
            }
        }

        return -1;
    }

    /// <summary>All orders with this client order id.</summary>
    internal List<int> FindByClientId(AccountId account, InstrumentId instrument, ClientOrderId id)
    {
        _byClientId ??= IndexClientIds();
        var slots = new List<int>();
        int hash = _hash.Of(instrument, id.Value);
        for (int entry = _byClientId.First(hash); entry >= 0; entry = _byClientId.Next(entry, hash))
        {
            OrderIntent intent = _orders[_byClientId.RowAt(entry)].Intent;
            if (intent.Id == id && intent.Instrument == instrument && intent.Account == account)
            {
                slots.Add(_byClientId.RowAt(entry));
            }
        }

        slots.Sort((a, b) => string.CompareOrdinal(_orders[a].VenueOrder?.Value, _orders[b].VenueOrder?.Value));
        return slots;
    }

    public void Dispose()
    {
        _byVenueId.Dispose();
        _byClientId?.Dispose();
    }

    /// <summary>A conditional order goes on as a regular one once it has an earlier id.</summary>
    private static bool IsIn(OrderSnapshot order, OrderClass service) =>
        order.Intent.Class == service || order.PriorVenueOrders.Count > 0;

    private static bool HasId(OrderSnapshot order, VenueOrderId id)
    {
        if (order.VenueOrder == id)
        {
            return true;
        }

        for (int i = 0; i < order.PriorVenueOrders.Count; i++)
        {
            if (order.PriorVenueOrders[i] == id)
            {
                return true;
            }
        }

        return false;
    }

    private HashIndex IndexClientIds()
    {
        var index = new HashIndex(_orders.Count);
        for (int slot = 0; slot < _orders.Count; slot++)
        {
            index.Add(_hash.Of(_orders[slot].Intent.Instrument, _orders[slot].Intent.Id.Value), slot);
        }

        return index;
    }
}
