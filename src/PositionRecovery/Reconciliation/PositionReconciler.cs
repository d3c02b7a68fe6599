namespace PositionRecovery;

/// <summary>Compares one account book with what the venue reports of it, and closes what is left between them after all
/// reported facts.</summary>
internal sealed class PositionReconciler
{
    private readonly PassContext _context;
    private readonly KeyCase _case;
    private readonly KeyLedger _ledger;
    private readonly FillSettler _settler;
    private readonly Ownership _ownership;
    private readonly List<OwnedFill> _fills;
    private readonly IReadOnlyList<BookAdjustment> _adjustments;
    private AverageCostBook? _now;
    private int _foldedFills;

    internal PositionReconciler(PassContext context, KeyCase position, FillSettler settler)
    {
        _context = context;
        _case = position;
        _settler = settler;
        _ledger = new KeyLedger(
            position.Key, position.Instrument, position.Book, position.Owners, position.FillsBefore());
        _ownership = new Ownership(context.Policy, position, _ledger);
        _adjustments = KeyLedger.StoredAdjustments(_ledger.Stored.Opening, _ledger.Stored.Adjustments);
        _fills = ShareOut(position.FillsAfter());
    }

    /// <summary>The account book with all that is known and planned.</summary>
    private AverageCostBook Now
    {
        get
        {
            if (_now is null || _foldedFills != _fills.Count)
            {
                _now = _ledger.FoldAccount(_fills, _adjustments);
                _foldedFills = _fills.Count;
            }

            return _now;
        }
    }

    /// <summary>Compares, and plans what is missing.</summary>
    internal void Reconcile()
    {
        AverageCostBook after = Now;
        if (PositionChecks.FindContradiction(_context, _case, _ledger) is { } contradiction)
        {
            _case.Problems.Add(contradiction);
        }
        else if (_case.Instrument is { IsSpot: false } && !_context.Policy.IgnorePositionReports
            && PositionChecks.Latest(_context, _case, _ledger, _fills, after) is { } read)
        {
            Align(read);
        }

        CheckLeg();
    }

    /// <summary>A leg cannot go through zero. Executions by which it would are not taken in: some that belong before
    /// them
    /// are missing.</summary>
    private void CheckLeg()
    {
        AverageCostBook book = _case.IsUnverified ? _ledger.FoldAccount(_case.FillsAfter(), _adjustments) : Now;
        bool isValid = _case.Key.Side switch
        {
            PositionSide.Long => !book.WasShort,
            PositionSide.Short => !book.WasLong,
            _ => true,
        };
        if (isValid)
        {
            return;
        }

        _case.Diff.Add(_case.Differ(
            DiscrepancyKind.InvalidReport, Severity.Critical, DiscrepancyAction.Withheld,
            $"The executions of the{Explain.Side(_case.Key.Side)} of {_case.Key.Instrument} lead through zero to the other "
            + "side: a leg cannot do that, so they are not taken in."));
        _case.Problems.Add("the reports about it contradict themselves");
        _case.AreFactsWithheld = true;
    }

    private List<OwnedFill> ShareOut(List<OwnedFill> fills)
    {
        Dictionary<FillSnapshot, IReadOnlyList<FillAllocation>> shares = _ownership.Share(_ledger, fills);
        if (shares.Count == 0)
        {
            return fills;
        }

        var replaced = new Dictionary<FillSnapshot, FillSnapshot>(ReferenceEqualityComparer.Instance);
        foreach (OrderCase order in _case.Orders)
        {
            for (int i = 0; i < order.Events.Count; i++)
            {
                if (order.Events[i] is OrderFilledEvent filled
                    && shares.TryGetValue(filled.Fill, out IReadOnlyList<FillAllocation>? owners))
                {
                    FillSnapshot shared = filled.Fill with { Allocations = owners };
                    replaced.Add(filled.Fill, shared);
                    order.Events[i] = filled with { Fill = shared };
                }
            }
        }

        return [.. fills.Select(f => f with { Fill = replaced.GetValueOrDefault(f.Fill, f.Fill) })];
    }

