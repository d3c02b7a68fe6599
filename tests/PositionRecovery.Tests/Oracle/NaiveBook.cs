namespace PositionRecovery.Tests;

/// <summary>The books of one position, computed the slow and obvious way from everything that ever happened to it. This
/// is the reference that the product is judged by, so it shares no code and, where it can, no method with it: the
/// profit comes from the conservation of money, not from adding up what each closing trade earned.</summary>
internal sealed class NaiveBook
{
    private readonly InstrumentDefinition _instrument;
    private readonly IReadOnlyList<Trade> _trades;

    private NaiveBook(InstrumentDefinition instrument, IReadOnlyList<Trade> trades)
    {
        _instrument = instrument;
        _trades = trades;
    }

    /// <summary>The signed quantity now.</summary>
    internal decimal Quantity => QuantityAfter(_trades.Count);

    /// <summary>The average entry price, or <c>null</c> when flat.</summary>
    internal Fraction? Average => Quantity == 0m ? null : AverageAfter(_trades.Count);

    /// <summary>All profit realised so far, before fees.</summary>
    /// <remarks>Money is conserved: what was received less what was paid, plus what the open position cost, is profit.
    /// For an inverse contract the same holds in base currency with the signs turned round, because there a unit is
    /// paid for with 1/price.</remarks>
    internal Fraction RealizedPnl
    {
        get
        {
            Fraction spent = Fraction.Zero;
            foreach (Trade trade in _trades)
            {
                spent += Fraction.Of(trade.Change) * UnitCost(Fraction.Of(trade.Price));
            }

            Fraction costOfOpen = Average is { } average ? Fraction.Of(Quantity) * UnitCost(average) : Fraction.Zero;
            Fraction gained = _instrument.IsInverse ? spent - costOfOpen : costOfOpen - spent;
            return gained * Fraction.Of(_instrument.Multiplier);
        }
    }

    /// <summary>All fees paid so far, in quote currency.</summary>
    internal Fraction Fees
    {
        get
        {
            Fraction total = Fraction.Zero;
            foreach (Trade trade in _trades)
            {
                total += Fraction.Of(trade.Fee);
            }

            return total;
        }
    }

    /// <summary>How many lives the position has had, the present one included: a life begins when a flat position is
    /// opened or when a position is turned over to the other side.</summary>
    internal int Lives
    {
        get
        {
            int lives = 0;
            for (int i = 0; i < _trades.Count; i++)
            {
                int before = Math.Sign(QuantityAfter(i));
                int after = Math.Sign(QuantityAfter(i + 1));
                lives += after != 0 && after != before ? 1 : 0;
            }

            return lives;
        }
    }

    internal static NaiveBook Of(InstrumentDefinition instrument, IEnumerable<Trade> trades) =>
        new(instrument, [.. trades]);

    private decimal QuantityAfter(int count)
    {
        decimal quantity = 0m;
        for (int i = 0; i < count; i++)
        {
            quantity += _trades[i].Change;
        }

        return quantity;
    }

    /// <summary>The average after so many trades, from the average after one trade fewer.</summary>
    private Fraction AverageAfter(int count)
    {
        Trade last = _trades[count - 1];
        decimal before = QuantityAfter(count - 1);
        decimal after = before + last.Change;
        if (before == 0m || Math.Sign(before) != Math.Sign(after))
        {
            return Fraction.Of(last.Price);
        }

        Fraction averageBefore = AverageAfter(count - 1);
        if (Math.Sign(before) != Math.Sign(last.Change))
        {
            return averageBefore;
        }

        Fraction cost = (Fraction.Of(before) * UnitCost(averageBefore))
            + (Fraction.Of(last.Change) * UnitCost(Fraction.Of(last.Price)));
        return UnitPrice(cost / Fraction.Of(after));
    }

    private Fraction UnitCost(Fraction price) => _instrument.IsInverse ? price.Inverted() : price;

    private Fraction UnitPrice(Fraction cost) => _instrument.IsInverse ? cost.Inverted() : cost;
}
