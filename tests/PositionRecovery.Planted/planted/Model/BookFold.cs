namespace PositionRecovery;

/// <summary>Folds history into a book in the one canonical order, so that the result does not depend on the order in
/// which the history became known.</summary>
internal static class BookFold
{
    internal static AverageCostBook Run(
        InstrumentDefinition? instrument,
        OpeningBalance? opening,
        List<BookEntry> entries,
        IReadOnlyList<BookAdjustment> adjustments)
    {
        var book = new AverageCostBook(instrument);
        if (opening is not null)
        {
            book.Open(opening);
        }

        List<BookEntry> history = Canonical(opening, entries);
        List<BookAdjustment> changes = [.. adjustments.OrderBy(static a => a.At)];
        int next = 0;
        book.Observe();
        for (int i = 0; i < history.Count; i++)
        {
            BookEntry entry = history[i];
            for (; next < changes.Count && changes[next].At < entry.Fill.At; next++)
            {
                book.Adjust(changes[next]);
            }

            Apply(book, instrument, entry);
            if (i + 1 == history.Count || history[i + 1].Fill.At != entry.Fill.At)
            {
                book.Observe();
            }
        }

        for (; next < changes.Count; next++)
        {
            book.Adjust(changes[next]);
        }

        return book;
    }

    /// <summary>What is folded, in order: not what the opening already holds, and not the pairs of a late fill and the
    /// placeholder that cancels it out.</summary>
    internal static List<BookEntry> Canonical(OpeningBalance? opening, List<BookEntry> entries)
    {
        HashSet<TradeKey>? carried = opening is { CarriedTrades.Count: > 0 } ? [.. opening.CarriedTrades] : null;
        HashSet<(TradeId, OrderSide)>? offset = Offset(entries);
        var history = new List<BookEntry>(entries.Count);
        foreach (BookEntry entry in entries)
        {
            bool isCarried = entry.Fill.IsCarried || (opening?.At is { } horizon && entry.Fill.At <= horizon)
                || (carried is not null && carried.Contains(entry.Fill.Key));
            bool isOffset = offset is not null && offset.Contains(OffsetName(entry.Fill));
            if (!isCarried && !isOffset)
            {
                history.Add(entry);
            }
        }

        history.Sort(static (a, b) => Compare(a.Fill, b.Fill));
        return history;
    }

    /// <summary>Venue time, then the venue's own sequence where it declares one, then the fill key. Ties are legal.
    /// </summary>
    internal static int Compare(FillSnapshot a, FillSnapshot b)
    {
        int order = a.At.CompareTo(b.At);
        order = order != 0 ? order : (a.Sequence ?? long.MinValue).CompareTo(b.Sequence ?? long.MinValue);
        order = order != 0 ? order : string.CompareOrdinal(a.Trade.Value, b.Trade.Value);
        return order != 0 ? order : a.Side.CompareTo(b.Side);
    }

    internal static void Apply(AverageCostBook book, InstrumentDefinition? instrument, BookEntry entry)
    {
        FillSnapshot fill = entry.Fill;
        Rational? cost = fill.IsPriceUnknown ? null : UnitCost.Of(fill.Price, instrument?.IsInverse ?? false);

        // What is received is net of a fee in the base asset, bought at the price; what is paid so is expensed at it.
        decimal moved = Moved(instrument, entry);
        book.Trade(moved, cost, fill.Trade, fill.At);
        bool isInBase = instrument is not null && fill.FeeAsset is not null && fill.FeeAsset == instrument.BaseAsset;
        if (isInBase && entry.Fee != 0m)
        {
            book.Pay((Rational)entry.Fee * fill.Price);
        }
        else if (instrument is not null && fill.FeeAsset is { } asset && asset == instrument.QuoteAsset)
        {
            book.Pay(entry.Fee);
        }
    }

    /// <summary>What a fill moves a book by: the quantity, less a fee in the base asset.</summary>
    internal static decimal Moved(InstrumentDefinition? instrument, BookEntry entry) =>
        instrument is { IsSpot: true } && entry.Fill.FeeAsset is { } paid && paid == instrument.BaseAsset
            ? entry.Quantity - entry.Fee
            : entry.Quantity;

    private static HashSet<(TradeId Trade, OrderSide Side)>? Offset(List<BookEntry> entries)
    {
        HashSet<(TradeId Trade, OrderSide Side)>? offset = null;
        foreach (BookEntry entry in entries)
        {
            if (entry.Fill.Offsets is not null && OffsetName(entry.Fill) is var name && entries.Exists(e =>
                e.Fill.Offsets is null && (e.Fill.Trade, e.Fill.Side) == name && e.Quantity == -entry.Quantity))
            {
                (offset ??= []).Add(name);
            }
        }

        return offset;
    }

    /// <summary>A pair is named by its late fill: trade id and side, because the two rows of a self-trade share the id.
    /// </summary>
    private static (TradeId Trade, OrderSide Side) OffsetName(FillSnapshot fill) => fill.Offsets is { } late
        ? (late, fill.Side == OrderSide.Buy ? OrderSide.Sell : OrderSide.Buy)
        : (fill.Trade, fill.Side);
}
