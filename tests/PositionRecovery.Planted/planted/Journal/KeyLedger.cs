namespace PositionRecovery;

/// <summary>One fill and the strategy of its order.</summary>
internal readonly record struct OwnedFill(FillSnapshot Fill, StrategyId Strategy);

/// <summary>The books of one position, the account's and each owner's, and how history is folded into them.</summary>
internal sealed class KeyLedger
{
    private readonly AccountBookSnapshot _book;
    private readonly OpeningBalance _opening;
    private readonly HashSet<TradeKey> _carried;
    private readonly SortedDictionary<string, PositionSnapshot> _owners = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OpeningBalance> _ownerOpenings = new(StringComparer.Ordinal);
    private readonly List<OwnedFill> _known;

    /// <param name="key">Which position of which account.</param>
    /// <param name="instrument">Its definition, if known.</param>
    /// <param name="book">The stored account book, if any.</param>
    /// <param name="positions">The stored books of the owners.</param>
    /// <param name="known">The fills stored with the orders of this position.</param>
    internal KeyLedger(
        BookKey key,
        InstrumentDefinition? instrument,
        AccountBookSnapshot? book,
        IReadOnlyList<PositionSnapshot> positions,
        List<OwnedFill> known)
    {
        Key = key;
        Instrument = instrument;
        _known = known;
        _book = book ?? Derive(key, instrument, positions);
        _opening = _book.Opening ?? Carry(
            _book.Quantity, _book.AveragePrice, known.Select(static k => k.Fill))
            with
        {
            RealizedPnl = _book.RealizedPnl,
            Fees = _book.Fees,
            CostBasisAdjustment = _book.CostBasisAdjustment
        };
        _carried = [.. _opening.CarriedTrades];
        foreach (PositionSnapshot position in positions)
        {
            _owners[position.Key.Strategy.Value] = position;
            _ownerOpenings[position.Key.Strategy.Value] = position.Opening ?? CarryOwner(position);
        }
    }

    internal BookKey Key { get; }

    internal InstrumentDefinition? Instrument { get; }

    internal AccountBookSnapshot Stored => _book;

    internal OpeningBalance Opening => _opening;

    internal IReadOnlyList<OwnedFill> Known => _known;

    internal IEnumerable<PositionSnapshot> Owners => _owners.Values;

    /// <summary>Whether a stored fill is part of the opening, and so not folded.</summary>
    internal bool IsCarried(FillSnapshot fill) =>
        fill.IsCarried || fill.At <= _opening.At || _carried.Contains(fill.Key);

    internal OpeningBalance OpeningOf(StrategyId strategy) =>
        _ownerOpenings.TryGetValue(strategy.Value, out OpeningBalance? opening)
            ? opening
            : Carry(0m, null, _known.Where(k => Shares(k).Any(s => s.Strategy == strategy)).Select(k => k.Fill));

    internal AverageCostBook FoldAccount(IEnumerable<OwnedFill> fills, IReadOnlyList<BookAdjustment> adjustments) =>
        BookFold.Run(Instrument, _opening, [.. fills.Select(static f => BookEntry.Whole(f.Fill))], adjustments);

    internal AverageCostBook FoldOwner(
        StrategyId strategy, IEnumerable<OwnedFill> fills, IReadOnlyList<BookAdjustment> adjustments) =>
        BookFold.Run(Instrument, OpeningOf(strategy), EntriesOf(strategy, fills), adjustments);

    /// <summary>The books after these fills and adjustments.</summary>
    internal FoldedBook Project(
        List<OwnedFill> fills,
        IReadOnlyList<BookAdjustment> adjustments,
        Func<StrategyId, IReadOnlyList<BookAdjustment>> ownerAdjustments)
    {
        var before = BookLife.Of(FoldAccount(_known, StoredAdjustments(_book.Opening, _book.Adjustments)));
        AverageCostBook after = FoldAccount(fills, adjustments);
        var folded = new FoldedBook(BookShape.Account(_book, _opening, before, after, adjustments), after);
        foreach (string name in OwnerNames(fills))
        {
            ProjectOwner(folded, new StrategyId(name), fills, ownerAdjustments);
        }

        return folded;
    }

    /// <summary>Who owns which part of a fill.</summary>
    internal static IReadOnlyList<FillAllocation> Shares(OwnedFill fill) => fill.Fill.Allocations.Count > 0
        ? fill.Fill.Allocations
        : [new FillAllocation(fill.Strategy, fill.Fill.Quantity)];

    /// <summary>Adjustments of a book without an opening are part of its present state already.</summary>
    internal static IReadOnlyList<BookAdjustment> StoredAdjustments(
        OpeningBalance? opening, IReadOnlyList<BookAdjustment> adjustments) => opening is null ? [] : adjustments;

