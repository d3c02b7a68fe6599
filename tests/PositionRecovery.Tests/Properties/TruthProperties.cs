namespace PositionRecovery.Tests;

/// <summary>Where the venue tells everything, the books tell the truth: to the last digit where all executions are
/// known, and whatever the engine had missed.</summary>
public sealed class TruthProperties
{
    [Fact]
    public void Reconcile_EverythingAnswered_EveryQuantityIsTrue()
    {
        var census = new Census();
        PropertyRun.Holds(Scripts.Cases(Scripts.CompleteVenue), seed: 61, tried =>
        {
            census.Count(tried);

            ReconciliationPlan plan = tried.ReconcileWithAnswers(tried.Cached).Plan;

            foreach (BookKey key in Truth.KeysOf(tried.TradedWorld, tried.Cached))
            {
                decimal truth = tried.TradedWorld.Book(key).Quantity;
                Truth.Same(key, "quantity", truth, Truth.QuantityOf(plan.Projected, key), 0m);
                Truth.Same(key, "sum of the owners", truth, Truth.OwnedQuantity(plan.Projected, key), 0m);
            }

            InstrumentVerdict? doubted = plan.Verdicts.FirstOrDefault(v => v.Verdict == Verdict.Unverified);
            Assert.True(doubted is null, $"{doubted}");
        });
        census.MustHaveSeenBothModes();
    }

    [Fact]
    public void Reconcile_EverythingAnsweredAndNothingPurged_AverageProfitAndFeesAreTrueToTheLastDigit()
    {
        var census = new Census();
        var cases = Scripts.Cases(Scripts.CompleteVenue, s => s.Remembering(Scripts.Unabridged));
        PropertyRun.Holds(cases, seed: 62, tried =>
        {
            census.Count(tried);

            ReconciliationPlan plan = tried.ReconcileWithAnswers(tried.Cached).Plan;

            foreach (BookKey key in tried.TradedWorld.Keys)
            {
                Truth.IsToldBy(Truth.BookOf(plan.Projected, key), tried.TradedWorld.Book(key), key);
            }

            Assert.Empty(plan.SyntheticOrders);
        });
        census.MustHaveSeen("Netting", "Hedging", "BothLegs", "Spot", "SeveralLives", "External", "Full", "Cold");
    }

    [Fact]
    public void Reconcile_EverythingAnsweredAfterAPurge_AverageProfitAndFeesAreTrueToARounding()
    {
        const decimal rounding = 0.000000000001m;
        var census = new Census();
        var cases = Scripts.Cases(
            Scripts.CompleteVenue, s => s.Remembering(b => b with { Kind = BeliefKind.Purged }));
        PropertyRun.Holds(cases, seed: 63, tried =>
        {
            census.Count(tried);

            ReconciliationPlan plan = tried.ReconcileWithAnswers(tried.Cached).Plan;

            foreach (BookKey key in tried.TradedWorld.Keys)
            {
                Truth.IsToldBy(Truth.BookOf(plan.Projected, key), tried.TradedWorld.Book(key), key, rounding);
            }

            Assert.Empty(plan.SyntheticOrders);
        });
        census.MustHaveSeen("Netting", "Hedging", "BothLegs", "Spot", "SeveralLives", "External", "Purged");
    }

    [Fact]
    public void Reconcile_EverythingAnswered_EveryOrderIsKnownAndInItsTrueState()
    {
        var census = new Census();
        PropertyRun.Holds(Scripts.Cases(Scripts.CompleteVenue), seed: 64, tried =>
        {
            census.Count(tried);

            ReconciliationPlan plan = tried.ReconcileWithAnswers(tried.Cached).Plan;

            foreach (TrueOrder order in tried.TradedWorld.Orders.Where(o => o.IsAtVenue && !MayBeLeftOut(tried, o)))
            {
                OrderSnapshot known = Assert.Single(plan.Projected.Orders, o => Is(order, o));
                Assert.Equal((order.Now.Status, order.Now.Filled), (known.Status, known.Filled));
                Assert.Equal((order.Now.Quantity, order.Now.Price), (known.Intent.Quantity, known.Intent.Price));
                Assert.Equal((order.Side, order.Key.Side), (known.Intent.Side, known.Intent.PositionSide));
                Assert.Equal(order.Now.Executions.Count, known.Fills.Count);
            }

            foreach (TrueOrder lost in tried.TradedWorld.Orders.Where(o => !o.IsAtVenue))
            {
                OrderSnapshot? known = plan.Projected.Orders.SingleOrDefault(o => o.Intent.Id == lost.ClientId);
                Assert.True(known is null or { Status: OrderStatus.Rejected, IsInferredTerminal: true }, $"{known}");
            }
        });
        census.MustHaveSeenBothModes();
    }

    /// <summary>A life of a position keeps its name until the position is flat or turned over.</summary>
    [Fact]
    public void Reconcile_EverythingAnswered_ALifeKeepsItsNameUntilItEnds()
    {
        var census = new Census();
        var cases = Scripts.Cases(
            Scripts.CompleteVenue, s => s.Remembering(b => b with { Kind = BeliefKind.Full, Holes = 0 }));
        PropertyRun.Holds(cases, seed: 65, tried =>
        {
            census.Count(tried);

            ReconciliationPlan plan = tried.ReconcileWithAnswers(tried.Cached).Plan;

            foreach (BookKey key in tried.TradedWorld.Keys)
            {
                EpochId? before = Truth.BookOf(tried.Cached, key)?.Epoch;
                EpochId? after = Truth.BookOf(plan.Projected, key)?.Epoch;
                NaiveBook truth = tried.TradedWorld.Book(key);
                bool isSameLife = truth.Lives == tried.TradedWorld.Book(key, tried.Belief.Known).Lives;
                Assert.Equal(truth.Quantity == 0m, after is null);
                Assert.Equal(truth.Quantity != 0m && isSameLife, after is not null && before == after);
                census.See(isSameLife ? "SameLife" : "AnotherLife");
            }
        });
        census.MustHaveSeen("Netting", "Hedging", "BothLegs", "Spot", "SameLife", "AnotherLife");
    }

    /// <summary>An order is known by the venue's id; one that was refused at once may never have got to know its own.
    /// </summary>
    private static bool Is(TrueOrder order, OrderSnapshot known) =>
        (known.Intent.Account, known.Intent.Instrument) == (order.Key.Account, order.Key.Instrument)
        && (known.VenueOrder == order.VenueId || (known.VenueOrder is null && known.Intent.Id == order.ClientId));

    /// <summary>Of what was purged the engine keeps the executions' names only; such an order may come back or not. Nor
    /// does it matter whether the books learn of an order that came and went without an execution.</summary>
    private static bool MayBeLeftOut(Case tried, TrueOrder order) => order.Now.IsEnded
        && (order.Now.UpdatedAt <= tried.Belief.Horizon
            || (order.Now.Filled == 0m && !tried.Cached.Orders.Any(o => Is(order, o))));
}
