using System.Globalization;

namespace PositionRecovery.Tests;

/// <summary>Compares books with what truly happened.</summary>
internal static class Truth
{
    /// <summary>The quantity that the books give a position: the account's book, or the sum of its owners'.</summary>
    internal static decimal QuantityOf(CachedSnapshot state, BookKey key) =>
        BookOf(state, key)?.Quantity ?? OwnedQuantity(state, key);

    internal static decimal OwnedQuantity(CachedSnapshot state, BookKey key) =>
        state.Positions.Where(p => p.Key.Book == key).Sum(p => p.Quantity);

    internal static AccountBookSnapshot? BookOf(CachedSnapshot state, BookKey key) =>
        state.AccountBooks.SingleOrDefault(b => b.Key == key);

    /// <summary>Every position, true or believed.</summary>
    internal static IReadOnlyList<BookKey> KeysOf(TradedWorld world, CachedSnapshot state) =>
        [.. world.Keys
            .Concat(state.AccountBooks.Select(b => b.Key))
            .Concat(state.Positions.Select(p => p.Key.Book))
            .Distinct()];

    /// <summary>The book is what truly happened: quantity, average, profit and fees, to the last stored digit.
    /// </summary>
    internal static void IsToldBy(AccountBookSnapshot? book, NaiveBook truth, BookKey key) =>
        IsToldBy(book, truth, key, within: 0m);

    /// <summary>As above, with prices and amounts of money allowed to differ by a rounding.</summary>
    internal static void IsToldBy(AccountBookSnapshot? book, NaiveBook truth, BookKey key, decimal within)
    {
        Same(key, "quantity", truth.Quantity, book?.Quantity ?? 0m, 0m);
        Same(key, "average", truth.Average?.Stored() ?? 0m, book?.AveragePrice ?? 0m, within);
        Same(key, "profit", truth.RealizedPnl.Stored(), book?.RealizedPnl ?? 0m, within);
        Same(key, "fees", truth.Fees.Stored(), book?.Fees ?? 0m, within);
    }

    internal static void Same(BookKey key, string what, decimal expected, decimal actual, decimal within)
    {
        if (Math.Abs(expected - actual) > within)
        {
            Assert.Fail(string.Create(
                CultureInfo.InvariantCulture, $"{key}: the {what} is {actual}, the truth is {expected}."));
        }
    }
}
