namespace PositionRecovery;

/// <summary>All that concerns one position which needs a closer look: evidence in, decisions out.</summary>
internal sealed class KeyCase(BookKey key)
{
    private readonly Dictionary<OrderSnapshot, OrderCase> _bySnapshot = new(ReferenceEqualityComparer.Instance);

    internal BookKey Key => key;

    internal InstrumentDefinition? Instrument { get; set; }

    internal AccountBookSnapshot? Book { get; set; }

    internal List<PositionSnapshot> Owners { get; } = [];

    /// <summary>The orders of this position in the books.</summary>
    internal List<OrderSnapshot> CachedOrders { get; } = [];

    /// <summary>Those orders, and new ones, about which something is to be done.</summary>
    internal List<OrderCase> Orders { get; } = [];

    internal List<PositionRead> Reads { get; set; } = [];

    internal List<Discrepancy> Diff { get; } = [];

    internal List<Question> Questions { get; } = [];

    internal List<SyntheticOrder> Synthetic { get; } = [];

    /// <summary>What happens to the position itself, after what happens to its orders.</summary>
    internal List<ExecutionEvent> Events { get; } = [];

    /// <summary>Why it cannot be verified.</summary>
    internal List<string> Problems { get; } = [];

    /// <summary>Why some price or profit is an estimate.</summary>
    internal List<string> Estimates { get; } = [];

    internal bool IsPending { get; set; }

    /// <summary>Whether a gap is left that the plan could have closed.</summary>
    internal bool IsWithheld { get; set; }

    /// <summary>Whether the plan would close the position because the venue does not list it.</summary>
    internal bool FlattensOnAbsence { get; set; }

    /// <summary>Executions from before the books last agreed: taken in only together with what cancels them
    /// out.</summary>
    internal HashSet<TradeKey> LateFills { get; } = [];

    /// <summary>Whether late executions are left out, because what cancels them out is.</summary>
    internal bool AreLateFillsWithheld => LateFills.Count > 0 && (IsUnverified || IsWithheld);

    /// <summary>Whether there is a position to speak of; orders alone make none.</summary>
    internal bool HasPosition { get; set; } = true;

    /// <summary>Whether even reported facts are left out, because they cannot all be true.</summary>
    internal bool AreFactsWithheld { get; set; }

    /// <summary>The quantity the books must show after the plan, where it was compared.</summary>
    internal decimal? Target { get; set; }

    internal decimal? TargetAverage { get; set; }

    internal bool IsUnverified => Problems.Count > 0;

    /// <summary>Leaves it alone, facts included, because a number of it cannot be kept. The others do not suffer.
    /// </summary>
    internal void GiveUp()
    {
        AreFactsWithheld = true;
        Problems.Add(UnkeepableBooksException.Reason);
        Diff.Add(Differ(
            DiscrepancyKind.InvalidReport, Severity.Critical, DiscrepancyAction.Withheld,
            $"{Explain.Key(key)} is left alone: {UnkeepableBooksException.Reason}."));
    }

    internal OrderCase CaseOf(OrderSnapshot order)
    {
        if (!_bySnapshot.TryGetValue(order, out OrderCase? found))
        {
            found = new OrderCase(order, false, Instrument?.IsInverse ?? false);
            _bySnapshot.Add(order, found);
            Orders.Add(found);
        }

        return found;
    }

    internal void Add(OrderCase added)
    {
        _bySnapshot.Add(added.Order, added);
        Orders.Add(added);
    }

    internal void Ask(VenueQuery query, string reason)
    {
        IsPending = true;
        Questions.Add(new Question { Query = query, Reason = reason });
    }

    /// <summary>Every fill of the position as the events leave it.</summary>
    internal List<OwnedFill> FillsAfter()
    {
        var fills = new List<OwnedFill>();
        foreach (OrderSnapshot order in CachedOrders)
        {
            IReadOnlyList<FillSnapshot> kept =
                _bySnapshot.TryGetValue(order, out OrderCase? changed) ? changed.Draft.Fills : order.Fills;
            fills.AddRange(kept.Select(f => new OwnedFill(f, order.Intent.Strategy)));
        }

        foreach (OrderCase added in Orders.Where(static o => o.IsNew))
        {
            fills.AddRange(added.Draft.Fills.Select(f => new OwnedFill(f, added.Order.Intent.Strategy)));
        }

        return fills;
    }

    internal List<OwnedFill> FillsBefore()
    {
        var fills = new List<OwnedFill>();
        foreach (OrderSnapshot order in CachedOrders)
        {
            fills.AddRange(order.Fills.Select(f => new OwnedFill(f, order.Intent.Strategy)));
        }

        return fills;
    }

    /// <summary>The differences with what really happens to them: of a position that cannot be verified only reported
    /// facts are applied, and not even these where they cannot all be true.</summary>
    internal IEnumerable<Discrepancy> Findings() => !IsUnverified
        ? Diff
        : Diff.Select(d => d.Action == DiscrepancyAction.Applied
        && (AreFactsWithheld || AreLateFillsWithheld || IsConclusion(d.Kind))
            ? d with { Action = DiscrepancyAction.Withheld }
            : d);

    private static bool IsConclusion(DiscrepancyKind kind) => kind is DiscrepancyKind.OrphanOrder
        or DiscrepancyKind.OrphanPosition or DiscrepancyKind.ExternalPosition or DiscrepancyKind.QuantityMismatch
        or DiscrepancyKind.SideFlip or DiscrepancyKind.AveragePriceMismatch or DiscrepancyKind.OwnershipResidual;

    internal Discrepancy Differ(
        DiscrepancyKind kind, Severity severity, DiscrepancyAction action, string explanation) => new()
        {
            Kind = kind,
            Severity = severity,
            Account = key.Account,
            Instrument = key.Instrument,
            Side = key.Side,
            Action = action,
            Explanation = explanation,
        };
}
