namespace PositionRecovery;

/// <summary>The cost of one unit, <c>c(p)</c>: the price for linear contracts and spot, its inverse for inverse
/// contracts. Averages are weighted on this, so that one set of formulas serves both.</summary>
internal static class UnitCost
{
    /// <returns><c>c(p)</c>; <c>null</c> for a price of 0 of an inverse contract, which costs nothing finite.</returns>
    internal static Rational? Of(decimal price, bool isInverse) =>
        !isInverse ? price : price == 0m ? null : ((Rational)price).Inverse;

    internal static Rational? Of(decimal? price, bool isInverse) => price is null ? null : Of(price.Value, isInverse);

    /// <returns>The price with this cost, rounded; <c>null</c> when there is none, or none that can be kept.</returns>
    internal static decimal? ToPrice(Rational? cost, bool isInverse)
    {
        if (cost is not { } known || (isInverse && known.IsZero))
        {
            return null;
        }

        Rational price = isInverse ? known.Inverse : known;
        return price > Guard.MaxPrice || price < -Guard.MaxPrice ? null : price.Round();
    }
}
