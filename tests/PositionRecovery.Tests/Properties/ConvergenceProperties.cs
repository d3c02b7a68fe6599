namespace PositionRecovery.Tests;

/// <summary>A plan leads to a state in which there is nothing more to do.</summary>
public sealed class ConvergenceProperties
{
    [Fact]
    public void Reconcile_TheStateItPlanned_PlansNothingMore()
    {
        var census = new Census();
        PropertyRun.Holds(Scripts.Cases(Scripts.AnyVenue), seed: 31, tried =>
        {
            census.Count(tried);
            ReconciliationPlan first = tried.Reconcile();

            ReconciliationPlan second = tried.Reconcile(first.Projected, tried.Venue);

            PlanChecks.FindsNothingNew(first, second);
        });
        census.MustHaveSeenBothModes();
    }

    [Fact]
    public void Reconcile_EverythingAnswered_IsDoneAfterOnePlan()
    {
        var census = new Census();
        PropertyRun.Holds(Scripts.Cases(Scripts.CompleteVenue), seed: 32, tried =>
        {
            census.Count(tried);
            Reconciled first = tried.ReconcileWithAnswers(tried.Cached);

            ReconciliationPlan second = Reconciler.Reconcile(
                first.Plan.Projected, first.Venue, tried.Options.Build(tried.TradedWorld), first.Now);

            PlanChecks.IsDone(second);
        });
        census.MustHaveSeenBothModes();
    }

    /// <summary>Questions must end: a question that its own truthful answer does not settle would be asked for ever.
    /// </summary>
    [Fact]
    public void Reconcile_QuestionsAnsweredTruthfully_AsksNoMore()
    {
        var census = new Census();
        PropertyRun.Holds(Scripts.Cases(Scripts.ForgetfulVenue, WithUnlimitedRetention), seed: 33, tried =>
        {
            census.Count(tried);

            Reconciled last = tried.ReconcileWithAnswers(tried.Cached);

            Assert.True(
                last.Plan.Questions.Count == 0,
                $"Still asking after {last.Rounds} rounds:\n{PlanText.WithoutState(last.Plan)}");
        });
        census.MustHaveSeenBothModes();
    }

    /// <summary>The reconciler checks its own plans, and names a plan that does not do what it promises.</summary>
    [Fact]
    public void Reconcile_WhateverTheAnswers_NeverFailsItsOwnCheck()
    {
        var census = new Census();
        PropertyRun.Holds(Scripts.Cases(Scripts.AnyVenue), seed: 34, tried =>
        {
            census.Count(tried);
            CachedSnapshot state = tried.Cached;
            foreach (Case stage in new[] { tried, tried.With(v => v with { Withheld = 0, Fills = ListStyle.All }) })
            {
                ReconciliationPlan plan = stage.ReconcileWithAnswers(state).Plan;
                state = plan.Projected;
                Discrepancy? broken = plan.Diff.FirstOrDefault(d => d.Kind == DiscrepancyKind.InvariantBroken);
                Assert.True(broken is null, $"{broken}");
            }
        });
        census.MustHaveSeenBothModes();
    }

    /// <summary>What a venue no longer keeps it cannot be asked for.</summary>
    private static CaseScript WithUnlimitedRetention(CaseScript script) => script.Answering(v => v with
    {
        Fills = v.Fills == ListStyle.Partial ? ListStyle.Since : v.Fills,
    });
}
