namespace PositionRecovery;

/// <summary>How much of a position working stops cover, whoever placed them.</summary>
internal static class Cover
{
    internal static Protection Of(
        ExitSituation situation, ExitOrders orders, ExitLegWork[] legs, List<ExitDecision> decisions)
    {
        ExitLegWork[] stops = [.. legs.Where(static l => l.IsLoss)];
        if (stops.Length == 0)
        {
            return new Protection(ProtectionState.ByChoice, 0m, 0m, "The strategy wants no stop.");
        }

        decimal needed = situation.Closable is null
            ? Math.Abs(situation.Position.Quantity) * Math.Min(1m, stops.Sum(static l => l.Leg.Share))
            : stops.Sum(static l => l.Needed);
        OrderSnapshot[] going =
            [.. decisions.Where(static d => d.Kind == ExitDecisionKind.Cancel).Select(static d => d.Order!)];
        decimal covered = Math.Min(needed, Working(situation, orders, stops.SelectMany(static l => l.Live), going));
        ExitDecision[] about = [.. decisions.Where(static d => d.Leg is { } leg && ExitPrices.IsLoss(leg.Kind))];
        ExitDecision? failed = Array.Find(about, static d => d.Kind == ExitDecisionKind.Unresolved);
        if (covered >= needed && (needed > 0m || failed is null))
        {
            return needed > 0m
                ? new Protection(ProtectionState.Protected, needed, covered, "Working stops cover it.")
                : new Protection(ProtectionState.ByChoice, 0m, 0m, "Its stops were executed; no more are planned.");
        }

        ExitDecision? coming = Array.Find(about, static d => d.Kind is ExitDecisionKind.Place or ExitDecisionKind.Wait
            or ExitDecisionKind.Cancel || d.Order?.Intent.Type == OrderType.Market);
        return failed is null && coming is not null
            ? new Protection(ProtectionState.Pending, needed, covered, coming.Why)
            : new Protection(ProtectionState.Unprotected, needed, covered, failed?.Why ?? "Its stops cover less.");
    }

    /// <summary>What works now, where there is no plan to compare it with.</summary>
    internal static Protection Present(
        ExitSituation situation, ExitOrders orders, ProtectionState state, string reason)
    {
        decimal needed = Math.Abs(situation.Position.Quantity);
        IEnumerable<OrderSnapshot> own = orders.Orphans.Where(o => o.Intent.Side == situation.ClosingSide
            && ExitPrices.IsLoss(ExitPurpose.Of(o.Intent, situation.Mark)));
        return new Protection(state, needed, Math.Min(needed, Working(situation, orders, own, [])), reason);
    }

    private static decimal Working(
        ExitSituation situation, ExitOrders orders, IEnumerable<OrderSnapshot> stops, OrderSnapshot[] going)
    {
        decimal own = 0m;
        decimal nobodys = 0m;
        foreach (OrderSnapshot order in stops
            .Concat(orders.Unrecorded.Concat(orders.Foreign)
                .Where(o => ExitPrices.IsLoss(ExitPurpose.Of(o.Intent, situation.Mark)))))
        {
            if (!ExitOrders.IsWorking(order) || order.Intent.Type == OrderType.Market
                || Array.Exists(going, o => ReferenceEquals(o, order)))
            {
                continue;
            }

            if (ExitOrders.IsWhole(order))
            {
                return decimal.MaxValue;
            }

            own += order.Intent.Strategy == StrategyId.External ? 0m : order.Remaining;
            nobodys += order.Intent.Strategy == StrategyId.External ? order.Remaining : 0m;
        }

        return own + Math.Max(0m, nobodys - situation.OthersQuantity);
    }
}
