namespace PositionRecovery;

/// <summary>What each strategy gets back after a reconciliation.</summary>
internal static class RecoveredStates
{
    internal static RecoveredState For(StrategyProfile profile, CachedSnapshot now, ReconciliationPlan plan)
    {
        StrategyId strategy = profile.Id;
        PositionSnapshot[] positions = [.. now.Positions.Where(p => p.Key.Strategy == strategy && p.Quantity != 0m)];
        OrderSnapshot[] orders = [.. now.Orders.Where(o => o.Intent.Strategy == strategy && !o.IsTerminal)];
        HashSet<(AccountId, InstrumentId)> places =
        [
            .. positions.Select(static p => (p.Key.Account, p.Key.Instrument)),
            .. now.Positions.Where(p => p.Key.Strategy == strategy).Select(static p => (p.Key.Account,
                p.Key.Instrument)),
            .. orders.Select(static o => (o.Intent.Account, o.Intent.Instrument)),
            .. profile.Claims.Select(static c => (c.Account, c.Instrument)),
        ];
        Discrepancy[] reasons = [.. plan.Diff.Where(d => d.Instrument is { } i && places.Contains((d.Account, i)))];
        return new RecoveredState
        {
            Positions = [.. positions.Select(p => Of(p, plan, reasons))], Orders = orders, Reasons = reasons,
        };
    }

    private static RecoveredPosition Of(PositionSnapshot position, ReconciliationPlan plan, Discrepancy[] reasons)
    {
        PositionKey key = position.Key;
        InstrumentVerdict? verdict = plan.Verdicts.FirstOrDefault(v =>
            v.Account == key.Account && v.Instrument == key.Instrument && v.Side == key.Side);
        return new RecoveredPosition
        {
            Position = position,
            Verdict = verdict is { IsPending: false, IsWithheld: false } ? verdict.Verdict : Verdict.Unverified,
            Discrepancies = [.. reasons.Where(d => d.Account == key.Account && d.Instrument == key.Instrument
                && (d.Side is null || d.Side == key.Side))],
        };
    }
}