    internal static List<BookEntry> EntriesOf(StrategyId strategy, IEnumerable<OwnedFill> fills)
    {
        var entries = new List<BookEntry>();
        foreach (OwnedFill owned in fills)
        {
            FillSnapshot fill = owned.Fill;
            if (fill.Allocations.Count == 0)
            {
                if (owned.Strategy == strategy)
                {
                    entries.Add(BookEntry.Whole(fill));
                }

                continue;
            }

            decimal feeLeft = fill.Fee;
            for (int i = 0; i < fill.Allocations.Count; i++)
            {
                FillAllocation share = fill.Allocations[i];
                bool isLast = i == fill.Allocations.Count - 1; // takes what rounding leaves
                decimal fee = isLast ? feeLeft : ((Rational)fill.Fee * share.Quantity / fill.Quantity).Round();
                feeLeft -= fee;
                if (share.Strategy == strategy)
                {
                    decimal signed = fill.Side == OrderSide.Sell ? -share.Quantity : share.Quantity;
                    entries.Add(new BookEntry(fill, signed, fee));
                }
            }
        }

        return entries;
    }

    private static AccountBookSnapshot Derive(
        BookKey key, InstrumentDefinition? instrument, IReadOnlyList<PositionSnapshot> positions)
    {
        decimal quantity = positions.Sum(static p => p.Quantity) is var sum && sum == 0m ? Math.Abs(sum) : sum; // no -0
        PositionSnapshot[] open = [.. positions.Where(static p => p.Quantity != 0m)];
        bool isOneSided = open.All(static p => p.Quantity > 0m) || open.All(static p => p.Quantity < 0m);
        return new AccountBookSnapshot
        {
            Key = key,
            Quantity = quantity,
            AveragePrice = isOneSided ? WeightedAverage(open, instrument?.IsInverse ?? false) : null,
            RealizedPnl = positions.Sum(static p => p.RealizedPnl),
            Fees = positions.Sum(static p => p.Fees),
            CostBasisAdjustment = positions.Sum(static p => p.CostBasisAdjustment),
            Epoch = open is [{ } single] ? single.Epoch : null,
            Opening = positions is [{ } only] ? only.Opening : null, // a single owner's history is the account's
            Adjustments = positions is [{ } same] ? same.Adjustments : [],
        };
    }

    private static decimal? WeightedAverage(PositionSnapshot[] open, bool isInverse)
    {
        if (open is [{ } single])
        {
            return single.AveragePrice;
        }

        Rational cost = Rational.Zero;
        Rational quantity = Rational.Zero;
        foreach (PositionSnapshot position in open)
        {
            if (UnitCost.Of(position.AveragePrice, isInverse) is not { } unit)
            {
                return null;
            }

            cost += unit * Math.Abs(position.Quantity);
            quantity += Math.Abs(position.Quantity);
        }

        return quantity.IsZero ? null : UnitCost.ToPrice(cost / quantity, isInverse);
    }

    private static OpeningBalance Carry(decimal quantity, decimal? average, IEnumerable<FillSnapshot> fills) => new()
    {
        Quantity = quantity,
        AveragePrice = average,
        CarriedTrades = FrozenList<TradeKey>.Owning([.. fills
            .Select(static f => f.Key)
            .OrderBy(static t => t.Trade.Value, StringComparer.Ordinal)
            .ThenBy(static t => t.Side)]),
    };

    private OpeningBalance CarryOwner(PositionSnapshot position) => Carry(
        position.Quantity,
        position.AveragePrice,
        _known.Where(k => Shares(k).Any(s => s.Strategy == position.Key.Strategy)).Select(static k => k.Fill)) with
    {
        RealizedPnl = position.RealizedPnl,
        Fees = position.Fees,
        CostBasisAdjustment = position.CostBasisAdjustment,
    };

    private void ProjectOwner(
        FoldedBook folded,
        StrategyId strategy,
        List<OwnedFill> fills,
        Func<StrategyId, IReadOnlyList<BookAdjustment>> ownerAdjustments)
    {
        IReadOnlyList<BookAdjustment> adjustments = ownerAdjustments(strategy);
        OpeningBalance opening = OpeningOf(strategy);
        PositionSnapshot stored = _owners.TryGetValue(strategy.Value, out PositionSnapshot? known)
            ? known
            : BookShape.NewOwner(Key, strategy, opening);
        var before = BookLife.Of(FoldOwner(strategy, _known, StoredAdjustments(stored.Opening, stored.Adjustments)));
        AverageCostBook after = FoldOwner(strategy, fills, adjustments);
        folded.Add(BookShape.Owner(stored, opening, before, after, adjustments), after);
    }

    private List<string> OwnerNames(List<OwnedFill> fills)
    {
        var names = new SortedSet<string>(_owners.Keys, StringComparer.Ordinal);
        foreach (OwnedFill fill in fills)
        {
            foreach (FillAllocation share in Shares(fill))
            {
                names.Add(share.Strategy.Value);
            }
        }

        return [.. names];
    }
}
