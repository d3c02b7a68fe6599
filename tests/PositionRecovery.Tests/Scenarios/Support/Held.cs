namespace PositionRecovery.Tests.Scenarios.Support;

/// <summary>What a book holds: the three figures a scenario is about.</summary>
/// <param name="Quantity">Signed.</param>
/// <param name="Average">The average entry price; <c>null</c> when flat or not known.</param>
/// <param name="Realized">The realised profit.</param>
internal sealed record Held(decimal Quantity, decimal? Average, decimal Realized = 0m)
{
    internal static Held Flat { get; } = new(0m, null);

    internal static Held Of(PositionSnapshot? book) =>
        book is null ? Flat : new Held(book.Quantity, book.AveragePrice, book.RealizedPnl);

    internal static Held Of(AccountBookSnapshot? book) =>
        book is null ? Flat : new Held(book.Quantity, book.AveragePrice, book.RealizedPnl);
}
