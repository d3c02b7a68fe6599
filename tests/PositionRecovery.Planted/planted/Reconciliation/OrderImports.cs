namespace PositionRecovery;

/// <summary>Brings orders into the books that these do not know: placed by hand, by other programs, by the venue
/// itself,
/// or made up from an execution whose order no report shows.</summary>
internal sealed class OrderImports
{
    private readonly PassContext _context;
    private readonly OrderIndex _index;
    private readonly PurgedHistory _history;
    private readonly Func<BookKey, KeyCase> _caseOf;
    private readonly Dictionary<(AccountId, InstrumentId, string), OrderCase> _new = [];
    private readonly HashSet<(AccountId, InstrumentId, ClientOrderId)> _names = [];

    internal OrderImports(
        PassContext context, OrderIndex index, PurgedHistory history, Func<BookKey, KeyCase> caseOf)
    {
        _context = context;
        _index = index;
        _history = history;
        _caseOf = caseOf;
    }

    /// <summary>The imported order with this venue id.</summary>
    internal OrderCase? Find(AccountId account, InstrumentId instrument, VenueOrderId id) =>
        _new.GetValueOrDefault((account, instrument, id.Value));

    internal void Import(OrderGroup group, int reusedSlot)
    {
        EffectiveReport report = EffectiveReport.Of(group.Sightings)!;
        OrderReport first = report.Report;
        ClientOrderId? reported =
            group.Sightings.Select(static s => s.Report.ClientOrder).FirstOrDefault(static c => c is not null);
        StrategyId? claimant = _context.Policy.ClaimantOf(first.Account, first.Instrument, reported);
        StrategyId? owner = reusedSlot >= 0 ? _index[reusedSlot].Intent.Strategy : claimant;
        if (_history.IsPast(report))
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
        OrderSnapshot order = ToOrder(report, group, name, owner ?? StrategyId.External, _history.Recognised(first));
        var imported = new OrderCase(order, true, _context.Instruments.IsInverse(first.Instrument));
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
        bool isForced = first.Origin
            is OrderOrigin.Liquidation or OrderOrigin.AutoDeleveraging or OrderOrigin.Settlement;
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

    internal OrderCase Stub(FillReport fill)
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
            VenueOrder = IsTaken(fill) ? null : fill.VenueOrder,
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
            $"Execution {fill.Trade} belongs to an order that no report shows; it is recorded under "
                + $"{order.Intent.Strategy}.") with
        {
            Order = order.Intent.Id,
        });
        return stub;
    }

    /// <summary>Whether the venue order id already names another order, which must keep it.</summary>
    private bool IsTaken(FillReport fill) => fill.VenueOrder is { } id
        && (_new.ContainsKey((fill.Account, fill.Instrument, id.Value))
            || _index.FindByVenueId(fill.Account, fill.Instrument, null, id) >= 0);

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
