namespace PositionRecovery;

/// <summary>Compares what should protect a position with what works at the venue. Pure: the same situation gives the
/// same decisions, and once they are carried out and reported there is nothing left to decide.</summary>
/// <remarks>
/// <para>An order is replaced by canceling it and placing the next attempt when its end is known, never the other way
/// round: two attempts at one leg that work at once could both execute. The position is without that order in between,
/// and says so (<see cref="ProtectionState.Pending"/>).</para>
/// <para>An order of an earlier life is canceled while the new ones are placed, where reduce-only keeps them together
/// from closing more than the position. Elsewhere the new ones wait for its end.</para>
/// </remarks>
internal static class ExitPlanner
{
    internal static ExitProposal Plan(ExitSituation situation)
    {
        var orders = new ExitOrders(situation);
        return situation switch
        {
            { IsFlat: true } => Flat(situation, orders),
            { Plan.UndecidedReason: { } reason } => Undecided(situation, orders, reason),
            { Position.Epoch: { } epoch } => new ExitPlanning(situation, orders, epoch).Run(),
            _ => Nameless(situation, orders),
        };
    }

    /// <summary>The order that an exit of ours is replaced or followed by must be named by what it is for.</summary>
    private static ExitProposal Nameless(ExitSituation situation, ExitOrders orders)
    {
        const string why = "The life of the position has no id, so that an exit could not be told from an earlier one.";
        return new ExitProposal
        {
            Decisions =
            [
                .. orders.Orphans.Select(static o => Left(o, "It is left alone: the life of the position has no id.")),
                new ExitDecision { Kind = ExitDecisionKind.Unresolved, Severity = Severity.Critical, Why = why },
            ],
            Protection = Cover.Present(situation, orders, ProtectionState.Unprotected, why),
        };
    }

    private static ExitProposal Undecided(ExitSituation situation, ExitOrders orders, string reason) => new()
    {
        Decisions =
        [
            .. orders.Orphans.Concat(orders.Unrecorded)
                .Select(static o => Left(o, "It is left alone: the strategy cannot say what it wants.")),
        ],
        Protection = Cover.Present(situation, orders, ProtectionState.Undecided, reason),
    };

    private static ExitProposal Flat(ExitSituation situation, ExitOrders orders)
    {
        bool isProven = situation.Closable is not null;
        return new ExitProposal
        {
            Decisions =
            [
                .. orders.Orphans.Select(o => isProven
                    ? ExitPlanning.Withdraw(o, ExitCancelReason.Orphan, "The position it protected is closed.")
                    : Left(o, "It is left alone: that the position is closed is not proven.")),
                .. orders.UnrecordedOf(situation.Position.Key.Strategy).Select(static o => new ExitDecision
                {
                    Kind = ExitDecisionKind.Unresolved, Order = o, Severity = Severity.Warning,
                    Why = $"Exit {o.Intent.Id} works, its position is closed, and the journal does not hold its "
                        + "intent: a person must cancel it.",
                }),
            ],
            Protection = new Protection(ProtectionState.Flat, 0m, 0m, "There is no position."),
        };
    }

    private static ExitDecision Left(OrderSnapshot order, string why) => new()
    {
        Kind = ExitDecisionKind.Keep, Order = order, Why = why,
    };
}
