namespace PositionRecovery;

/// <summary>One leg of a plan while it is judged.</summary>
internal sealed class ExitLegWork(ExitLeg leg, IReadOnlyList<(int Attempt, OrderSnapshot Order)> attempts)
{
    internal ExitLeg Leg { get; } = leg;

    /// <summary>The orders placed for it in this life of the position, in order.</summary>
    internal IReadOnlyList<(int Attempt, OrderSnapshot Order)> Attempts { get; } = attempts;

    internal bool IsLoss => ExitPrices.IsLoss(Leg.Kind);

    /// <summary>What its orders have executed.</summary>
    internal decimal Executed => Attempts.Sum(static a => a.Order.Filled);

    /// <summary>What is left for it to close.</summary>
    internal decimal Needed { get; set; }

    /// <summary>What is left for its own order to close, when orders of before the store was lost cover a part.
    /// </summary>
    internal decimal Outstanding { get; set; }

    /// <summary>What is left beyond the greatest order that the venue takes.</summary>
    internal decimal Beyond { get; set; }

    /// <summary>Orders placed before the store was lost that stand for it.</summary>
    internal List<OrderSnapshot> Adopted { get; } = [];

    internal int NextAttempt => Attempts.Count == 0 ? 1 : Attempts[^1].Attempt + 1;

    /// <summary>The orders that have not ended, the latest first.</summary>
    internal IEnumerable<OrderSnapshot> Live =>
        Attempts.Reverse().Select(static a => a.Order).Where(static o => !o.IsTerminal);

    internal OrderSnapshot? Last => Attempts.Count == 0 ? null : Attempts[^1].Order;
}
