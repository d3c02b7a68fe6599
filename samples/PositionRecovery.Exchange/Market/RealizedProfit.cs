namespace PositionRecovery.Exchange;

/// <summary>What each execution realised, replayed from all of an instrument at average cost. What a scene put into an
/// account without executions is not known here, and counts as opened by the first execution.</summary>
internal static class RealizedProfit
{
    internal static Dictionary<FillReport, decimal> Of(IEnumerable<FillReport> fills, InstrumentDefinition instrument)
    {
        var profits = new Dictionary<FillReport, decimal>(ReferenceEqualityComparer.Instance);
        var books = new Dictionary<PositionSide, (decimal Quantity, decimal Price)>();
        foreach (FillReport fill in fills)
        {
            (decimal held, decimal price) = books.GetValueOrDefault(fill.PositionSide);
            decimal traded = fill.Side == OrderSide.Buy ? fill.Quantity : -fill.Quantity;
            decimal closed = held != 0m && (held > 0m) != (traded > 0m)
                ? Math.Min(Math.Abs(held), Math.Abs(traded)) : 0m;
            profits[fill] = closed * (fill.Price - price) * Math.Sign(held) * instrument.Multiplier;
            decimal left = held + traded;
            books[fill.PositionSide] = (left, left == 0m ? 0m
                : closed == 0m ? ((held * price) + (traded * fill.Price)) / left
                : Math.Sign(left) == Math.Sign(held) ? price : fill.Price);
        }

        return profits;
    }
}
