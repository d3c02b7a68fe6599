namespace PositionRecovery;

/// <summary>Who owns what others did to a position. Increases go to the claimant; reductions take from the owners on
/// the
/// opposite side first, and only the excess opens a position of nobody's.</summary>
internal sealed class Ownership
{
    private readonly Policy _policy;
    private readonly KeyCase _case;
    private readonly SortedDictionary<string, Holding> _holdings = new(StringComparer.Ordinal);
    private StrategyId? _justClosed;

    internal Ownership(Policy policy, KeyCase position, KeyLedger ledger)
    {
        _policy = policy;
        _case = position;
        foreach (PositionSnapshot owner in ledger.Owners)
        {
            decimal opening = ledger.OpeningOf(owner.Key.Strategy).Quantity;
            _holdings[owner.Key.Strategy.Value] =
                new Holding(owner.Key.Strategy, opening, owner.OpenedAt ?? DateTimeOffset.MinValue);
        }
    }

    /// <summary>Walks history and shares out the new executions of orders that no strategy placed.</summary>
    /// <returns>The shares of each new execution that does not belong to its order's strategy alone.</returns>
    internal Dictionary<FillSnapshot, IReadOnlyList<FillAllocation>> Share(KeyLedger ledger, List<OwnedFill> fills)
    {
        var shares = new Dictionary<FillSnapshot, IReadOnlyList<FillAllocation>>(ReferenceEqualityComparer.Instance);
        var foreign = new Dictionary<FillSnapshot, OrderCase>(ReferenceEqualityComparer.Instance);
        foreach (OrderCase order in _case.Orders)
        {
            foreach (OrderFilledEvent filled in order.Events.OfType<OrderFilledEvent>())
            {
                if (order.Order.IsExternal && filled.Fill.Allocations.Count == 0)
                {
                    foreign.Add(filled.Fill, order);
                }
            }
        }

        var strategies = new Dictionary<FillSnapshot, StrategyId>(ReferenceEqualityComparer.Instance);
        fills.ForEach(f => strategies[f.Fill] = f.Strategy);
        List<BookEntry> history =
            BookFold.Canonical(ledger.Opening, [.. fills.Select(static f => BookEntry.Whole(f.Fill))]);
        foreach (FillSnapshot fill in history.Select(static e => e.Fill))
        {
            IReadOnlyList<FillAllocation> own = KeyLedger.Shares(new OwnedFill(fill, strategies[fill]));
            if (foreign.TryGetValue(fill, out OrderCase? order))
            {
                bool isKept = _policy.ExternalReductions == ExternalReductions.KeepSeparate && !order.IsForced;
                IReadOnlyList<FillAllocation> shared = isKept
                    ? own
                    : Shared(fill.SignedQuantity, order.Order.Intent.Strategy, order.Order.Intent.Strategy);
                if (shared.Count != 1 || shared[0].Strategy != order.Order.Intent.Strategy)
                {
                    shares.Add(fill, shared);
                    own = shared;
                }
            }

            Move(own, fill.Side == OrderSide.Sell ? -1m : 1m, fill.At);
        }

        return shares;
    }

    /// <summary>Shares out an execution that nobody reported and moves the holdings by it.</summary>
    internal IReadOnlyList<FillAllocation> ShareUnexplained(decimal quantity, DateTimeOffset at)
    {
        StrategyId? claimant = _policy.ClaimantOf(_case.Key.Account, _case.Key.Instrument, null);
        Holding[] open = [.. _holdings.Values.Where(static h => h.Quantity != 0m)];
        StrategyId? single = open is [{ } only] ? only.Strategy : open.Length == 0 ? _justClosed : null;
        bool isReduction = open.Length > 0 && (open.Sum(static h => h.Quantity) > 0m) != (quantity > 0m);
        FrozenList<FillAllocation> shares =
            isReduction && _policy.ExternalReductions == ExternalReductions.KeepSeparate
                ? FrozenList<FillAllocation>.Owning(
                    [new FillAllocation(claimant ?? StrategyId.External, Math.Abs(quantity))])
                : Shared(quantity, claimant, claimant ?? single ?? StrategyId.External);
        Move(shares, quantity < 0m ? -1m : 1m, at);
        _justClosed = shares.Count == 1 ? shares[0].Strategy : null; // a flip stays with whoever alone was closed
        return shares;
    }

