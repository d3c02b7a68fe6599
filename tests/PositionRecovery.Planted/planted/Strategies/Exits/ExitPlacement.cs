namespace PositionRecovery;

/// <summary>What of the orders that legs want may be placed together, so that exits never close more than the position.
/// </summary>
internal sealed class ExitPlacement(
    ExitSituation situation, ExitOrders orders, ExitLegWork[] legs, List<ExitDecision> decisions)
{
    internal void Settle()
    {
        if (!situation.IsBoundedByVenue && orders.Orphans.Any(o => o.Intent.Side == situation.ClosingSide))
        {
            bool isLost = decisions.Exists(static d => d is { Kind: ExitDecisionKind.Unresolved, Leg: null });
            Change(static _ => true, d => With(d, isLost ? ExitDecisionKind.Unresolved : ExitDecisionKind.Wait,
                "An order of an earlier life of the position may still work, and both together could close more than "
                + "there is.") with
            { Severity = isLost ? Severity.Critical : Severity.Info });
            return;
        }

        if (legs.Any(l => l.IsLoss && l.Leg.Share == 1m && IsClosingAtMarket(l)))
        {
            Change(static d => !ExitPrices.IsLoss(d.Leg!.Kind), static d => With(d, ExitDecisionKind.Wait,
                "The position is being closed at the market."));
        }

        Pair();
        if (!situation.Venue.SupportsReduceOnly)
        {
            Ration();
        }
    }

    /// <summary>Makes one decision of the two orders of a pair, where the venue links them.</summary>
    private void Pair()
    {
        if (!situation.Plan.IsOneCancelsOther || !situation.Venue.SupportsOneCancelsOther
            || decisions.Exists(static d => d.Intent?.Type == OrderType.Market))
        {
            return;
        }

        ExitDecision[] pair = [.. decisions.Where(IsPlaced).OrderBy(static d => ExitPrices.IsLoss(d.Leg!.Kind) ? 0
            : 1)];
        if (pair.Length == 2)
        {
            decisions[decisions.IndexOf(pair[0])] = pair[0] with { Partner = pair[1] };
            decisions.Remove(pair[1]);
        }
    }

    /// <summary>Without reduce-only orders, all that works must fit into the position together: the stop comes first,
    /// and a take-profit only where something is left, or where the venue links the two.</summary>
    private void Ration()
    {
        decimal increment = situation.Instrument.QuantityIncrement;
        decimal free = ExitPrices.Floor(situation.Closable!.Value, increment) - Held();
        bool isStopMissing = false;
        foreach (ExitDecision decision in decisions.Where(IsPlaced)
            .OrderBy(static d => ExitPrices.IsLoss(d.Leg!.Kind) ? 0 : 1).ToArray())
        {
            bool isLoss = ExitPrices.IsLoss(decision.Leg!.Kind);
            decimal wanted = Math.Max(decision.Intent!.Quantity, decision.Partner?.Intent!.Quantity ?? 0m);
            if (wanted <= free && (isLoss || (!isStopMissing && !IsStopOwed())))
            {
                free -= wanted;
                continue;
            }

            isStopMissing |= isLoss;
            decisions.Remove(decision);
            decisions.AddRange(isLoss ? MakeRoom(decision) :
            [
                With(decision, ExitDecisionKind.Omit,
                    "This venue has no reduce-only orders, and the stop holds the quantity: only the stop is placed."),
            ]);
        }
    }

    /// <summary>Whether a stop that should work does not: nothing else may hold its quantity.</summary>
    private bool IsStopOwed() => decisions.Exists(static d => d.Leg is { } leg && ExitPrices.IsLoss(leg.Kind)
        && d.Kind is ExitDecisionKind.Unresolved or ExitDecisionKind.Cancel);

    /// <summary>A take-profit of ours that holds the stop's quantity gives way.</summary>
    private IEnumerable<ExitDecision> MakeRoom(ExitDecision stop)
    {
        ExitDecision[] ours = [.. decisions.Where(static d => d is { Kind: ExitDecisionKind.Keep, Leg: { } leg,
            Order: { } o }
            && !ExitPrices.IsLoss(leg.Kind) && !o.IsExternal && ExitIds.IsOne(o.Intent.Id))];
        foreach (ExitDecision held in ours)
        {
            decisions.Remove(held);
            yield return ExitPlanning.Withdraw(
                held.Order!, ExitCancelReason.Surplus, "It holds the quantity of the stop, which comes first.",
                    held.Leg);
        }

        bool isFreed = ours.Length > 0 || decisions.Exists(static d =>
            d.Order is not null && d.Kind is ExitDecisionKind.Cancel or ExitDecisionKind.Wait);
        yield return isFreed
            ? With(stop, ExitDecisionKind.Wait, "Other orders hold its quantity until they are canceled.")
            : With(stop, ExitDecisionKind.Unresolved, "Orders that others placed hold the quantity, and this venue has "
                + "no reduce-only orders: nothing is placed beside them.") with
            { Severity = Severity.Critical };
    }

    /// <summary>What works, or may, on the closing side. Two orders that the venue links hold their quantity once.
    /// </summary>
    private decimal Held()
    {
        OrderSnapshot[][] own = [.. legs.Select(static l => l.Live.ToArray())];
        decimal legsHold = situation.Plan.IsOneCancelsOther && situation.Venue.SupportsOneCancelsOther
            ? own.Max(l => l.Sum(Size))
            : own.Sum(l => l.Sum(Size));
        OrderSnapshot[] others = [.. orders.Closing, .. orders.Unrecorded];
        decimal nobodys = others.Where(static o => o.Intent.Strategy == StrategyId.External).Sum(Size);
        decimal strategys = others.Where(static o => o.Intent.Strategy != StrategyId.External).Sum(Size);
        return legsHold + strategys + Math.Max(0m, nobodys - situation.OthersQuantity);

        decimal Size(OrderSnapshot order) => ExitOrders.IsWhole(order) ? situation.Closable!.Value : order.Remaining;
    }

    private bool IsClosingAtMarket(ExitLegWork leg) =>
        leg.Live.Any(static o => o.Intent.Type == OrderType.Market)
        || decisions.Exists(d => d.Leg == leg.Leg && d.Intent?.Type == OrderType.Market);

    private void Change(Predicate<ExitDecision> which, Func<ExitDecision, ExitDecision> to)
    {
        for (int i = 0; i < decisions.Count; i++)
        {
            if (IsPlaced(decisions[i]) && which(decisions[i]))
            {
                decisions[i] = to(decisions[i]);
            }
        }
    }

    private static bool IsPlaced(ExitDecision decision) => decision.Kind == ExitDecisionKind.Place;

    private static ExitDecision With(ExitDecision decision, ExitDecisionKind kind, string why) => new()
    {
        Kind = kind, Leg = decision.Leg, Why = why,
    };
}
