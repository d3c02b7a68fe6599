namespace PositionRecovery.Tests;

/// <summary>Nothing is made and nothing is lost: every book is the sum of its parts.</summary>
public sealed class ConservationProperties
{
    [Fact]
    public void Reconcile_WhateverTheAnswers_LeavesBooksThatAddUp()
    {
        var census = new Census();
        PropertyRun.Holds(Scripts.Cases(Scripts.AnyVenue), seed: 41, tried =>
        {
            census.Count(tried);

            PlanChecks.AddsUp(tried.Reconcile().Projected);
        });
        census.MustHaveSeenBothModes();
    }

    [Fact]
    public void Reconcile_WhateverTheAnswers_KeepsTheLegsOfAHedgingAccountApart()
    {
        var census = new Census();
        PropertyRun.Holds(Scripts.Cases(Scripts.ForgetfulVenue), seed: 43, tried =>
        {
            census.Count(tried);

            PlanChecks.KeepsLegsApart(tried, tried.Reconcile());
        });
        census.MustHaveSeenBothModes();
    }

    [Fact]
    public void Events_AppliedToWhatWasCached_GiveTheProjectedState()
    {
        var census = new Census();
        PropertyRun.Holds(Scripts.Cases(Scripts.AnyVenue), seed: 42, tried =>
        {
            census.Count(tried);
            ReconciliationPlan plan = tried.Reconcile();

            CachedSnapshot applied = StateFold.Apply(tried.Cached, plan.Events);

            Assert.Equal(PlanText.Of(plan.Projected), PlanText.Of(applied));
        });
        census.MustHaveSeenBothModes();
    }
}