    /// <summary>The one strategy that owned all of the position for all of its present life, if there is one.</summary>
    internal static StrategyId? SoleOwner(KeyLedger ledger, List<OwnedFill> fills, DateTimeOffset? bornAt)
    {
        var owners = new SortedSet<string>(StringComparer.Ordinal);
        foreach (PositionSnapshot owner in ledger.Owners)
        {
            if (bornAt is null && ledger.OpeningOf(owner.Key.Strategy).Quantity != 0m)
            {
                owners.Add(owner.Key.Strategy.Value);
            }
        }

        foreach (OwnedFill fill in fills.Where(f => bornAt is null || f.Fill.At >= bornAt))
        {
            foreach (FillAllocation share in KeyLedger.Shares(fill))
            {
                owners.Add(share.Strategy.Value);
            }
        }

        return owners.Count == 1 ? new StrategyId(owners.Min!) : null;
    }

    private FrozenList<FillAllocation> Shared(decimal quantity, StrategyId? claimant, StrategyId excess)
    {
        var shares = new List<FillAllocation>();
        decimal left = Math.Abs(quantity);
        Holding[] opposite = [.. _holdings.Values.Where(h => h.Quantity != 0m && (h.Quantity > 0m) != (quantity > 0m))];
        if (claimant is { } first)
        {
            left = Reduce(shares, [.. opposite.Where(h => h.Strategy == first)], left);
            opposite = [.. opposite.Where(h => h.Strategy != first)];
        }

        left = _policy.ReductionOrder == ReductionOrder.ProRata
            ? ReduceProRata(shares, opposite, left)
            : Reduce(shares, [.. opposite.OrderByDescending(static h => h.OpenedAt)], left);
        if (left > 0m)
        {
            int index = shares.FindIndex(s => s.Strategy == excess);
            if (index >= 0)
            {
                shares[index] = new FillAllocation(excess, shares[index].Quantity + left);
            }
            else
            {
                shares.Add(new FillAllocation(excess, left));
            }
        }

        return FrozenList<FillAllocation>.Owning([.. shares]);
    }

    private static decimal Reduce(List<FillAllocation> shares, Holding[] holdings, decimal left)
    {
        foreach (Holding holding in holdings)
        {
            decimal taken = Math.Min(left, Math.Abs(holding.Quantity));
            if (taken > 0m)
            {
                shares.Add(new FillAllocation(holding.Strategy, taken));
                left -= taken;
            }
        }

        return left;
    }

    /// <summary>In proportion, down to the quantity increment; what rounding leaves goes to the first that can give.
    /// </summary>
    private decimal ReduceProRata(List<FillAllocation> shares, Holding[] holdings, decimal quantity)
    {
        decimal total = holdings.Sum(static h => Math.Abs(h.Quantity));
        if (total <= quantity)
        {
            return Reduce(shares, holdings, quantity);
        }

        decimal step = _case.Instrument?.QuantityIncrement ?? 0m;
        var taken = new decimal[holdings.Length];
        decimal left = quantity;
        for (int i = 0; i < holdings.Length; i++)
        {
            decimal exact = ((Rational)quantity * Math.Abs(holdings[i].Quantity) / total).Round();
            taken[i] = step > 0m ? exact - (exact % step) : exact;
            left -= taken[i];
        }

        for (int i = 0; i < holdings.Length && left > 0m; i++)
        {
            decimal more = Math.Min(left, Math.Abs(holdings[i].Quantity) - taken[i]);
            taken[i] += more;
            left -= more;
        }

        for (int i = 0; i < holdings.Length; i++)
        {
            if (taken[i] > 0m)
            {
                shares.Add(new FillAllocation(holdings[i].Strategy, taken[i]));
            }
        }

        return left;
    }

    private void Move(IReadOnlyList<FillAllocation> shares, decimal sign, DateTimeOffset at)
    {
        foreach (FillAllocation share in shares)
        {
            Holding before = _holdings.GetValueOrDefault(share.Strategy.Value)
                ?? new Holding(share.Strategy, 0m, at);
            decimal after = before.Quantity + (sign * share.Quantity);
            bool isBorn = before.Quantity == 0m || (after != 0m && (after > 0m) != (before.Quantity > 0m));
            _holdings[share.Strategy.Value] = before
                with
            { Quantity = after, OpenedAt = isBorn ? at : before.OpenedAt };
        }
    }

    private sealed record Holding(StrategyId Strategy, decimal Quantity, DateTimeOffset OpenedAt);
}
