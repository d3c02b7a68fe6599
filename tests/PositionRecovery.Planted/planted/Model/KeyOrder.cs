namespace PositionRecovery;

/// <summary>The one order in which keys are listed: ordinal by account, instrument, side, strategy.</summary>
internal static class KeyOrder
{
    internal static IComparer<BookKey> Books { get; } = Comparer<BookKey>.Create(static (a, b) => Compare(a, b));

    internal static IComparer<PositionKey> Positions { get; } = Comparer<PositionKey>.Create(static (a, b) =>
    {
        int order = Compare(a.Book, b.Book);
        return order != 0 ? order : string.CompareOrdinal(a.Strategy.Value, b.Strategy.Value);
    });

    internal static int Compare(BookKey a, BookKey b)
    {
        int order = string.CompareOrdinal(a.Account.Value, b.Account.Value);
        order = order != 0 ? order : string.CompareOrdinal(a.Instrument.Value, b.Instrument.Value);
        return order != 0 ? order : a.Side.CompareTo(b.Side);
    }
}
