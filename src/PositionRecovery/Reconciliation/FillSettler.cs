namespace PositionRecovery;

/// <summary>Takes the new executions of one position into the books: recognises those that are part of the past, takes
/// the place of placeholders, and hands the rest to their orders in canonical order.</summary>
internal sealed class FillSettler
{
    private readonly KeyCase _case;
    private readonly PassContext _context;
    private readonly List<LivePlaceholder> _placeholders = [];
    private readonly Dictionary<OrderSnapshot,
        List<LivePlaceholder>> _ofOrders = new(ReferenceEqualityComparer.Instance);
    private readonly PositionPlaceholders _ofPosition;
    private readonly List<LivePlaceholder> _carried = [];
    private readonly Dictionary<OrderCase, decimal> _pending = [];
    private readonly Dictionary<OrderCase, decimal> _unlisted = [];
    private readonly List<(OrderCase Order, FillSnapshot Fill, decimal Quantity)> _late = [];
    private bool _isCarried;

    internal FillSettler(KeyCase position, PassContext context, KeyLedger ledger)
    {
        _case = position;
        _context = context;
        bool isInverse = position.Instrument?.IsInverse ?? false;
        foreach (OrderSnapshot order in position.CachedOrders)
        {
            foreach (FillSnapshot fill in order.Fills.Where(static f => f.IsPlaceholder))
            {
                _placeholders.Add(new LivePlaceholder(order, fill, isInverse, ledger.IsCarried(fill)));
            }
        }

        _placeholders.Sort(static (a, b) => BookFold.Compare(a.Fill, b.Fill));
        foreach (LivePlaceholder placeholder in _placeholders)
        {
            if (!_ofOrders.TryGetValue(placeholder.Order, out List<LivePlaceholder>? own))
            {
                _ofOrders.Add(placeholder.Order, own = []);
            }

            own.Add(placeholder);
            if (placeholder.IsCarried)
            {
                _carried.Add(placeholder);
            }
        }

        _ofPosition = new PositionPlaceholders(_placeholders.Where(static p => !p.IsOfOrder && !p.IsCarried));
    }

    /// <summary>Executions to apply, by order.</summary>
    internal Dictionary<OrderCase, List<FillSnapshot>> ByOrder { get; } = [];

    /// <summary>The late executions, from before the books last agreed with the venue, that are so much together, with
    /// the signed part of each for which nothing stood in; <c>null</c> when none are. Those of the very moment of the
    /// agreement were in the position or came after it; the quantity tells.</summary>
    internal List<(OrderCase Order, FillSnapshot Fill, decimal Quantity)>? LateBy(
        decimal quantity, DateTimeOffset agreedAt)
    {
        List<(OrderCase Order, FillSnapshot Fill, decimal Quantity)> sure = _late.FindAll(l => l.Fill.At < agreedAt);
        return quantity == 0m ? null
            : sure.Sum(static l => l.Quantity) == quantity ? sure
            : _late.Sum(static l => l.Quantity) == quantity ? _late
            : null;
    }

    internal void Settle()
    {
        DateTimeOffset? agreedAt = _context.AgreedAt(_case.Key, _case.Book);
        foreach ((OrderCase order, FillSnapshot reported) in NewFills())
        {
            FillSnapshot fill = reported;
            if (IsUnlistedPart(order, fill))
            {
                _context.Matched++;
                continue;
            }

            if (IsRejectedOverfill(order, fill))
            {
                continue;
            }

            var freed = new List<FillAllocation>();
            decimal left = Replace(order.Order, fill, fill.SignedQuantity, freed);
            bool isLate = left != 0m && fill.At <= agreedAt;
            bool isSurelyLate = isLate && fill.At < agreedAt;
            fill = WithOwners(order, fill, freed, isLate ? left : 0m) with { IsCarried = left == 0m && _isCarried };
            if (isLate)
            {
                AddLate(order, fill, left, isSurelyLate);
            }

            if (!ByOrder.TryGetValue(order, out List<FillSnapshot>? list))
            {
                ByOrder.Add(order, list = []);
            }

            list.Add(fill);
            _pending[order] = _pending.GetValueOrDefault(order) + fill.Quantity;
            ReportMissed(order, fill);
        }

        foreach (LivePlaceholder placeholder in _placeholders.Where(static p => p.IsReduced && p.IsOfOrder))
        {
            _case.CaseOf(placeholder.Order).Emit(placeholder.ToEvent());
        }
    }

