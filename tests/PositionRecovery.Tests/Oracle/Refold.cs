namespace PositionRecovery.Tests;

/// <summary>Computes a book again from what a state says it is made of: the opening balance, the executions kept with
/// the orders, and the adjustments. Reads public data only.</summary>
internal sealed class Refold
{
    private readonly InstrumentDefinition _instrument;
    private readonly List<Trade> _trades = [];
    private Fraction _realized;

    private Refold(InstrumentDefinition instrument) => _instrument = instrument;

    /// <summary>Whether all prices are known; otherwise only the quantity means something.</summary>
    internal bool IsPriced { get; private set; } = true;

    /// <summary>What restatements of the average price moved.</summary>
    internal Fraction Adjusted { get; private set; }

    internal decimal Quantity => Book.Quantity;

    internal Fraction? Average => Book.Average;

    internal Fraction RealizedPnl => _realized + Book.RealizedPnl;

    /// <summary>The book since the latest restatement, which is where the average starts anew.</summary>
    private NaiveBook Book => NaiveBook.Of(_instrument, _trades);

    internal static Refold Account(CachedSnapshot state, AccountBookSnapshot book) => Of(
        InstrumentOf(state, book.Key),
        book.Opening!,
        [.. FillsOf(state, book.Key).Select(f => new Part(f, f.Quantity))],
        book.Adjustments);

    internal static Refold Owner(CachedSnapshot state, PositionSnapshot position) => Of(
        InstrumentOf(state, position.Key.Book),
        position.Opening!,
        [.. PartsOf(state, position.Key)],
        position.Adjustments);

    private static Refold Of(
        InstrumentDefinition instrument,
        OpeningBalance opening,
        List<Part> parts,
        IReadOnlyList<BookAdjustment> adjustments)
    {
        var refold = new Refold(instrument);
        refold.Open(opening);
        List<Part> folded = [.. parts
            .Where(p => !(p.Fill.At <= opening.At) && !opening.CarriedTrades.Contains(p.Fill.Key))

            // A late execution and the placeholder that cancels it out move nothing.
            .Where(p => !parts.Exists(other => AreOffset(p.Fill, other.Fill) || AreOffset(other.Fill, p.Fill)))
            .OrderBy(p => p.Fill.At)
            .ThenBy(p => p.Fill.Sequence ?? long.MinValue)
            .ThenBy(p => p.Fill.Trade.Value, StringComparer.Ordinal)
            .ThenBy(p => p.Fill.Side)];
        Queue<BookAdjustment> pending = new(adjustments.OrderBy(a => a.At));
        foreach (Part part in folded)
        {
            refold.AdjustBefore(part.Fill.At, pending);
            refold.Take(part);
        }

        refold.AdjustBefore(DateTimeOffset.MaxValue, pending);
        return refold;
    }

    /// <summary>What the book was opened with is like one trade at its average price.</summary>
    private void Open(OpeningBalance opening)
    {
        IsPriced &= opening.Quantity == 0m || opening.AveragePrice is not null;
        _realized = Fraction.Of(opening.RealizedPnl);
        if (opening.Quantity != 0m)
        {
            _trades.Add(new Trade(opening.Quantity, opening.AveragePrice ?? 1m, 0m));
        }
    }

    private void Take(Part part)
    {
        FillSnapshot fill = part.Fill;
        if (fill.IsPriceUnknown || (fill.Price == 0m && _instrument.IsInverse))
        {
            IsPriced = false;
            _trades.Add(new Trade(fill.Side == OrderSide.Sell ? -part.Quantity : part.Quantity, 1m, 0m));
            return;
        }

        Trade whole = Trade.Of(_instrument, fill.Side, fill.Quantity, fill.Price, fill.Fee, fill.FeeAsset);
        _trades.Add(whole with { Change = whole.Change * part.Quantity / fill.Quantity });
    }

    private void AdjustBefore(DateTimeOffset time, Queue<BookAdjustment> pending)
    {
        while (pending.TryPeek(out BookAdjustment? next) && next.At < time)
        {
            Adjust(pending.Dequeue());
        }
    }

    /// <summary>From a restatement on it is as if all had been bought at the new average. What that moves is booked
    /// apart. A split makes more units of every trade at less, and nothing is gained or lost.</summary>
    private void Adjust(BookAdjustment adjustment)
    {
        if (!IsPriced || Quantity == 0m)
        {
            return;
        }

        if (adjustment.Ratio is { } ratio)
        {
            Trade[] split = [.. _trades.Select(t => t with { Change = t.Change * ratio, Price = t.Price / ratio })];
            _trades.Clear();
            _trades.AddRange(split);
            return;
        }

        decimal average = adjustment.AveragePrice!.Value;
        if (Average is { } old)
        {
            Fraction restated = Fraction.Of(average);
            Fraction moved = _instrument.IsInverse ? old.Inverted() - restated.Inverted() : restated - old;
            Adjusted += moved * Fraction.Of(Quantity) * Fraction.Of(_instrument.Multiplier);
        }

        decimal quantity = Quantity;
        _realized = RealizedPnl;
        _trades.Clear();
        _trades.Add(new Trade(quantity, average, 0m));
    }

    private static bool AreOffset(FillSnapshot placeholder, FillSnapshot late) =>
        placeholder.Offsets == late.Trade && placeholder.SignedQuantity == -late.SignedQuantity;

    private static IEnumerable<Part> PartsOf(CachedSnapshot state, PositionKey key) =>
        from order in state.Orders
        where order.Intent.Position.Book == key.Book
        from fill in order.Fills
        let shares = fill.Allocations.Count > 0
            ? fill.Allocations
            : [new FillAllocation(order.Intent.Strategy, fill.Quantity)]
        from share in shares
        where share.Strategy == key.Strategy
        select new Part(fill, share.Quantity);

    private static IEnumerable<FillSnapshot> FillsOf(CachedSnapshot state, BookKey key) =>
        state.Orders.Where(o => o.Intent.Position.Book == key).SelectMany(o => o.Fills);

    private static InstrumentDefinition InstrumentOf(CachedSnapshot state, BookKey key) =>
        state.Instruments.Single(i => i.Id == key.Instrument);

    /// <summary>The part of a fill that belongs to a book, unsigned.</summary>
    private readonly record struct Part(FillSnapshot Fill, decimal Quantity);
}
