namespace PositionRecovery;

/// <summary>A placeholder while real executions take its place: "executions not seen, up to a venue time, add up to
/// this quantity at this cost". It may shrink, grow, be used up, or change its sign.</summary>
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

    /// <summary>What is still held, signed.</summary>
    internal decimal Quantity => _quantity;

    /// <summary>What is still held, unsigned.</summary>
    internal decimal Held => Math.Abs(_quantity);

    /// <summary>How much of it real executions replaced.</summary>
    internal decimal Reduced => Fill.Quantity - Math.Abs(_quantity);

    internal bool Covers(DateTimeOffset at) => _quantity != 0m && Fill.CoversUntil is { } until && at <= until;

    /// <summary>Takes out what it can give: no more than it holds, and nothing of the other sign.</summary>
    /// <param name="quantity">The signed quantity.</param>
    /// <param name="fill">The execution it belongs to.</param>
    /// <param name="freed">Takes up whose the taken part was.</param>
    /// <returns>What could not be taken.</returns>
    internal decimal Give(decimal quantity, FillSnapshot fill, List<FillAllocation> freed)
    {
        bool isSameSide = _quantity != 0m && (quantity > 0m) == (_quantity > 0m);
        decimal taken = !isSameSide ? 0m : Math.Abs(quantity) <= Math.Abs(_quantity) ? quantity : _quantity;
        if (taken != 0m)
        {
            Allocations.Merge(freed, Allocations.First(
                Allocations.After(KeyLedger.Shares(new OwnedFill(Fill, Order.Intent.Strategy)), Reduced),
                Math.Abs(taken)));
            Move(taken, fill);
        }

        return quantity - taken;
    }

    /// <summary>Takes all of it out, which may turn the sign of what is held or make that more. Its owner gets both the
    /// execution and its opposite, and so keeps what he had.</summary>
    /// <param name="quantity">The signed quantity.</param>
    /// <param name="fill">The execution it belongs to.</param>
    /// <param name="freed">Takes up whose the taken part was.</param>
    internal void GiveAll(decimal quantity, FillSnapshot fill, List<FillAllocation> freed)
    {
        decimal rest = Give(quantity, fill, freed);
        if (rest != 0m)
        {
            Allocations.Merge(freed, [new FillAllocation(Order.Intent.Strategy, Math.Abs(rest))]);
            Move(rest, fill);
        }
    }

    /// <summary>Holds nothing any more, whatever it cost.</summary>
    internal void Drop() => (_quantity, _cost) = (0m, Rational.Zero);

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

    private void Move(decimal quantity, FillSnapshot fill)
    {
        _quantity -= quantity;
        _cost -= (UnitCost.Of(fill.Price, _isInverse) ?? Rational.Zero) * quantity;
    }

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
