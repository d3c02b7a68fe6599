namespace PositionRecovery;

/// <summary>The part of one fill that belongs to one book.</summary>
/// <param name="Fill">The fill.</param>
/// <param name="Quantity">The part, signed.</param>
/// <param name="Fee">The part of the fee.</param>
internal readonly record struct BookEntry(FillSnapshot Fill, decimal Quantity, decimal Fee)
{
    /// <summary>All of a fill.</summary>
    internal static BookEntry Whole(FillSnapshot fill) => new(fill, fill.SignedQuantity, fill.Fee);
}
