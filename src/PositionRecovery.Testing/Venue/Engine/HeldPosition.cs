namespace PositionRecovery.Testing;

/// <summary>A position by average cost, kept as the sum of what its units cost: the price, or 1 / price for inverse
/// contracts.</summary>
internal sealed class HeldPosition(InstrumentDefinition definition, PositionSide side)
{
    private decimal _cost;

    internal InstrumentDefinition Definition { get; } = definition;

    internal PositionSide Side { get; } = side;

    internal decimal Quantity { get; private set; }

    internal decimal? AveragePrice => Quantity == 0m ? null : PriceOf(Math.Abs(Quantity), _cost, Definition);

    internal Timeline<(decimal Quantity, decimal? AveragePrice, DateTimeOffset At)> Past { get; } = new();

    /// <summary>The price of a quantity that cost so much.</summary>
    internal static decimal PriceOf(decimal quantity, decimal cost, InstrumentDefinition definition) =>
        cost == 0m ? 0m : Math.Round(definition.IsInverse ? quantity / cost : cost / quantity, 12);

    internal static decimal CostOf(decimal quantity, decimal price, InstrumentDefinition definition) =>
        definition.IsInverse ? quantity / price : quantity * price;

    /// <summary>Trades.</summary>
    /// <param name="quantity">Positive for a buy.</param>
    /// <param name="price">The price.</param>
    /// <param name="at">The venue's time.</param>
    /// <returns>The profit realised, in the currency that profit is in.</returns>
    internal decimal Trade(decimal quantity, decimal price, DateTimeOffset at)
    {
        decimal profit = 0m;
        if (Quantity != 0m && (Quantity > 0m) != (quantity > 0m))
        {
            decimal held = Math.Abs(Quantity);
            decimal closed = Math.Min(held, Math.Abs(quantity));
            decimal paid = closed == held ? _cost : _cost * closed / held;
            decimal got = CostOf(closed, price, Definition);
            bool gainsWhenCostRises = (Quantity > 0m) != Definition.IsInverse;
            profit = (gainsWhenCostRises ? got - paid : paid - got) * Definition.Multiplier;
            _cost -= paid;
            decimal signed = Quantity > 0m ? -closed : closed;
            Quantity += signed;
            quantity -= signed;
        }

        if (quantity != 0m)
        {
            _cost += CostOf(Math.Abs(quantity), price, Definition);
            Quantity += quantity;
        }

        Remember(at);
        return profit;
    }

    /// <summary>Makes <paramref name="ratio"/> units of one, worth as much together.</summary>
    internal void Split(decimal ratio, DateTimeOffset at)
    {
        Quantity *= ratio;
        _cost *= Definition.IsInverse ? ratio * ratio : 1m;
        Remember(at);
    }

    /// <summary>Makes it what a report says of it.</summary>
    internal void Restore(decimal quantity, decimal price, DateTimeOffset at)
    {
        Quantity = quantity;
        _cost = price == 0m ? 0m : CostOf(Math.Abs(quantity), price, Definition);
        Remember(at);
    }

    private void Remember(DateTimeOffset at)
    {
        Quantity = Quantity == 0m ? 0m : Quantity;
        _cost = Quantity == 0m ? 0m : _cost;
        Past.Add(at, (Quantity, AveragePrice, at));
    }
}
