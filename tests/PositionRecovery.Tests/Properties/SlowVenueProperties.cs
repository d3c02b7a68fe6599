namespace PositionRecovery.Tests;

/// <summary>Executions that are listed one by one, in any order, over several reads of a position that moves on.
/// </summary>
public sealed class SlowVenueProperties
{
    [Fact]
    public void Reconcile_ReadByRead_IsTrueInQuantityAndDoneAtOnce()
    {
        PropertyRun.Holds(SlowVenueScript.Any, seed: 91, script =>
        {
            var venue = new SlowVenue(script);
            CachedSnapshot state = SlowVenue.NothingKnown;
            for (int read = 0; read < script.Reads; read++)
            {
                ReconciliationPlan plan = Reconcile(state, venue, read);
                state = plan.Projected;
                Truth.Same(
                    SlowVenue.Key, "quantity", venue.Truth(read).Quantity, Truth.QuantityOf(state, SlowVenue.Key), 0m);
                PlanChecks.AddsUp(state);
                PlanChecks.FindsNothingNew(plan, Reconcile(state, venue, read));
                Assert.DoesNotContain(plan.Diff, d => d.Kind == DiscrepancyKind.InvariantBroken);
                Assert.DoesNotContain(plan.Verdicts, v => v.Verdict == Verdict.Unverified);
            }
        });
    }

    /// <summary>However many placeholders stood at one time, on both sides and for several stretches of time.</summary>
    [Fact]
    public void Reconcile_AllListedInTheEnd_NoPlaceholderIsLeftAndTheBookIsTrue()
    {
        bool hasSeenBothSides = false;
        PropertyRun.Holds(SlowVenueScript.Any, seed: 92, script =>
        {
            const decimal lastDigits = 0.000000000001m;
            var venue = new SlowVenue(script);
            CachedSnapshot state = SlowVenue.NothingKnown;
            for (int read = 0; read < script.Reads; read++)
            {
                state = Reconcile(state, venue, read).Projected;
                hasSeenBothSides |= Placeholders(state).Select(f => f.Side).Distinct().Count() > 1;
            }

            Assert.Empty(Placeholders(state));
            Truth.IsToldBy(
                Truth.BookOf(state, SlowVenue.Key), venue.Truth(script.Reads - 1), SlowVenue.Key, lastDigits);
        });
        Assert.True(hasSeenBothSides);
    }

    private static ReconciliationPlan Reconcile(CachedSnapshot state, SlowVenue venue, int read) =>
        Reconciler.Reconcile(
            state, venue.Snapshot(read), new ReconciliationOptions(), SlowVenue.ReadAt(read).AddSeconds(10));

    private static IEnumerable<FillSnapshot> Placeholders(CachedSnapshot state) =>
        state.Orders.SelectMany(o => o.Fills).Where(f => f.IsPlaceholder);
}
