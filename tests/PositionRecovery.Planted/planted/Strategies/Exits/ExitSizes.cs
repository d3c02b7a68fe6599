namespace PositionRecovery;

/// <summary>How much each leg closes. Stops share the position out among themselves, take-profits among themselves.
/// </summary>
internal static class ExitSizes
{
    /// <summary>Sets what each leg has left to close.</summary>
    /// <remarks>Shares are of what there was before exits of the same kind executed: after a take-profit for half of
    /// the position, the other half still closes as much as it was meant to.</remarks>
    internal static void Assign(ExitPlan plan, IReadOnlyList<ExitLegWork> legs, decimal closable, decimal increment)
    {
        if (plan.IsOneCancelsOther)
        {
            foreach (ExitLegWork leg in legs)
            {
                Share([leg], closable, increment);
            }
        }
        else
        {
            Share([.. legs.Where(static l => l.IsLoss)], closable, increment);
            Share([.. legs.Where(static l => !l.IsLoss)], closable, increment);
        }
    }

    private static void Share(ExitLegWork[] legs, decimal closable, decimal increment)
    {
        decimal whole = closable + legs.Sum(static l => l.Executed);
        decimal total = ExitPrices.Floor(whole * legs.Sum(static l => l.Leg.Share), increment);
        decimal left = ExitPrices.Floor(closable, increment);
        for (int i = 0; i < legs.Length; i++)
        {
            bool isLast = i == legs.Length - 1; // takes what rounding left
            decimal target = isLast ? total : ExitPrices.Floor(whole * legs[i].Leg.Share, increment);
            total -= target;
            decimal rest = ExitPrices.Floor(Math.Max(0m, target - legs[i].Executed), increment);
            legs[i].Needed = legs[i].Outstanding = Math.Min(rest, left);
            left -= legs[i].Needed;
        }
    }
}
