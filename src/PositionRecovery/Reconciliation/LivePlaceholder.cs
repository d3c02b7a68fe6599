namespace PositionRecovery;

/// <summary>A placeholder while real executions take its place: "executions not seen, up to a venue time, add up to
/// this
/// quantity at this cost". It may shrink, be used up, or change its sign.</summary>
internal sealed class LivePlaceholder
{
    private readonly bool _isInverse;
    private decimal _quantity;
    private Rational _cost;

    internal LivePlaceholder(OrderSnapshot order, FillSnapshot fill, bool isInverse, bool isCarried)
    {
        IsCarried = isCarried;
        Order = order;
        Fill = fill;
        _isInverse = isInverse;
        _quantity = fill.SignedQuantity;
        _cost = (UnitCost.Of(fill.Price, isInverse) ?? Rational.Zero) * _quantity;
    }

    internal OrderSnapshot Order { get; }

    internal FillSnapshot Fill { get; }

    /// <summary>Whether it is part of the opening of its books.</summary>
    internal bool IsCarried { get; }

    /// <summary>Whether it belongs to a real order, not to a synthetic one of the position.</summary>
    internal bool IsOfOrder => Order.Origin != OrderOrigin.Reconciliation;

    internal bool IsReduced => _quantity != Fill.SignedQuantity;

    /// <summary>What is still held, unsigned.</summary>
    internal decimal Held => Math.Abs(_quantity);

    /// <summary>How much of it real executions replaced.</summary>
    internal decimal Reduced => Fill.Quantity - Math.Abs(_quantity);

    internal bool Covers(DateTimeOffset at) => _quantity != 0m && Fill.CoversUntil is { } until && at <= until;

    /// <summary>What cancels a late execution out gives way to the opposite execution only, when that turns up, too.
    /// </summary>
    internal bool MayGive(FillSnapshot fill) => Fill.Offsets is null || fill.Side == Fill.Side;

    /// <summary>Takes a signed quantity out.</summary>
    /// <param name="quantity">The signed quantity.</param>
    /// <param name="fill">The execution it belongs to.</param>
    /// <param name="freed">Takes up whose the taken part was.</param>
    /// <param name="mayTurn">Whether more than is held may be taken, which turns the sign of what is held.</param>
    /// <returns>What could not be taken.</returns>
    internal decimal Take(decimal quantity, FillSnapshot fill, List<FillAllocation> freed, bool mayTurn)
    {
        bool isSameSide = (quantity > 0m) == (_quantity > 0m);
        decimal taken = mayTurn || (isSameSide && Math.Abs(quantity) <= Math.Abs(_quantity))
            ? quantity
            : isSameSide ? _quantity : 0m;
        if (isSameSide)
        {
            Allocations.Merge(freed, Allocations.First(
                Allocations.After(KeyLedger.Shares(new OwnedFill(Fill, Order.Intent.Strategy)), Reduced),
                    Math.Abs(taken)));
        }

        _quantity -= taken;
        _cost -= (UnitCost.Of(fill.Price, _isInverse) ?? Rational.Zero) * taken;
        return quantity - taken;
    }

    internal PlaceholderReducedEvent ToEvent() => new()
    {
        Order = Order.Intent.Id,
        Account = Fill.Account,
        Instrument = Fill.Instrument,
        Placeholder = Fill.Trade,
        RemainingQuantity = _quantity,
        RemainingPrice = RemainingPrice(),
        At = Fill.At,
        Cause = "real executions took the place of a placeholder",
    };

    /// <summary>What is left over may cost anything, even a negative price: it is a remainder, not a trade.</summary>
    private decimal RemainingPrice()
    {
        if (_quantity == 0m)
        {
            return 0m;
        }

        decimal? price = UnitCost.ToPrice(_cost / _quantity, _isInverse);
        return price is { } known and >= -Guard.MaxPrice and <= Guard.MaxPrice ? known : Fill.Price;
    }
}