    /// <summary>An inferred execution stands for real ones, so it takes the place of what was held for them at the
    /// level
    /// of the position.</summary>
    internal void ReplaceByInferred(OrderSnapshot order, FillSnapshot inferred) =>
        Replace(order, inferred, inferred.SignedQuantity, []);

    /// <summary>Emits what is left of the placeholders of the position. Last, because inferred executions count, too.
    /// </summary>
    internal void EmitPositionLevel()
    {
        foreach (LivePlaceholder placeholder in _placeholders.Where(static p => p.IsReduced && !p.IsOfOrder))
        {
            _case.CaseOf(placeholder.Order).Emit(placeholder.ToEvent());
        }
    }

    private List<(OrderCase Order, FillSnapshot Fill)> NewFills()
    {
        var fills = new List<(OrderCase Order, FillSnapshot Fill)>();
        foreach (OrderCase order in _case.Orders)
        {
            decimal listed = order.Order.Fills.Sum(f => f.Side == order.Order.Intent.Side ? f.Quantity : -f.Quantity);
            _unlisted[order] = Math.Max(0m, order.Order.Filled - listed);
            fills.AddRange(order.NewFills.Select(report => (order, ToFill(report, order.Order))));
        }

        fills.Sort(static (a, b) =>
        {
            int compared = BookFold.Compare(a.Fill, b.Fill);
            return compared != 0 ? compared : OrderCase.Compare(a.Order, b.Order);
        });
        return fills;
    }

    private static FillSnapshot ToFill(FillReport report, OrderSnapshot order) => new()
    {
        Trade = report.Trade,
        Order = order.Intent.Id,
        Account = report.Account,
        Instrument = report.Instrument,
        Side = report.Side,
        Quantity = report.Quantity,
        Price = report.Price,
        Fee = report.Fee,
        FeeAsset = report.FeeAsset,
        At = report.At,
        Sequence = report.Sequence,
        Liquidity = report.Liquidity,
    };

    /// <summary>A total that was known before its executions were listed: they are part of the position already.
    /// </summary>
    private bool IsUnlistedPart(OrderCase order, FillSnapshot fill)
    {
        decimal left = _unlisted[order];
        DateTimeOffset? known = order.Order.UpdatedAt ?? _context.AgreedAt(_case.Key, _case.Book);
        if (order.IsNew || left < fill.Quantity || fill.At > known)
        {
            return false;
        }

        _unlisted[order] = left - fill.Quantity;
        return true;
    }

