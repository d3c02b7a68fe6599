namespace PositionRecovery;

/// <summary>Compares what an engine believed with what its venues report, and plans how to make the books true. Pure:
/// the same inputs give the same plan, byte for byte, in whatever order reports arrive. Thread-safe; it keeps no state
/// and does no I/O.</summary>
public static class Reconciler
{
    /// <summary>Withholding a position can bring another one's conclusion down, but never more than this often in a
    /// row;
    /// then the rest is withheld, too.</summary>
    private const int MaxPasses = 8;

    /// <summary>Makes the plan.</summary>
    /// <param name="cached">What the engine believed.</param>
    /// <param name="venue">What the venues said.</param>
    /// <param name="options">How to reconcile; copied, so it may be changed afterwards.</param>
    /// <param name="now">The present venue time, by which ages are judged.</param>
    /// <returns>The plan. It is a value: nothing has happened yet.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static ReconciliationPlan Reconcile(
        CachedSnapshot cached, VenueSnapshot venue, ReconciliationOptions options, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(cached);
        ArgumentNullException.ThrowIfNull(venue);
        ArgumentNullException.ThrowIfNull(options);
        var policy = new Policy(options);
        var withheld = new Dictionary<BookKey, Withholding>();
        var broken = new SortedDictionary<BookKey, string>(KeyOrder.Books);
        for (int i = 0; i < MaxPasses; i++)
        {
            PassResult result;
            using (var pass = new ReconciliationPass(cached, venue, policy, now, withheld))
            {
                result = pass.Run();
            }

            if (WithholdMassFlattening(policy, result, withheld))
            {
                continue;
            }

            var check = new SelfCheck(cached, venue, policy, now);
            check.Check(result, withheld);
            bool hasMore = false;
            foreach ((BookKey key, string what) in check.Broken)
            {
                hasMore |= withheld.TryAdd(key, new Withholding(what, IncludesFacts: true));
                broken.TryAdd(key, what);
            }

            if (!hasMore)
            {
                return Seal(result, broken);
            }

            if (i == MaxPasses - 2)
            {
                result.Cases.ForEach(c => withheld.TryAdd(c.Key, new Withholding("the plan did not settle",
                    IncludesFacts: true)));
            }
        }

        using var last = new ReconciliationPass(cached, venue, policy, now, withheld);
        return Seal(last.Run(), broken);
    }

    private static ReconciliationPlan Seal(PassResult result, SortedDictionary<BookKey, string> broken) =>
        PlanSealer.Seal(result, broken.Select(static b => Report(b.Key, b.Value)));

    /// <summary>A list that suddenly lacks most of an account is more likely wrong than the account is.</summary>
    private static bool WithholdMassFlattening(
        Policy policy, PassResult result, Dictionary<BookKey, Withholding> withheld)
    {
        if (policy.AllowMassFlattening)
        {
            return false;
        }

        bool hasMore = false;
        foreach (IGrouping<AccountId, KeyCase> account in result.Cases
            .Where(static c => c.FlattensOnAbsence && !c.IsUnverified).GroupBy(static c => c.Key.Account))
        {
            int flattened = account.Count();
            int open = result.OpenPositions.GetValueOrDefault(account.Key);
            if (flattened > 1 && flattened * 2 > open)
            {
                foreach (KeyCase position in account)
                {
                    hasMore |= withheld.TryAdd(position.Key, new Withholding(
                        $"the venue does not show {flattened} of {open} open positions; an operator must approve that",
                        IncludesFacts: false));
                }
            }
        }

        return hasMore;
    }

    private static Discrepancy Report(BookKey key, string what) => new()
    {
        Kind = DiscrepancyKind.InvariantBroken,
        Severity = Severity.Critical,
        Account = key.Account,
        Instrument = key.Instrument,
        Side = key.Side,
        Action = DiscrepancyAction.Withheld,
        Explanation = $"{Explain.Key(key)} is left alone: {what}.",
    };
}
