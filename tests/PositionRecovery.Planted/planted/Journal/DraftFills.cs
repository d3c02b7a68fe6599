namespace PositionRecovery;

/// <summary>The executions of an order while events are applied to it, and what they cost.</summary>
internal sealed class DraftFills
{
    private readonly OrderSnapshot _order;
    private readonly bool _isInverse;
    private List<FillSnapshot>? _changed;
    private decimal _unlisted;
    private Rational? _unlistedCost;

    internal DraftFills(OrderSnapshot order, bool isInverse)
    {
        _order = order;
        _isInverse = isInverse;
        Filled = order.Filled;
    }

    internal decimal Filled { get; private set; }

    internal IReadOnlyList<FillSnapshot> Listed => _changed ?? _order.Fills;

    internal decimal? AveragePrice =>
        _changed is null ? _order.AveragePrice : UnitCost.ToPrice(CostOfListed(), _isInverse);

    /// <summary>The cost of one unit over all that was filled; <c>null</c> when not known or nothing was.</summary>
    internal Rational? AverageCost => _changed is not null
        ? CostOfListed()
        : UnitCost.Of(Filled == 0m ? null : _order.AveragePrice, _isInverse) ?? CostOfListed();

    internal void Add(FillSnapshot fill)
    {
        Change().Add(fill);
        Filled += fill.Quantity;
    }

    /// <summary>Reduces a placeholder to what is left of it.</summary>
    /// <returns>Whether any execution is still listed.</returns>
    internal bool Reduce(PlaceholderReducedEvent reduced)
    {
        List<FillSnapshot> fills = Change();
        int index = fills.FindIndex(f => f.IsPlaceholder && f.Trade == reduced.Placeholder);
        if (index < 0)
        {
            throw new InvariantException(
                $"Order {_order.Intent.Id} has no placeholder {reduced.Placeholder} to reduce.");
        }

        FillSnapshot old = fills[index];
        decimal left = reduced.RemainingQuantity;
        decimal contribution = old.Side == _order.Intent.Side ? old.Quantity : -old.Quantity;
        decimal remains = _order.Intent.Side == OrderSide.Sell ? -left : left;
        Filled = Math.Max(0m, Filled + remains - contribution);
        if (left == 0m)
        {
            fills.RemoveAt(index);
            return fills.Count > 0;
        }

        OrderSide side = left > 0m ? OrderSide.Buy : OrderSide.Sell;
        fills[index] = old with
        {
            Side = side,
            Quantity = Math.Abs(left),
            Price = reduced.RemainingPrice,
            Allocations = side == old.Side ? Allocations.After(old.Allocations, old.Quantity - Math.Abs(left)) : [],
        };
        return true;
    }

    internal IReadOnlyList<FillSnapshot> ToList() =>
        _changed is null ? _order.Fills : FrozenList<FillSnapshot>.Owning([.. _changed]);

    /// <summary>A total that was reported before its executions were listed keeps its own average.</summary>
    private List<FillSnapshot> Change()
    {
        if (_changed is null)
        {
            _unlisted = Math.Max(0m, Filled - ListedQuantity());
            _unlistedCost = Filled == _unlisted ? UnitCost.Of(_order.AveragePrice, _isInverse) : null;
            _changed = [.. _order.Fills];
        }

        return _changed;
    }

    private decimal ListedQuantity()
    {
        decimal sum = 0m;
        foreach (FillSnapshot fill in _order.Fills)
        {
            sum += fill.Side == _order.Intent.Side ? fill.Quantity : -fill.Quantity;
        }

        return sum;
    }

    private Rational? CostOfListed()
    {
        Rational quantity = _unlisted;
        Rational sum = _unlisted == 0m || _unlistedCost is not { } known ? Rational.Zero : known * _unlisted;
        if (_unlisted != 0m && _unlistedCost is null)
        {
            return null;
        }

        foreach (FillSnapshot fill in Listed)
        {
            if (fill.IsPriceUnknown || UnitCost.Of(fill.Price, _isInverse) is not { } cost)
            {
                return null;
            }

            Rational signed = fill.Side == _order.Intent.Side ? fill.Quantity : -fill.Quantity;
            quantity += signed;
            sum += signed * cost;
        }

        return quantity.IsZero ? null : sum / quantity;
    }
}
