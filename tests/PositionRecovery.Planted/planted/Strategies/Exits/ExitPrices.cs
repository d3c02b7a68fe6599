namespace PositionRecovery;

/// <summary>Prices of exits: on the venue's grid, and whether they are reached already. Rounding goes where an exit
/// triggers or executes sooner, never later.</summary>
internal static class ExitPrices
{
    /// <summary>The trigger price on the grid; <c>null</c> when it has none, or when nothing is left of it.</summary>
    internal static decimal? Trigger(ExitLeg leg, bool isLong, decimal increment) =>
        leg.TriggerPrice is { } price ? Rounded(price, increment, isUp: IsLoss(leg.Kind) == isLong) : null;

    /// <summary>The limit price on the grid; <c>null</c> when it has none, or when nothing is left of it.</summary>
    internal static decimal? Limit(ExitLeg leg, bool isLong, decimal increment) =>
        leg.LimitPrice is { } price ? Rounded(price, increment, isUp: !isLong) : null;

    internal static decimal? Distance(ExitLeg leg, decimal increment) =>
        leg.TrailingDistance is { } distance ? Rounded(distance, increment, isUp: false) ?? increment : null;

    internal static bool IsReached(ExitLegKind kind, bool isLong, decimal trigger, decimal mark) =>
        IsLoss(kind) == isLong ? mark <= trigger : mark >= trigger;

    internal static bool IsLoss(ExitLegKind kind) => kind is ExitLegKind.Stop or ExitLegKind.Trailing;

    internal static bool IsNear(decimal? price, decimal? wanted, decimal tolerance) =>
        price is null == wanted is null && (price is null || Math.Abs(price.Value - wanted!.Value) <= tolerance);

    /// <summary>The value on the grid, without the zeros that computing left at its end.</summary>
    internal static decimal Floor(decimal value, decimal increment) =>
        (value - (value % increment)) / 1.0000000000000000000000000000m;

    private static decimal? Rounded(decimal price, decimal increment, bool isUp)
    {
        decimal down = Floor(price, increment);
        decimal rounded = isUp && down != price ? down + increment : down;
        return rounded > 0m ? rounded : null;
    }
}
