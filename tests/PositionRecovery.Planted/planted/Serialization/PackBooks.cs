namespace PositionRecovery;

/// <summary>Positions, as strategies and accounts keep them, packed.</summary>
internal static class PackBooks
{
    internal static void Write(ref PackWriter w, PositionSnapshot position)
    {
        PackScope outer = w.Begin();
        w.Book = position.Key.Book;
        PackKeys.Write(ref w, position.Key);
        w.Decimal(position.Quantity);
        w.IdOrNull(position.Epoch);
        w.DecimalOrNull(position.AveragePrice);
        w.DecimalOr(position.RealizedPnl, 0m);
        w.DecimalOr(position.Fees, 0m);
        w.DecimalOr(position.CostBasisAdjustment, 0m);
        w.TimeOrNull(position.OpenedAt);
        w.ObjectOrNull(position.Opening, Write);
        w.List(position.Adjustments, Write);
        w.End(outer);
    }

    internal static PositionSnapshot Position(ref PackReader r)
    {
        PackScope outer = r.Begin();
        PositionKey key = PackKeys.Position(ref r);
        r.Book = key.Book;
        var position = new PositionSnapshot
        {
            Key = key,
            Quantity = r.Decimal(),
            Epoch = r.EpochOrNull(),
            AveragePrice = r.DecimalOrNull(),
            RealizedPnl = r.DecimalOr(0m),
            Fees = r.DecimalOr(0m),
            CostBasisAdjustment = r.DecimalOr(0m),
            OpenedAt = r.TimeOrNull(),
            Opening = r.ObjectOrNull(Opening),
            Adjustments = FrozenList<BookAdjustment>.Owning(r.List(Adjustment)),
        };
        r.End(outer);
        return position;
    }

    internal static void Write(ref PackWriter w, AccountBookSnapshot book)
    {
        PackScope outer = w.Begin();
        w.Book = book.Key;
        PackKeys.Write(ref w, book.Key);
        w.Decimal(book.Quantity);
        w.IdOrNull(book.Epoch);
        w.DecimalOrNull(book.AveragePrice);
        w.DecimalOr(book.RealizedPnl, 0m);
        w.DecimalOr(book.Fees, 0m);
        w.DecimalOr(book.CostBasisAdjustment, 0m);
        w.TimeOrNull(book.AgreedAt);
        w.ObjectOrNull(book.Opening, Write);
        w.List(book.Adjustments, Write);
        w.DecimalOrNull(book.Leverage);
        w.WordOr(book.MarginMode, MarginMode.Unknown);
        w.End(outer);
    }

    internal static AccountBookSnapshot AccountBook(ref PackReader r)
    {
        PackScope outer = r.Begin();
        r.Book = PackKeys.Book(ref r);
        var book = new AccountBookSnapshot
        {
            Key = r.Book,
            Quantity = r.Decimal(),
            Epoch = r.EpochOrNull(),
            AveragePrice = r.DecimalOrNull(),
            RealizedPnl = r.DecimalOr(0m),
            Fees = r.DecimalOr(0m),
            CostBasisAdjustment = r.DecimalOr(0m),
            AgreedAt = r.TimeOrNull(),
            Opening = r.ObjectOrNull(Opening),
            Adjustments = FrozenList<BookAdjustment>.Owning(r.List(Adjustment)),
            Leverage = r.DecimalOrNull(),
            MarginMode = r.WordOr(MarginMode.Unknown),
        };
        r.End(outer);
        return book;
    }

    private static void Write(ref PackWriter w, OpeningBalance opening)
    {
        PackScope outer = w.Begin();
        w.DecimalOr(opening.Quantity, 0m);
        w.DecimalOrNull(opening.AveragePrice);
        w.DecimalOr(opening.RealizedPnl, 0m);
        w.DecimalOr(opening.Fees, 0m);
        w.DecimalOr(opening.CostBasisAdjustment, 0m);
        w.TimeOrNull(opening.At);
        w.List(opening.CarriedTrades, PackKeys.Write);
        w.End(outer);
    }

    private static OpeningBalance Opening(ref PackReader r)
    {
        PackScope outer = r.Begin();
        var opening = new OpeningBalance
        {
            Quantity = r.DecimalOr(0m),
            AveragePrice = r.DecimalOrNull(),
            RealizedPnl = r.DecimalOr(0m),
            Fees = r.DecimalOr(0m),
            CostBasisAdjustment = r.DecimalOr(0m),
            At = r.TimeOrNull(),
            CarriedTrades = FrozenList<TradeKey>.Owning(r.List(PackKeys.Trade)),
        };
        r.End(outer);
        return opening;
    }

    private static void Write(ref PackWriter w, BookAdjustment adjustment)
    {
        PackScope outer = w.Begin();
        w.Time(adjustment.At);
        w.Word(adjustment.Kind);
        w.DecimalOrNull(adjustment.AveragePrice);
        w.DecimalOrNull(adjustment.Ratio);
        w.End(outer);
    }

    private static BookAdjustment Adjustment(ref PackReader r)
    {
        PackScope outer = r.Begin();
        var adjustment = new BookAdjustment
        {
            At = r.Time(),
            Kind = r.Word<AdjustmentKind>(),
            AveragePrice = r.DecimalOrNull(),
            Ratio = r.DecimalOrNull(),
        };
        r.End(outer);
        return adjustment;
    }
}
