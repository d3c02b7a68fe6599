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
            Assert.Equal(SnapshotJson.Write(first), SnapshotJson.Write(second));
        });
        census.MustHaveSeenBothModes();
    }

    /// <summary>A case that was written to a file and read again is the same case.</summary>
    [Fact]
    public void Reconcile_FactsReadBackFromAFile_PlansTheSame()
    {
        var census = new Census();
        PropertyRun.Holds(Scripts.Cases(Scripts.AnyVenue), seed: 53, tried =>
        {
            census.Count(tried);
            CachedSnapshot cached = SnapshotJson.ReadCached(SnapshotJson.Write(tried.Cached), "cached");
            VenueSnapshot venue = SnapshotJson.ReadVenue(SnapshotJson.Write(tried.Venue), "venue");

            Assert.Equal(PlanText.Of(tried.Reconcile()), PlanText.Of(tried.Reconcile(cached, venue)));
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
