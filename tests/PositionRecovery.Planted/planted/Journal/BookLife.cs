namespace PositionRecovery;

/// <summary>What must be known of a book as it was to tell whether it is still in the same life.</summary>
/// <param name="Quantity">The signed quantity.</param>
/// <param name="Births">How often it came to life while folding.</param>
internal readonly record struct BookLife(decimal Quantity, int Births)
{
    internal static BookLife Of(AverageCostBook book) => new(book.Quantity, book.Births);
}
