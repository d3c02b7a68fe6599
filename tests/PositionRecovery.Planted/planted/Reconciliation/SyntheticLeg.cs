namespace PositionRecovery;

/// <summary>One move of a position that nobody reported.</summary>
internal readonly record struct SyntheticLeg(
    string Name, decimal Quantity, decimal? Price, PriceLevel Level, bool IsReduceOnly);

/// <summary>The fewest moves from one position to another, each at the best price known: the price that makes the
/// average
/// the venue's, else the market, else the position's own average, else none.</summary>
internal sealed class SyntheticLegs
{
    private const decimal MaxIncrements = 10m;
    private const decimal MaxShareOfMark = 0.01m;

    private readonly InstrumentDefinition _instrument;
    private readonly decimal? _market;
    private readonly Rational _amplification;

    /// <param name="instrument">The instrument.</param>
    /// <param name="market">The mark price or the middle of bid and ask.</param>
    /// <param name="amplification">By how much a rounding of the reported average was enlarged already.</param>
    internal SyntheticLegs(InstrumentDefinition instrument, decimal? market, Rational amplification)
    {
        _instrument = instrument;
        _market = market;
        _amplification = amplification;
    }

    /// <param name="quantity">The signed quantity to start from.</param>
    /// <param name="cost">Its cost of one unit.</param>
    /// <param name="target">The signed quantity to reach.</param>
    /// <param name="targetCost">The cost of one unit it must have then; <c>null</c> when not known.</param>
    internal List<SyntheticLeg> Between(decimal quantity, Rational? cost, decimal target, Rational? targetCost)
    {
        decimal change = target - quantity;
        if (change == 0m)
        {
            return [];
        }

        if (quantity == 0m)
        {
            return [Open(target, targetCost, Rational.One)];
        }

        bool isFlip = target != 0m && (target > 0m) != (quantity > 0m);
        if (isFlip)
        {
            return [Close(-quantity, cost), Open(target, targetCost, Rational.One)];
        }

        return Math.Abs(target) > Math.Abs(quantity)
            ? [Increase(quantity, cost, target, targetCost)]
            : [Close(change, cost)];
    }

    private SyntheticLeg Open(decimal quantity, Rational? targetCost, Rational weight) =>
        Calculated(targetCost, weight) is { } price
            ? new SyntheticLeg("open", quantity, price, PriceLevel.Calculated, false)
            : Fallback("open", quantity, null, false);

    private SyntheticLeg Close(decimal change, Rational? cost) => Fallback("close", change, cost, true);

    /// <summary><c>c⁻¹((|Qv|·c(Av) − |Qc|·c(Ac))/|δ|)</c></summary>
    private SyntheticLeg Increase(decimal quantity, Rational? cost, decimal target, Rational? targetCost)
    {
        decimal change = target - quantity;
        if (cost is { } held && targetCost is { } wanted)
        {
            Rational size = Math.Abs(change);
            Rational unit = ((wanted * Math.Abs(target)) - (held * Math.Abs(quantity))) / size;
            Rational weight = Math.Abs(target) / size;
            if (unit.IsZero && !_instrument.IsInverse)
            {
                // a split: more units, no cost
                return new SyntheticLeg("open", change, 0m, PriceLevel.Calculated, false);
            }

            if (Calculated(unit, weight) is { } price)
            {
                return new SyntheticLeg("open", change, price, PriceLevel.Calculated, false);
            }
        }

        return Fallback("open", change, cost, false);
    }

    /// <summary>The price of this cost, unless it is not a price or the venue's rounding of the average would show in
    /// it: more than 10 increments and more than 1 % of the market.</summary>
    private decimal? Calculated(Rational? cost, Rational weight)
    {
        if (cost is not { Sign: > 0 } known || UnitCost.ToPrice(known, _instrument.IsInverse) is not { } price
            || price > Guard.MaxPrice)
        {
            return null;
        }

        Rational rounding = (Rational)_instrument.PriceIncrement / 2m * weight
            * (_amplification.IsZero ? Rational.One : _amplification);
        Rational allowed = _instrument.PriceIncrement * MaxIncrements;
        Rational share = (_market ?? price) * MaxShareOfMark;
        return rounding > allowed && rounding > share ? null : price;
    }

    private SyntheticLeg Fallback(string name, decimal quantity, Rational? cost, bool isReduceOnly)
    {
        if (_market is { } market)
        {
            return new SyntheticLeg(name, quantity, market, PriceLevel.Market, isReduceOnly);
        }

        return UnitCost.ToPrice(cost, _instrument.IsInverse) is { } average
            ? new SyntheticLeg(name, quantity, average, PriceLevel.CurrentAverage, isReduceOnly)
            : new SyntheticLeg(name, quantity, null, PriceLevel.None, isReduceOnly);
    }
}
