namespace PositionRecovery;

/// <summary>Makes a case of every order about which something must be decided, and gives it its new
/// executions.</summary>
internal sealed class OrderCases
{
    private readonly PassContext _context;
    private readonly OrderIndex _index;
    private readonly OrderMatcher _matcher;
    private readonly OrderImports _imports;
    private readonly Func<BookKey, KeyCase> _caseOf;

    internal OrderCases(
        PassContext context,
        OrderIndex index,
        OrderMatcher matcher,
        OrderImports imports,
        Func<BookKey, KeyCase> caseOf)
    {
        _context = context;
        _index = index;
        _matcher = matcher;
        _imports = imports;
        _caseOf = caseOf;
    }

    /// <summary>Cached orders that differ, and those that a report should have shown.</summary>
    internal void AddCached(IReadOnlySet<AccountId> blocked)
    {
        for (int slot = 0; slot < _index.Count; slot++)
        {
            if (_matcher.IsSighted(slot) && _matcher.Agrees(slot))
            {
                _context.Matched++;
                continue;
            }

            OrderSnapshot order = _index[slot];
            bool isExpected = !order.IsTerminal && order.Status != OrderStatus.Initialized
                && !_context.Policy.Ignores(order.Intent.Id);
            if ((_matcher.IsSighted(slot) || isExpected) && _context.Policy.Includes(order.Intent.Instrument)
                && !blocked.Contains(order.Intent.Account))
            {
                CaseOf(slot);
            }
        }
    }

    /// <summary>Orders that the books do not know.</summary>
    internal void AddUnknown()
    {
        foreach ((OrderGroup group, int reusedSlot) in _matcher.Unknown)
        {
            _imports.Import(group, reusedSlot);
        }
    }

    /// <summary>Gives an execution to its order; an order that no report shows is made up from its execution.</summary>
    internal void Add(FillReport fill)
    {
        OrderCase? order = Find(fill);
        if (order is not null && order.Order.Intent.Side != fill.Side)
        {
            KeyCase position = _caseOf(order.Key);
            position.Problems.Add($"execution {fill.Trade} is on the other side of its order");
            position.Diff.Add(position.Differ(
                DiscrepancyKind.InvalidReport, Severity.Critical, DiscrepancyAction.Reported,
                $"Execution {fill.Trade} is a {fill.Side} on order {order.Order.Intent.Id}, which is a "
                + $"{order.Order.Intent.Side}; it is kept apart from that order.") with
            {
                Order = order.Order.Intent.Id,
            });
            order = null;
        }

        (order ?? _imports.Stub(fill)).NewFills.Add(fill);
    }

    private OrderCase CaseOf(int slot)
    {
        OrderSnapshot order = _index[slot];
        OrderCase found = _caseOf(order.Intent.Position.Book).CaseOf(order);
        if (found.Sightings.Count == 0)
        {
            found.Sightings.AddRange(_matcher.SightingsOf(slot));
        }

        return found;
    }

    private OrderCase? Find(FillReport fill)
    {
        if (fill.VenueOrder is { } id)
        {
            int slot = _index.FindByVenueId(fill.Account, fill.Instrument, OrderClass.Regular, id);
            slot = slot >= 0 ? slot : _matcher.FindLearnedId(fill.Account, fill.Instrument, id);
            slot = slot >= 0 ? slot : _index.FindByVenueId(fill.Account, fill.Instrument, null, id);
            if (slot >= 0)
            {
                return CaseOf(slot);
            }

            if (_imports.Find(fill.Account, fill.Instrument, id) is { } imported)
            {
                return imported;
            }
        }

        if (fill.ClientOrder is { } client)
        {
            foreach (int slot in _index.FindByClientId(fill.Account, fill.Instrument, client))
            {
                bool isFree = fill.VenueOrder is null || (_index[slot].VenueOrder is null && !_matcher.IsSighted(slot));
                if (isFree && _index[slot].Intent.Side == fill.Side)
                {
                    return CaseOf(slot);
                }
            }
        }

        return null;
    }
}