    private bool IsRejectedOverfill(OrderCase order, FillSnapshot fill)
    {
        decimal quantity = order.Order.Intent.Quantity;
        decimal stoodIn = PlaceholdersOf(order.Order).Sum(static p => p.Reduced);
        decimal pending = _pending.GetValueOrDefault(order);
        decimal heldBack = PlaceholdersOf(order.Order).Sum(static p => p.Held);
        decimal after = order.Order.Filled - stoodIn + pending + fill.Quantity - Math.Min(heldBack, fill.Quantity);
        decimal reported = order.Sightings.Count == 0 ? 0m : order.Sightings.Max(static s => s.Report.Quantity ?? 0m);
        if (quantity == 0m || after <= Math.Max(quantity, reported))
        {
            return false;
        }

        bool isRejected = _context.Policy.Overfills == OverfillPolicy.Reject;
        _case.Diff.Add(_case.Differ(
            DiscrepancyKind.Overfill,
            Severity.Critical,
            isRejected ? DiscrepancyAction.Withheld : DiscrepancyAction.Applied,
            $"Order {order.Order.Intent.Id} of {Explain.Number(quantity)} is filled {Explain.Number(after)} with "
            + $"execution {fill.Trade} ({Explain.Fill(fill)})"
            + (isRejected ? "; the execution is quarantined." : "; the execution is applied.")) with
        {
            Order = order.Order.Intent.Id,
            Cached = Explain.Number(quantity),
            Venue = Explain.Number(after),
        });
        if (isRejected)
        {
            order.HasQuarantinedFill = true;
            _case.Problems.Add($"execution {fill.Trade} overfills order {order.Order.Intent.Id} and is quarantined");
        }

        return isRejected;
    }

    private List<LivePlaceholder> PlaceholdersOf(OrderSnapshot order) =>
        _ofOrders.TryGetValue(order, out List<LivePlaceholder>? own) ? own : [];

    /// <summary>First the placeholders of the order itself, then those of the position, oldest first.</summary>
    /// <returns>The signed part that nothing stood in for.</returns>
    private decimal Replace(OrderSnapshot order, FillSnapshot fill, decimal quantity, List<FillAllocation> freed)
    {
        // What a placeholder in the opening stands for is in the opening, too; it is taken out of one that holds it.
        LivePlaceholder? carried = _carried.Find(p => p.Covers(fill.At) && p.Held >= fill.Quantity
            && (!p.IsOfOrder || ReferenceEquals(p.Order, order)) && (p.Fill.Side == fill.Side));
        _isCarried = carried is not null;
        if (carried is not null)
        {
            return carried.Give(quantity, fill, freed);
        }

        foreach (LivePlaceholder own in PlaceholdersOf(order)
            .Where(p => p.IsOfOrder && !p.IsCarried && p.Covers(fill.At)))
        {
            quantity = own.Give(quantity, fill, freed); // what is beyond an order's own is new
        }

        return _ofPosition.Take(quantity, fill, freed);
    }

    /// <summary>An execution of which a part took the place of a placeholder is news of that part, and stays. So does
    /// one of the very moment of the agreement: what was in the position then without being seen had something that
    /// stood in for it.</summary>
    private void AddLate(OrderCase order, FillSnapshot fill, decimal left, bool isSure)
    {
        _late.Add((order, fill, left));
        if (isSure && left == fill.SignedQuantity)
        {
            _case.LateFills.Add(fill.Key);
        }
    }

    /// <summary>An execution of an order that no strategy placed stays with whoever owned its placeholder. A part that
    /// is late is cancelled out, so it may stay with the order.</summary>
    private static FillSnapshot WithOwners(
        OrderCase order, FillSnapshot fill, List<FillAllocation> freed, decimal late)
    {
        bool isInherited = order.Order.IsExternal && freed.Count > 0
            && freed.Sum(static f => f.Quantity) + Math.Abs(late) == fill.Quantity;
        if (isInherited && late != 0m)
        {
            Allocations.Merge(freed, [new FillAllocation(order.Order.Intent.Strategy, Math.Abs(late))]);
        }

        return isInherited ? fill with { Allocations = FrozenList<FillAllocation>.Owning([.. freed]) } : fill;
    }

    private void ReportMissed(OrderCase order, FillSnapshot fill) => _case.Diff.Add(_case.Differ(
        DiscrepancyKind.MissedFill,
        Severity.Warning,
        DiscrepancyAction.Applied,
        $"Order {order.Order.Intent.Id} was executed unseen at {Explain.Time(fill.At)}: {Explain.Fill(fill)} "
        + $"(trade {fill.Trade}).") with
    {
        Order = order.Order.Intent.Id,
        Venue = Explain.Fill(fill),
    });
}
