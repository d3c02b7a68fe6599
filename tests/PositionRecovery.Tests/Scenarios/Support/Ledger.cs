namespace PositionRecovery.Tests.Scenarios.Support;

/// <summary>Average-cost accounting for the cached side of a scene, in the plainest form. Immutable.</summary>
/// <param name="Held">What is held.</param>
/// <param name="Fees">The fees paid, in quote currency.</param>
internal sealed record Ledger(Held Held, decimal Fees)
{
    internal static Ledger Empty { get; } = new(Held.Flat, 0m);

    internal Ledger Apply(Deal deal, InstrumentDefinition instrument)
    {
        bool isBaseFee = instrument.IsSpot && deal.FeeAsset == instrument.BaseAsset;
        decimal signed = deal.Side == OrderSide.Buy ? deal.Quantity : -deal.Quantity;
        decimal moved = isBaseFee ? signed - deal.Fee : signed;
        return new Ledger(Move(moved, deal.Price), Fees + (deal.Fee * (isBaseFee ? deal.Price : 1m)));
    }

    private Held Move(decimal signed, decimal price)
    {
        decimal quantity = Held.Quantity + signed;
        decimal average = Held.Average ?? price;
        if (Held.Quantity * signed >= 0m)
        {
            decimal cost = (Held.Quantity * average) + (signed * price);
            return Held with { Quantity = quantity, Average = quantity == 0m ? null : cost / quantity };
        }

        decimal closed = Math.Min(Math.Abs(signed), Math.Abs(Held.Quantity));
        decimal realized = Held.Realized + ((price - average) * closed * Math.Sign(Held.Quantity));
        decimal? left = quantity == 0m ? null : quantity * Held.Quantity > 0m ? average : price;
        return new Held(quantity, left, realized);
    }
}
