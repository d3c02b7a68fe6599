namespace PositionRecovery;

/// <summary>Makes a case of every order about which something must be decided, and gives it its new
/// executions.</summary>
internal sealed class OrderCases
{
    private readonly PassContext _context;
    private readonly OrderIndex _index;
    private readonly OrderMatcher _matcher;
    private readonly PositionMatcher _positions;
    private readonly Func<BookKey, KeyCase> _caseOf;
    private readonly Dictionary<(AccountId, InstrumentId, string), OrderCase> _new = [];
    private readonly HashSet<(AccountId, InstrumentId, ClientOrderId)> _names = [];
    private readonly Dictionary<(AccountId, InstrumentId, string), decimal> _recognised = [];
    private readonly HashSet<(AccountId, InstrumentId, string)> _executed = [];

    internal OrderCases(
        PassContext context,
        OrderIndex index,
        OrderMatcher matcher,
        PositionMatcher positions,
        Func<BookKey, KeyCase> caseOf)
    {
        _context = context;
        _index = index;
        _matcher = matcher;
        _positions = positions;
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

    /// <summary>Executions that belong to the past: purged, or from before the opening of the book.</summary>
    internal List<(FillReport Report, VenueAnswer Answer)> WithoutRecognised(
        List<(FillReport Report, VenueAnswer Answer)> fills)
    {
        var unknown = new List<(FillReport Report, VenueAnswer Answer)>(fills.Count);
        foreach ((FillReport report, VenueAnswer answer) in fills)
        {
            var key = new BookKey(report.Account, report.Instrument, report.PositionSide);
            if (_context.IsPurged(report.Key) || report.At <= _positions.Find(key)?.Opening?.At)
            {
                _context.Matched++;
                if (report.VenueOrder is { } id)
                {
                    var name = (report.Account, report.Instrument, id.Value);
                    _recognised[name] = _recognised.GetValueOrDefault(name) + report.Quantity;
                }
            }
            else
            {
                unknown.Add((report, answer));
                RememberNew(report, report.VenueOrder?.Value);
                RememberNew(report, report.ClientOrder?.Value);
            }
        }

        return unknown;
    }

    private void RememberNew(FillReport fill, string? order)
    {
        if (order is not null)
        {
            _executed.Add((fill.Account, fill.Instrument, order));
        }
    }

    /// <summary>Orders that the books do not know.</summary>
    internal void AddUnknown()
    {
        foreach ((OrderGroup group, int reusedSlot) in _matcher.Unknown)
        {
            Import(group, reusedSlot);
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

        (order ?? Stub(fill)).NewFills.Add(fill);
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

            if (_new.TryGetValue((fill.Account, fill.Instrument, id.Value), out OrderCase? imported))
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

    private void Import(OrderGroup group, int reusedSlot)
    {
        EffectiveReport report = EffectiveReport.Of(group.Sightings)!;
        OrderReport first = report.Report;
        ClientOrderId? reported =
            group.Sightings.Select(static s => s.Report.ClientOrder).FirstOrDefault(static c => c is not null);
        StrategyId? claimant = _context.Policy.ClaimantOf(first.Account, first.Instrument, reported);
        StrategyId? owner = reusedSlot >= 0 ? _index[reusedSlot].Intent.Strategy : claimant;
        decimal recognised = first.VenueOrder is { } id
            ? _recognised.GetValueOrDefault((first.Account, first.Instrument, id.Value))
            : 0m;
        if (IsPast(report, recognised))
        {
            _context.Matched++;
            return;
        }

        bool isIgnored = owner is null && _context.Policy.IgnoreUnclaimedExternalOrders && (report.Filled ?? 0m) == 0m;
        if (isIgnored)
        {
            return;
        }

        ClientOrderId name = NameOf(first, reported, reusedSlot >= 0, out bool isReuse);
        OrderSnapshot order = ToOrder(report, group, name, owner ?? StrategyId.External, recognised);
        var imported = new OrderCase(order, true, _context.Instruments.IsInverse(first.Instrument)) { IsReuse = isReuse };
        imported.Sightings.AddRange(group.Sightings);
        foreach (OrderSighting sighting in group.Sightings)
        {
            Remember(sighting.Report.VenueOrder, imported);
            Remember(sighting.Report.ReplacedBy, imported);
        }

        KeyCase position = _caseOf(imported.Key);
        position.Add(imported);
        ReportImport(position, imported, report, isReuse, reported);
    }

    /// <summary>An order that ended before the books last agreed, or all of whose executions are known to be part of
    /// the
    /// past, is history that was purged.</summary>
    private bool IsPast(EffectiveReport report, decimal recognised)
    {
        OrderReport ended = report.Report;
        bool hasNewFills = new[] { ended.VenueOrder?.Value, ended.ClientOrder?.Value }
            .Any(name => name is not null && _executed.Contains((ended.Account, ended.Instrument, name)));
        if (hasNewFills || !OrderSnapshot.HasEnded(ended.Status))
        {
            return false;
        }

        decimal filled = report.Filled ?? 0m;
        if (recognised > 0m && recognised >= filled)
        {
            return true;
        }

        var key = new BookKey(report.Report.Account, report.Report.Instrument, report.Report.PositionSide);
        AccountBookSnapshot? book = _positions.Find(key);
        DateTimeOffset? horizon = _context.AgreedAt(key, book);
        DateTimeOffset? opened = book?.Opening?.At;
        DateTimeOffset? past = horizon is null || opened > horizon ? opened ?? horizon : horizon;
        return report.Report.UpdatedAt <= past;
    }

    private ClientOrderId NameOf(OrderReport report, ClientOrderId? reported, bool isKnownReuse, out bool isReuse)
    {
        string venueId = report.VenueOrder?.Value ?? string.Empty;
        isReuse = isKnownReuse;
        if (reported is not { } name)
        {
            return SyntheticIds.Derived("E-", report.Account, report.Instrument, report.Class, venueId);
        }

        isReuse |= !_names.Add((report.Account, report.Instrument, name));
        return isReuse
            ? SyntheticIds.Derived("R-", report.Account, report.Instrument, report.Class, venueId)
            : name;
    }

    private static OrderSnapshot ToOrder(
        EffectiveReport report, OrderGroup group, ClientOrderId name, StrategyId owner, decimal recognised)
    {
        OrderReport first = report.Report;
        bool isForced = first.Origin is OrderOrigin.Liquidation or OrderOrigin.AutoDeleveraging or OrderOrigin.Settlement;
        return new OrderSnapshot
        {
            Intent = new OrderIntent
            {
                Id = name,
                Strategy = owner,
                Account = first.Account,
                Instrument = first.Instrument,
                Side = first.Side,
                Type = first.Type,
                Quantity = first.Quantity ?? report.Filled ?? 0m,
                Price = first.Price is 0m ? null : first.Price,
                TriggerPrice = first.TriggerPrice is 0m ? null : first.TriggerPrice,
                PositionSide = first.PositionSide,
                Action = first.IsReduceOnly || isForced ? OrderAction.Exit : OrderAction.Enter,
                IsReduceOnly = first.IsReduceOnly,
                Class = group.Sightings.Min(static s => s.Report.Class == OrderClass.Conditional ? 0 : 1) == 0
                    ? OrderClass.Conditional
                    : first.Class,
                TimeInForce = first.TimeInForce,
            },
            Status = OrderStatus.Submitted,
            VenueOrder = first.VenueOrder,
            Filled = recognised,
            AveragePrice = recognised > 0m && first.AveragePrice is not 0m ? first.AveragePrice : null,
            IsExternal = true,
            Origin = isForced ? first.Origin : OrderOrigin.External,
            PriorVenueOrders = [.. group.Sightings.Select(static s => s.Report.VenueOrder).OfType<VenueOrderId>()
                .Where(v => v != first.VenueOrder).Distinct().OrderBy(static v => v.Value, StringComparer.Ordinal)],
            CreatedAt = group.CreatedAt,
        };
    }

    private OrderCase Stub(FillReport fill)
    {
        string name = fill.VenueOrder?.Value ?? fill.ClientOrder?.Value ?? "trade " + fill.Trade.Value;
        var identity = (fill.Account, fill.Instrument, $"{name} {fill.Side}");
        if (_new.TryGetValue(identity, out OrderCase? known))
        {
            return known;
        }

        bool isFree = fill.ClientOrder is { } client && _names.Add((fill.Account, fill.Instrument, client))
            && _index.FindByClientId(fill.Account, fill.Instrument, client).Count == 0;
        StrategyId? claimant = _context.Policy.ClaimantOf(fill.Account, fill.Instrument, fill.ClientOrder);
        var order = new OrderSnapshot
        {
            Intent = new OrderIntent
            {
                Id = isFree ? fill.ClientOrder!.Value : SyntheticIds.Derived(
                    "E-", fill.Account, fill.Instrument, OrderClass.Regular, $"{name} {fill.Side}"),
                Strategy = claimant ?? StrategyId.External,
                Account = fill.Account,
                Instrument = fill.Instrument,
                Side = fill.Side,
                Type = OrderType.Unknown,
                Quantity = 0m,
                PositionSide = fill.PositionSide,
            },
            Status = OrderStatus.Unknown,
            VenueOrder = fill.VenueOrder,
            IsExternal = true,
            Origin = OrderOrigin.External,
            CreatedAt = fill.At,
        };
        var stub = new OrderCase(order, true, _context.Instruments.IsInverse(fill.Instrument)) { IsStub = true };
        _new.Add(identity, stub);
        KeyCase position = _caseOf(stub.Key);
        position.Add(stub);
        position.Diff.Add(position.Differ(
            DiscrepancyKind.ExternalOrder, Severity.Warning, DiscrepancyAction.Applied,
            $"Execution {fill.Trade} belongs to an order that no report shows; it is recorded under {order.Intent.Strategy}.") with
        {
            Order = order.Intent.Id,
        });
        return stub;
    }

    private void Remember(VenueOrderId? id, OrderCase order)
    {
        if (id is { } known)
        {
            _new.TryAdd((order.Order.Intent.Account, order.Order.Intent.Instrument, known.Value), order);
        }
    }

    private static void ReportImport(
        KeyCase position, OrderCase imported, EffectiveReport report, bool isReuse, ClientOrderId? reported)
    {
        OrderSnapshot order = imported.Order;
        DiscrepancyKind kind = imported.IsForced ? DiscrepancyKind.ForcedOrder
            : isReuse ? DiscrepancyKind.ClientIdReused
            : DiscrepancyKind.ExternalOrder;
        string what = kind switch
        {
            DiscrepancyKind.ForcedOrder => $"The venue itself placed order {order.Intent.Id} ({order.Origin})",
            DiscrepancyKind.ClientIdReused =>
                $"Client order id {reported} names a second order at the venue, {order.VenueOrder}; both count",
            _ => $"Order {order.Intent.Id} was not placed by this engine",
        };
        position.Diff.Add(position.Differ(
            kind,
            kind == DiscrepancyKind.ExternalOrder ? Severity.Info : Severity.Critical,
            DiscrepancyAction.Applied,
            $"{what}: {order.Intent.Side} {Explain.Number(order.Intent.Quantity)} {order.Intent.Instrument}, "
            + $"{Explain.Report(report)}; it is recorded under {order.Intent.Strategy}.") with
        {
            Order = order.Intent.Id,
            Venue = Explain.Report(report),
            Evidence = report.Sighting.Answer.Query,
        });
    }
}
