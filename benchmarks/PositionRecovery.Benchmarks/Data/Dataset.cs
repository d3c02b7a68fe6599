namespace PositionRecovery.Benchmarks.Data;

/// <summary>The input of one reconciliation: as many positions as working orders, ten executions for each.</summary>
/// <param name="Mix">How the two sides differ.</param>
/// <param name="Keys">The number of positions.</param>
/// <param name="Cached">The books.</param>
/// <param name="Venue">The venue's answers.</param>
internal sealed record Dataset(Mix Mix, int Keys, CachedSnapshot Cached, VenueSnapshot Venue)
{
    internal const int FillsPerOrder = 10;
    private const int RowsPerKey = 2 + FillsPerOrder;

    /// <summary>Positions, orders and executions together.</summary>
    internal long Rows => (long)Keys * RowsPerKey;

    internal static Dataset Make(Mix mix, int keys) =>
        new(mix, keys, new CachedSide(mix, keys).Make(), new VenueSide(mix, keys).Make());

    internal ReconciliationPlan Reconcile() =>
        Reconciler.Reconcile(Cached, Venue, new ReconciliationOptions(), Story.Now);

    /// <summary>Makes sure that what is measured is what the mix is named for.</summary>
    /// <exception cref="InvalidOperationException">The plan is another one.</exception>
    internal void Check(ReconciliationPlan plan)
    {
        bool asNamed = Mix switch
        {
            Mix.AllMatched => plan.IsEmpty,
            Mix.Drift1Pct => plan.Diff.Count >= Keys / 100 && plan.Events.Count > 0 && plan.Questions.Count == 0,
            Mix.AllExternal => plan.SyntheticOrders.Count == 0 && HasAllPositions(plan),
            Mix.ColdStart => plan.SyntheticOrders.Count == Keys && HasAllPositions(plan),
            _ => false,
        };
        if (!asNamed || plan.Verdicts.Any(verdict => verdict.Verdict == Verdict.Unverified))
        {
            string found = string.Join("; ", plan.Diff.Take(3).Select(d => $"{d.Kind}: {d.Explanation}"));
            throw new InvalidOperationException(
                $"{Mix} with {Keys} keys gave {plan.Diff.Count} differences, {plan.Events.Count} events, "
                + $"{plan.SyntheticOrders.Count} synthetic orders, {plan.Questions.Count} questions. {found}");
        }
    }

    private bool HasAllPositions(ReconciliationPlan plan) =>
        plan.Projected.AccountBooks.Count(book => book.Quantity != 0m) == Keys && plan.Questions.Count == 0;
}