    private void Align(PositionRead read)
    {
        List<OwnedFill> upTo = [.. _fills.Where(f => f.Fill.At <= read.AsOf)];
        AverageCostBook at = upTo.Count == _fills.Count ? Now : _ledger.FoldAccount(upTo, _adjustments);
        bool hasLater = upTo.Count < _fills.Count;
        decimal difference = read.Quantity - at.Quantity;
        if (difference != 0m && hasLater && Now.Quantity == read.Quantity)
        {
            (at, hasLater, difference) = (Now, false, 0m); // the read already shows the latest executions
            upTo = _fills;
        }

        if (_case.IsUnverified)
        {
            if (difference != 0m)
            {
                Report(read, at, DiscrepancyAction.Withheld); // named, so that an operator sees it, and left alone
            }

            return;
        }

        decimal later = Now.Quantity - at.Quantity;
        if (Math.Abs(difference) <= _context.Policy.QuantityTolerance)
        {
            _case.Target = at.Quantity + later;
            CompareAverage(read, at, upTo, hasLater);
            return;
        }

        if (hasLater)
        {
            _case.Ask(
                new PositionsQuery { Account = _case.Key.Account, Instrument = _case.Key.Instrument },
                "Executions are later than the position was read, and it does not agree without them.");
            _case.Problems.Add("it moved while it was read");
            return;
        }

        if (OffsetLate(read, difference))
        {
            return;
        }

        Close(read, at, difference);
    }

    /// <summary>Executions from before the books last agreed were in the position already: what they add is taken out
    /// again.</summary>
    private bool OffsetLate(PositionRead read, decimal difference)
    {
        decimal late = _settler.Late.Sum(static l => l.Fill.SignedQuantity);
        if (late == 0m || difference != -late
            || _context.AgreedAt(_case.Key, _case.Book) is not { } agreedAt)
        {
            return false;
        }

        var orders = new SyntheticOrders(_case, _ledger);
        foreach ((OrderCase order, FillSnapshot fill) in _settler.Late)
        {
            FillSnapshot shared = order.Events.OfType<OrderFilledEvent>().First(e => e.Fill.Key == fill.Key).Fill;
            orders.AddOffset(order, shared, agreedAt); // with its owners, so that the pair moves nobody
        }

        _case.Target = read.Quantity;
        Reconciled(read);
        return true;
    }

    private void Close(PositionRead read, AverageCostBook at, decimal difference)
    {
        if (!PositionChecks.MayFlatten(_context, _case, read, at.Quantity))
        {
            Report(read, at, DiscrepancyAction.Asked);
            return;
        }

        FillCoverage coverage = _context.Evidence.Of(_case.Key.Account).Fills(_case.Key.Instrument);
        if (!_context.Policy.GenerateMissingOrders)
        {
            _case.IsWithheld = true;
            Report(read, at, DiscrepancyAction.Withheld);
            return;
        }

        Report(read, at, DiscrepancyAction.Applied);
        if (Split(read, at))
        {
            return;
        }

        List<BookEntry> history =
            BookFold.Canonical(_ledger.Opening, [.. _fills.Select(static f => BookEntry.Whole(f.Fill))]);
        Gap gap = PartialHistory.Find(
            history, coverage, Watermark(), read.AsOf, _context.Policy.RequestWindow);
        Fill(read, IsPossible(gap, difference) ? gap : PartialHistory.AtEnd(history, read.AsOf), difference);
        CompareAverage(read, Now, _fills, hasLater: false);
        _case.Target = read.Quantity;
        Reconciled(read);
    }

    /// <summary>A leg cannot have been on the other side before what is known, either.</summary>
    private bool IsPossible(Gap gap, decimal difference)
    {
        decimal reached = difference + gap.Before.Sum(e => BookFold.Moved(_case.Instrument, e)) + _ledger.Opening.Quantity;
        return _case.Key.Side switch
        {
            PositionSide.Long => reached >= 0m,
            PositionSide.Short => reached <= 0m,
            _ => true,
        };
    }

    private DateTimeOffset? Watermark()
    {
        DateTimeOffset? agreed = _context.AgreedAt(_case.Key, _case.Book);
        return agreed is null || _ledger.Opening.At > agreed ? _ledger.Opening.At ?? agreed : agreed;
    }

