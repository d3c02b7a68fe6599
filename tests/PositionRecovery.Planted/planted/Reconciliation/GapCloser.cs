namespace PositionRecovery;

/// <summary>Closes what is left between a book and the venue after all reported facts: by a reported split, or by what
/// nobody reported, placed in history where it must have been.</summary>
internal sealed class GapCloser
{
    private readonly PassContext _context;
    private readonly KeyCase _case;
    private readonly KeyLedger _ledger;
    private readonly Ownership _ownership;
    private readonly List<OwnedFill> _fills;
    private readonly IReadOnlyList<BookAdjustment> _adjustments;

    /// <param name="context">What may be looked at.</param>
    /// <param name="position">The case.</param>
    /// <param name="ledger">Its books.</param>
    /// <param name="ownership">Who owns what, as of all known executions.</param>
    /// <param name="fills">All known executions; what is made up is added.</param>
    internal GapCloser(
        PassContext context, KeyCase position, KeyLedger ledger, Ownership ownership, List<OwnedFill> fills)
    {
        _context = context;
        _case = position;
        _ledger = ledger;
        _ownership = ownership;
        _fills = fills;
        _adjustments = KeyLedger.StoredAdjustments(ledger.Stored.Opening, ledger.Stored.Adjustments);
    }

    internal void Close(PositionRead read, decimal difference)
    {
        FillCoverage coverage = _context.Evidence.Of(_case.Key.Account).Fills(_case.Key.Instrument);
        List<BookEntry> history =
            BookFold.Canonical(_ledger.Opening, [.. _fills.Select(static f => BookEntry.Whole(f.Fill))]);
        Gap gap = PartialHistory.Find(
            history, coverage, Watermark(), read.AsOf,
            _context.Policy.TimesOf(_case.Key.Account).RequestWindow);
        Fill(read, IsPossible(gap, difference) ? gap : PartialHistory.AtEnd(history, read.AsOf), difference);
    }

    /// <summary>A split that the venue reports: units and average change together, nothing is realised.</summary>
    internal bool TrySplit(PositionRead read, AverageCostBook at)
    {
        DateTimeOffset? watermark = Watermark();
        CashFlowReport[] splits = [.. _context.Evidence.Of(_case.Key.Account).CashFlows
            .Where(f => f.FlowKind == CashFlowKind.Split && f.Instrument == _case.Key.Instrument && f.Amount > 0m
                && !(f.At <= watermark) && f.At <= read.AsOf && !_adjustments.Any(a => a.At == f.At))
            .DistinctBy(static f => f.Id).OrderBy(static f => f.At).ThenBy(static f => f.Id.Value,
            StringComparer.Ordinal)];
        Rational ratio = splits.Aggregate(Rational.One, static (r, s) => r * s.Amount);
        if (splits.Length == 0 || (ratio * at.Quantity).Round() != read.Quantity)
        {
            return false;
        }

        foreach (CashFlowReport split in splits)
        {
            _case.Events.Add(new PositionRestatedEvent
            {
                Key = _case.Key,
                Ratio = split.Amount,
                At = split.At,
                Cause = $"split {Explain.Number(split.Amount)} for 1 (venue id {split.Id})",
            });
        }

        return true;
    }

    /// <summary>A leg cannot have been on the other side before what is known, either.</summary>
    private bool IsPossible(Gap gap, decimal difference)
    {
        decimal reached = difference + gap.Before.Sum(e => BookFold.Moved(_case.Instrument, e))
            + _ledger.Opening.Quantity;
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
            $"{Explain.Number(residual.Quantity)} of {Explain.Key(_case.Key)} belongs to no strategy: nobody claims "
                + $"it and "
            + "it has several owners or none; it stays with EXTERNAL until an operator assigns it."));
    }
}
