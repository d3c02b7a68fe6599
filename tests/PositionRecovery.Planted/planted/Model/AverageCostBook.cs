namespace PositionRecovery;

/// <summary>A book while history is folded into it, by average cost: an increase moves the average, a reduction
/// realises
/// profit against it, and what goes through zero opens a new life at its own price. Exact.</summary>
internal sealed class AverageCostBook(InstrumentDefinition? instrument)
{
    private readonly bool _isInverse = instrument?.IsInverse ?? false;

    private readonly Rational _multiplier = instrument?.Multiplier ?? 1m;

    internal decimal Quantity { get; private set; }

    /// <summary>The average cost of one unit; <c>null</c> when flat or not known.</summary>
    internal Rational? Cost { get; private set; }

    internal Rational Realized { get; private set; }

    internal Rational Fees { get; private set; }

    internal Rational Adjusted { get; private set; }

    /// <summary>How often the position came to life while folding: from flat, or through zero.</summary>
    internal int Births { get; private set; }

    /// <summary>The execution of the latest birth; empty when the position was open before.</summary>
    internal TradeId BornBy { get; private set; }

    internal DateTimeOffset? BornAt { get; private set; }

    /// <summary>Whether it was ever long, judged between moments: executions of one moment have no order.</summary>
    internal bool WasLong { get; private set; }

    /// <summary>Whether it was ever short, judged between moments.</summary>
    internal bool WasShort { get; private set; }

    internal decimal? AveragePrice => Quantity == 0m ? null : UnitCost.ToPrice(Cost, _isInverse);

    internal void Open(OpeningBalance opening)
    {
        Quantity = opening.Quantity;
        Cost = Quantity == 0m ? null : UnitCost.Of(opening.AveragePrice, _isInverse);
        Realized = opening.RealizedPnl;
        Fees = opening.Fees;
        Adjusted = opening.CostBasisAdjustment;
    }

    /// <summary>Folds one execution in.</summary>
    /// <param name="quantity">Positive for a buy.</param>
    /// <param name="cost">The cost of one unit; <c>null</c> when the price is not known, which makes the average of an
    /// increase unknown and realises nothing on a reduction.</param>
    /// <param name="by">The execution; it names a life that begins here.</param>
    /// <param name="at">The venue time of the execution.</param>
    internal void Trade(decimal quantity, Rational? cost, TradeId by, DateTimeOffset at)
    {
        if (quantity == 0m)
        {
            return;
        }

        if (Quantity == 0m || (Quantity > 0m) == (quantity > 0m))
        {
            Increase(quantity, cost, by, at);
            return;
        }

        decimal closed = Math.Min(Math.Abs(quantity), Math.Abs(Quantity));
        Realize(closed, cost);
        decimal before = Quantity;
        Quantity += before > 0m ? -closed : closed;
        decimal rest = quantity + (before > 0m ? closed : -closed);
        if (Quantity == 0m)
        {
            Quantity = Math.Abs(Quantity); // no -0
            Cost = null;
        }

        if (rest != 0m)
        {
            Increase(rest, cost, by, at);
        }
    }

    /// <summary>Expenses a fee, in quote currency.</summary>
    internal void Pay(Rational fee) => Fees += fee;

    internal void Adjust(BookAdjustment adjustment)
    {
        if (Quantity == 0m)
        {
            return; // history changed under the adjustment: there is nothing left to adjust
        }

        if (adjustment is { Kind: AdjustmentKind.Restated, Ratio: { } ratio })
        {
            Quantity = ((Rational)Quantity * ratio).Round();
            Cost = Cost is not { } unit ? null : _isInverse ? unit * ratio : unit / ratio;
            return;
        }

        Rational? cost = UnitCost.Of(adjustment.AveragePrice, _isInverse);
        if (Cost is { } old && cost is { } restated)
        {
            Adjusted = (Adjusted + ((_isInverse ? old - restated : restated - old) * Quantity * _multiplier)).Bounded();
        }

        Cost = cost;
    }

    /// <summary>Takes note of the position between two moments.</summary>
    internal void Observe()
    {
        WasLong |= Quantity > 0m;
        WasShort |= Quantity < 0m;
    }

    private void Increase(decimal quantity, Rational? cost, TradeId by, DateTimeOffset at)
    {
        if (Quantity == 0m)
        {
            Births++;
            BornBy = by;
            BornAt = at;
            Quantity = quantity;
            Cost = cost;
            return;
        }

        Rational held = Math.Abs(Quantity);
        Rational added = Math.Abs(quantity);
        Cost = Cost is { } a && cost is { } p ? (((held * a) + (added * p)) / (held + added)).Bounded() : null;
        Quantity += quantity;
    }

    /// <summary>Linear: <c>(p − A)·q·sign·multiplier</c> in quote currency; inverse: <c>(1/A −
    /// 1/p)·q·sign·multiplier</c>
    /// in base currency.</summary>
    private void Realize(decimal closed, Rational? cost)
    {
        if (Cost is not { } average || cost is not { } price)
        {
            return;
        }

        Rational gain = _isInverse ? average - price : price - average;
        Rational signed = Quantity > 0m ? gain : -gain;
        Realized = (Realized + (signed * closed * _multiplier)).Bounded();
    }
}