    private void Fill(PositionRead read, Gap gap, decimal difference)
    {
        InstrumentDefinition instrument = _case.Instrument!;
        AverageCostBook before = _ledger.FoldAccount(
            gap.Before.Select(static e => new OwnedFill(e.Fill, StrategyId.External)),
            [.. _adjustments.Where(a => a.At <= gap.At)]);
        decimal target = before.Quantity + difference;
        Rational? wanted = PartialHistory.Solve(
            instrument, target, gap.After, UnitCost.Of(read.Average, instrument.IsInverse), out Rational amplification);
        decimal? market = _context.Evidence.Of(_case.Key.Account).MarketPrice(_case.Key.Instrument);
        List<SyntheticLeg> legs = new SyntheticLegs(instrument, market, amplification)
            .Between(before.Quantity, before.Cost, target, wanted);
        var orders = new SyntheticOrders(_case, _ledger);
        foreach (SyntheticLeg leg in legs)
        {
            IReadOnlyList<FillAllocation> shares = _ownership.ShareUnexplained(leg.Quantity, read.AsOf);
            _fills.AddRange(orders.Add(leg, shares, gap.At, read.AsOf, read.Quantity, read.Average));
            ReportResidual(leg, shares);
            if (leg.Level != PriceLevel.Calculated || leg.Price == 0m || gap.IsUncertain)
            {
                _case.Estimates.Add(
                    $"nobody reported {Explain.Number(leg.Quantity)}; it is booked at {Explain.Price(leg.Price)} "
                    + $"(price level {leg.Level})");
            }
        }
    }

    /// <summary>What falls to nobody although there are owners is named, so that an operator can assign it.</summary>
    private void ReportResidual(SyntheticLeg leg, IReadOnlyList<FillAllocation> shares)
    {
        FillAllocation residual = shares.FirstOrDefault(static s => s.Strategy == StrategyId.External);
        if (leg.IsReduceOnly || residual.Quantity == 0m
            || !_ledger.Owners.Any(static o => o.Quantity != 0m && o.Key.Strategy != StrategyId.External))
        {
            return;
        }

        _case.Diff.Add(_case.Differ(
            DiscrepancyKind.OwnershipResidual, Severity.Warning, DiscrepancyAction.Applied,
            $"{Explain.Number(residual.Quantity)} of {Explain.Key(_case.Key)} belongs to no strategy: nobody claims it and "
            + "it has several owners or none; it stays with EXTERNAL until an operator assigns it."));
    }

    /// <summary>A split that the venue reports: units and average change together, nothing is realised.</summary>
    private bool Split(PositionRead read, AverageCostBook at)
    {
        DateTimeOffset? watermark = Watermark();
        CashFlowReport[] splits = [.. _context.Evidence.Of(_case.Key.Account).CashFlows
            .Where(f => f.FlowKind == CashFlowKind.Split && f.Instrument == _case.Key.Instrument && f.Amount > 0m
                && !(f.At <= watermark) && f.At <= read.AsOf)
            .DistinctBy(static f => f.Id).OrderBy(static f => f.At).ThenBy(static f => f.Id.Value, StringComparer.Ordinal)];
        if (splits.Length == 0 || at.AveragePrice is not { } average)
        {
            return false;
        }

        Rational ratio = splits.Aggregate(Rational.One, static (r, s) => r * s.Amount);
        if ((ratio * at.Quantity).Round() != read.Quantity)
        {
            return false;
        }

        Restate(null, read.Quantity, average, ratio, splits[^1]);
        foreach (PositionSnapshot owner in _ledger.Owners.Where(static o => o.Quantity != 0m))
        {
            AverageCostBook held = _ledger.FoldOwner(owner.Key.Strategy, _fills, owner.Adjustments);
            decimal quantity = (ratio * held.Quantity).Round();
            Restate(owner.Key.Strategy, quantity, held.AveragePrice ?? average, ratio, splits[^1]);
        }

        _case.Target = read.Quantity;
        Reconciled(read);
        return true;
    }

