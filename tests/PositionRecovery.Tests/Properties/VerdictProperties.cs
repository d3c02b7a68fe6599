namespace PositionRecovery.Tests;

/// <summary>A verdict never promises what the venue did not say, and absence proves nothing where nobody looked.
/// </summary>
public sealed class VerdictProperties
{
    [Fact]
    public void Reconcile_WhateverTheAnswers_AQuantityCalledEqualIsTrue()
    {
        var census = new Census();
        PropertyRun.Holds(Scripts.Cases(Scripts.AnyVenue), seed: 71, tried =>
        {
            census.Count(tried);

            ReconciliationPlan plan = tried.Reconcile();

            foreach (InstrumentVerdict verdict in plan.Verdicts)
            {
                var key = new BookKey(verdict.Account, verdict.Instrument, verdict.Side);

                // On spot only balances are compared, and they cannot tell a deposit from an execution that a list
                // lacks; so there the lists decide.
                bool isSpot = tried.TradedWorld.KindOf(key.Account) == AccountKind.Spot;
                bool isProven = isSpot
                    ? verdict.Verdict == Verdict.Verified && tried.Answers.Withheld == 0
                    : verdict.Verdict != Verdict.Unverified;
                if (isProven)
                {
                    decimal quantity = Truth.QuantityOf(plan.Projected, key);
                    Truth.Same(key, $"{verdict.Verdict} quantity", tried.TradedWorld.Book(key).Quantity, quantity, 0m);
                }

                census.See($"{verdict.Verdict}");
            }
        });
        census.MustHaveSeenBothModes();
        census.MustHaveSeen("Verified", "Repaired", "Estimated", "Unverified");
    }

    [Fact]
    public void Reconcile_PositionsNotAnswered_NothingIsVerifiedAndNothingInvented()
    {
        var census = new Census();
        PropertyRun.Holds(Scripts.Cases(Scripts.AnyVenue, SilentAboutPositions), seed: 72, tried =>
        {
            census.Count(tried);

            ReconciliationPlan plan = tried.Reconcile();

            Assert.Empty(plan.SyntheticOrders);
            Assert.DoesNotContain(plan.Events, e => e is CostBasisRestatedEvent or PositionRestatedEvent);
            Assert.All(plan.Verdicts, v => Assert.Equal(Verdict.Unverified, v.Verdict));
            foreach (BookKey key in Truth.KeysOf(tried.TradedWorld, tried.Cached))
            {
                List<Execution> shown = [.. tried.TradedWorld.Executions.Where(e => e.Key == key && IsShown(tried, e))];
                bool isContradictory = plan.Diff.Any(d => d.Kind == DiscrepancyKind.InvalidReport
                    && (d.Account, d.Instrument, d.Side) == (key.Account, key.Instrument, key.Side));
                if (!isContradictory && !IsAbsurd(tried, shown))
                {
                    // A leg whose facts contradict themselves is left as it was, and says so. The fees of executions
                    // that only an order's total shows are not known, and on spot a fee may be a part of the quantity.
                    decimal expected = tried.TradedWorld.Book(key, shown).Quantity;
                    decimal fees = shown.Sum(e => e.FeeAsset == e.Order.Market.Instrument.BaseAsset ? e.Fee : 0m);
                    decimal quantity = Truth.QuantityOf(plan.Projected, key);
                    Truth.Same(key, "quantity of what was shown", expected, quantity, fees);
                }
            }
        });
        census.MustHaveSeenBothModes();
    }

    [Fact]
    public void Reconcile_AnotherAccountAnswers_NothingChanges()
    {
        var census = new Census();
        PropertyRun.Holds(Scripts.Cases(Scripts.AnyVenue, AskingAStranger), seed: 73, tried =>
        {
            census.Count(tried);

            ReconciliationPlan plan = tried.Reconcile();

            Assert.Empty(plan.Events);
            Assert.All(plan.Verdicts, v => Assert.Equal(Verdict.Unverified, v.Verdict));
        });
        census.MustHaveSeen("Netting", "Hedging", "BothLegs", "Spot");
    }

    [Fact]
    public void Reconcile_WhateverTheAnswers_NoWorkingOrderIsEnded()
    {
        var census = new Census();
        PropertyRun.Holds(Scripts.Cases(Scripts.AnyVenue), seed: 74, tried =>
        {
            census.Count(tried);

            Reconciled last = tried.ReconcileWithAnswers(tried.Cached);

            foreach (OrderSnapshot ended in last.Plan.Projected.Orders.Where(o => o.IsTerminal))
            {
                TrueOrder? order = tried.TradedWorld.Orders.SingleOrDefault(o => BeliefOrders.IdOf(o) == ended.Intent.Id);
                bool wasEnded = tried.Cached.Orders.Any(o => o.Intent.Id == ended.Intent.Id && o.IsTerminal);
                if (order is not null && !wasEnded)
                {
                    Assert.True(!order.IsAtVenue || order.Now.IsEnded, $"{order} works, and was ended: {ended}");
                    Assert.True(IsEvident(order, ended, last.Venue), $"Nothing shows the end of {order}: {ended}");
                    census.See("Ended");
                }
            }
        });
        census.MustHaveSeenBothModes();
        census.MustHaveSeen("Ended");
    }

    /// <summary>The end of an order was reported, or its executions add up to it, or two looks found nothing.</summary>
    private static bool IsEvident(TrueOrder order, OrderSnapshot ended, VenueSnapshot venue) =>
        venue.Answers.SelectMany(a => a.Reports).OfType<OrderReport>()
            .Any(r => r.VenueOrder == order.VenueId && r.Account == order.Key.Account && r.Status == order.Now.Status)
        || ended.Fills.Sum(f => f.Quantity) >= ended.Intent.Quantity
        || venue.Answers.Count(a => a.Query is OrderQuery && a.Coverage.IsComplete && a.Reports.Count == 0) >= 2;

    private static CaseScript SilentAboutPositions(CaseScript script) => script.Answering(v => v with
    {
        Positions = v.HasMarks ? AnswerStyle.Failed : AnswerStyle.NotAsked,
    });

    private static CaseScript AskingAStranger(CaseScript script) => script
        .Answering(v => v with { Accounts = AnswerStyle.Stranger })
        .Remembering(b => b with
        {
            KnowsIdentity = true,
            Kind = b.Kind == BeliefKind.Cold ? BeliefKind.Full : b.Kind,
        });

    /// <summary>Whether what was shown, without what was not, turns a leg over or sells more than was held.</summary>
    private static bool IsAbsurd(Case tried, List<Execution> shown) => shown.Exists(e =>
    {
        decimal quantity = tried.TradedWorld.Book(e.Key, shown.Where(s => s.Number <= e.Number)).Quantity;
        return e.Order.Market.EndsAtZero && (e.Key.Side == PositionSide.Short ? quantity > 0m : quantity < 0m);
    });

    /// <summary>Whether the engine knew it, or the venue showed it, by itself or in the total of its order.</summary>
    private static bool IsShown(Case tried, Execution execution) =>
        tried.Belief.Known.Contains(execution)
        || tried.View.Lists(execution)
        || tried.Venue.Answers.SelectMany(a => a.Reports).OfType<OrderReport>()
            .Any(r => r.VenueOrder == execution.Order.VenueId && r.Account == execution.Key.Account);
}
