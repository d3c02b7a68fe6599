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

    internal PositionReconciler(PassContext context, KeyCase position, FillSettler settler, KeyLedger ledger)
    {
        _context = context;
        _case = position;
        _settler = settler;
        _ledger = ledger;
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
        CheckStoredBook();
        if (PositionChecks.FindContradiction(_context, _case, _ledger) is { } contradiction)
        {
            _case.Problems.Add(contradiction);
        }
        else if (_case.Instrument is { IsSpot: true })
        {
            _case.HasPosition = after.Quantity != 0m || _fills.Count > 0 || _ledger.Stored.Quantity != 0m;
        }
        else if (_case.Instrument is not null && !_context.Policy.IgnorePositionReports
            && PositionChecks.Latest(_context, _case, _ledger, _fills, after) is { } read)
        {
            Align(read);
        }

        CheckLeg();
    }

    /// <summary>What is stored must be what its own history adds up to; otherwise the store is damaged.</summary>
    private void CheckStoredBook()
    {
        decimal told = _ledger.FoldAccount(_ledger.Known, _adjustments).Quantity;
        if (told == _ledger.Stored.Quantity)
        {
            return;
        }

        _case.Diff.Add(_case.Differ(
            DiscrepancyKind.InvariantBroken, Severity.Critical, DiscrepancyAction.Withheld,
            $"The stored book of {Explain.Key(_case.Key)} says {Explain.Number(_ledger.Stored.Quantity)}, its opening, "
            + $"executions and adjustments add up to {Explain.Number(told)}; nothing is concluded from it.") with
        {
            Cached = Explain.Number(_ledger.Stored.Quantity),
        });
        _case.Problems.Add("the stored book is not what its history adds up to");
        _case.AreFactsWithheld = true;
    }

    /// <summary>A leg cannot go through zero. Executions by which it would are not taken in: some that belong before
    /// them are missing.</summary>
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
            $"The executions of the{Explain.Side(_case.Key.Side)} of {_case.Key.Instrument} lead through zero to the "
                + $"other "
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
        if (difference != 0m && hasLater && PositionChecks.Shows(_context, _case, read, Now))
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
        if (_context.AgreedAt(_case.Key, _case.Book) is not { } agreedAt
            || _settler.LateBy(-difference, agreedAt) is not { } late)
        {
            return false;
        }

        if (!_context.Policy.GenerateMissingOrders)
        {
            _case.IsWithheld = true;
            return true;
        }

        var orders = new SyntheticOrders(_case, _ledger);
        foreach ((OrderCase order, FillSnapshot fill, decimal quantity) in late)
        {
            FillSnapshot shared = order.Events.OfType<OrderFilledEvent>().First(e => e.Fill.Key == fill.Key).Fill;
            _fills.Add(orders.AddOffset(order, shared, quantity, agreedAt)); // its owners: the pair moves nobody
        }

        _case.Target = read.Quantity;
        CompareAverage(read, Now, _fills, hasLater: false);
        Reconciled(read);
        return true;
    }

    private void Close(PositionRead read, AverageCostBook at, decimal difference)
    {
        if (PositionChecks.IsOutdated(_case, read, _fills)
            || !PositionChecks.MayFlatten(_context, _case, read, at.Quantity))
        {
            Report(read, at, DiscrepancyAction.Asked);
            return;
        }

        if (!_context.Policy.GenerateMissingOrders)
        {
            _case.IsWithheld = true;
            Report(read, at, DiscrepancyAction.Withheld);
            return;
        }

        Report(read, at, DiscrepancyAction.Applied);
        _case.Target = read.Quantity;
        var closer = new GapCloser(_context, _case, _ledger, _ownership, _fills);
        if (closer.TrySplit(read, at))
        {
            Reconciled(read);
            return;
        }

        closer.Close(read, difference);
        CompareAverage(read, Now, _fills, hasLater: false);
        Reconciled(read);
    }

    /// <summary>Equal quantity, another average: the cost basis is restated, and what that moves is posted, so that
    /// equity is conserved. No trade.</summary>
    private void CompareAverage(PositionRead read, AverageCostBook at, List<OwnedFill> fills, bool hasLater)
    {
        _case.TargetAverage = hasLater ? null : read.Average;
        if (PositionChecks.HasAverage(_context, _case, read, at))
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
        // facts stay, so it would differ again
        decimal stored = _case.IsUnverified ? at.Quantity : _ledger.Stored.Quantity;
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