    private void Restate(StrategyId? strategy, decimal quantity, decimal average, Rational ratio, CashFlowReport split) =>
        _case.Events.Add(new PositionRestatedEvent
        {
            Key = _case.Key,
            Strategy = strategy,
            Quantity = quantity,
            AveragePrice = (average / ratio).Round(),
            At = split.At,
            Cause = $"split {Explain.Number(ratio.Round())} for 1 (venue id {split.Id})",
        });

    /// <summary>Equal quantity, another average: the cost basis is restated, and what that moves is posted, so that
    /// equity is conserved. No trade.</summary>
    private void CompareAverage(PositionRead read, AverageCostBook at, List<OwnedFill> fills, bool hasLater)
    {
        decimal tolerance = _context.Policy.AveragePriceTolerance ?? _case.Instrument!.PriceIncrement;
        bool isKnown = read.Average is not null && at.Quantity != 0m;
        bool isEqual = !isKnown || (at.AveragePrice is { } own && Math.Abs(own - read.Average!.Value) <= tolerance);
        _case.TargetAverage = hasLater ? null : read.Average;
        if (isEqual)
        {
            if (_case.Orders.Exists(static o => o.Events.Exists(static e => e is OrderFilledEvent)))
            {
                Reconciled(read);
            }

            return;
        }

        bool isApplied = _context.Policy.GenerateMissingOrders;
        _case.Diff.Add(_case.Differ(
            DiscrepancyKind.AveragePriceMismatch,
            Severity.Warning,
            isApplied ? DiscrepancyAction.Applied : DiscrepancyAction.Withheld,
            $"The average of {Explain.Key(_case.Key)} is {Explain.Price(at.AveragePrice)} here and "
            + $"{Explain.Price(read.Average)} at the venue; the cost basis is "
            + (isApplied ? "restated, no trade is made." : "left as it is."))
            with
            {
                Cached = Explain.Position(at.Quantity, at.AveragePrice),
                Venue = Explain.Position(read.Quantity, read.Average),
                Evidence = read.Answer.Query,
            });
        if (!isApplied)
        {
            _case.IsWithheld = true;
            _case.TargetAverage = null;
            return;
        }

        _case.Estimates.Add("its average was restated to the venue's without a proven cause");
        _case.Events.Add(new CostBasisRestatedEvent
        {
            Key = _case.Key,
            Strategy = Ownership.SoleOwner(_ledger, fills, at.BornAt),
            AveragePrice = read.Average!.Value,
            At = read.AsOf,
            Cause = "the venue reports another average",
        });
        Reconciled(read);
    }

    private void Reconciled(PositionRead read)
    {
        _case.Events.RemoveAll(static e => e is PositionReconciledEvent);
        if (_case.Book?.AgreedAt is not { } agreed || agreed < read.AsOf)
        {
            _case.Events.Add(new PositionReconciledEvent { Key = _case.Key, AgreedAt = read.AsOf, At = read.AsOf });
        }
    }

    private void Report(PositionRead read, AverageCostBook at, DiscrepancyAction action)
    {
        decimal stored = _case.IsUnverified ? at.Quantity : _ledger.Stored.Quantity; // facts stay, so it would differ again
        DiscrepancyKind kind = stored == 0m && read.Quantity != 0m ? DiscrepancyKind.ExternalPosition
            : read.Quantity == 0m ? DiscrepancyKind.OrphanPosition
            : (stored > 0m) != (read.Quantity > 0m) ? DiscrepancyKind.SideFlip
            : DiscrepancyKind.QuantityMismatch;
        string unexplained = kind == DiscrepancyKind.OrphanPosition
            ? (read.Report is null ? "the venue does not list it" : "the venue reports it flat")
            : $"the venue reports {Explain.Position(read.Quantity, read.Average)}";
        _case.Diff.Add(_case.Differ(
            kind,
            kind == DiscrepancyKind.ExternalPosition ? Severity.Warning : Severity.Critical,
            action,
            $"{Explain.Key(_case.Key)} is {Explain.Position(at.Quantity, at.AveragePrice)} by all known executions; "
            + $"{unexplained}.") with
        {
            Cached = Explain.Position(_ledger.Stored.Quantity, _ledger.Stored.AveragePrice),
            Venue = Explain.Position(read.Quantity, read.Average),
            Evidence = read.Answer.Query,
        });
    }
}
