namespace PositionRecovery.Tests;

/// <summary>A plan is a function of the facts, not of the order in which they arrived or how often.</summary>
public sealed class OrderProperties
{
    [Fact]
    public void Reconcile_TheSameCaseTwice_PlansTheSameToTheLastByte()
    {
        var census = new Census();
        PropertyRun.Holds(Scripts.Cases(Scripts.AnyVenue), seed: 51, tried =>
        {
            census.Count(tried);
            ReconciliationPlan first = tried.Reconcile();

            ReconciliationPlan second = tried.Again().Reconcile();

            Assert.Equal(first.Id, second.Id);
            Assert.Equal(PlanText.Of(first), PlanText.Of(second));
        });
        census.MustHaveSeenBothModes();
    }

    [Fact]
    public void Reconcile_FactsInAnotherOrderAndRepeated_PlansTheSame()
    {
        var census = new Census();
        PropertyRun.Holds(Scripts.Cases(Scripts.AnyVenue), seed: 52, tried =>
        {
            census.Count(tried);
            var shuffled = new Shuffled(tried.Answers.Withheld);
            ReconciliationPlan first = tried.Reconcile();

            ReconciliationPlan second = tried.Reconcile(shuffled.State(tried.Cached), shuffled.Venue(tried.Venue));

            Assert.Equal(PlanText.WithoutState(first), PlanText.WithoutState(second));
            Assert.Equal(PlanText.Of(first.Projected), PlanText.Of(second.Projected));
        });
        census.MustHaveSeenBothModes();
    }
}
