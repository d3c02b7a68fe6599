using PositionRecovery.Tests.Scenarios.Support;
using static PositionRecovery.Tests.Scenarios.Support.Words;

namespace PositionRecovery.Tests.Scenarios;

/// <summary>A crash anywhere repeats the recovery: it must find the same plan, and the same ids in it.</summary>
public sealed class DeterminismTests
{
    [Fact]
    public void RecoveryRepeated_BeforeItWasCommitted_MakesTheSamePlan()
    {
        Recovered first = Busy().Recover();
        Recovered second = Busy().Recover();

        Assert.Equal(first.Plan.Id, second.Plan.Id);
        Assert.Equal(Ids(first), Ids(second));
        Assert.Equal(first.Plan.Events.Select(e => e.ToString()), second.Plan.Events.Select(e => e.ToString()));
    }

    [Fact]
    public void RecoveryRepeated_AtAnotherTime_UsesTheSameIds()
    {
        World later = Busy(readMinute: 75);

        Recovered first = Busy().Recover();
        Recovered second = later.Recover();

        Assert.Equal(Ids(first), Ids(second));
        Assert.Equal(first.Plan.Id, second.Plan.Id);
    }

    [Fact]
    public void ReportsInAnyOrder_MakeTheSamePlan()
    {
        World world = Busy();
        VenueSnapshot venue = world.Venue.Snapshot();
        VenueSnapshot reversed = VenueSnapshot.Of(
        [
            .. venue.Answers.Reverse().Select(answer => VenueAnswer.Complete(
                answer.Query, answer.Coverage.To!.Value, [.. answer.Reports.Reverse()])),
        ]);

        ReconciliationPlan forward = Reconciler.Reconcile(world.Books.Snapshot(), venue, world.Options, world.Now);
        ReconciliationPlan backward = Reconciler.Reconcile(world.Books.Snapshot(), reversed, world.Options, world.Now);

        Assert.Equal(forward.Id, backward.Id);
        Assert.Equal(forward.Events.Select(e => e.ToString()), backward.Events.Select(e => e.ToString()));
    }

    [Fact]
    public void RecoveryAfterItsCommit_AddsNoSecondSyntheticOrder()
    {
        World world = Busy();
        Recovered first = world.Recover();

        Recovered second = world.RecoverAfter(first);

        second.ChangedNothing();
        Assert.Equal(first.Plan.Projected.Orders.Count, second.Plan.Projected.Orders.Count);
    }

    [Fact]
    public void SyntheticOrders_OfDifferentTargetsAndKeys_HaveDifferentIds()
    {
        string[] ids =
        [
            OpeningOf(5m, 100m, Perpetual), OpeningOf(6m, 100m, Perpetual), OpeningOf(5m, 101m, Perpetual),
            OpeningOf(5m, 100m, OtherPerpetual), OpeningOf(-5m, 100m, Perpetual),
        ];

        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    /// <summary>The venue takes 1 to 36 characters from a small alphabet.</summary>
    [Fact]
    public void SyntheticIds_FitTheNarrowestVenuesRule() =>
        Assert.All(Ids(Busy().Recover()), id => Assert.Matches("^[.A-Z:/a-z0-9_-]{1,36}$", id));

    [Fact]
    public void TheSamePositionOpenedTwiceInDifferentLives_HasTwoIds()
    {
        Recovered opened = Holding(5m, readMinute: 60).Recover();
        Recovered closed = Holding(0m, readMinute: 70).RecoverAfter(opened);

        Recovered reopened = Holding(5m, readMinute: 80).RecoverAfter(closed);

        Assert.NotEqual(opened.Synthetic.Id, reopened.Synthetic.Id);
        Assert.Equal((5m, 100m), (reopened.Account().Quantity, reopened.Account().Average));
        Assert.NotEqual(opened.AccountBook()?.Epoch, reopened.AccountBook()?.Epoch);
        reopened.IsSettled();
    }

    /// <summary>An opening, a flip, a missed execution and an inferred one.</summary>
    private static World Busy(double readMinute = ReadMinute)
    {
        World world = new() { ReadMinute = readMinute };
        world.Books.Holds(Alpha, 10m, 100m, on: OtherPerpetual);
        world.Books.Has(Order("a1", Buy, 100m));
        world.Venue.Shows(Report("a1", Buy, 100m) with
        {
            Status = OrderStatus.Canceled,
            Filled = 30m,
            AveragePrice = 10m,
        });
        world.OnlyVenueSaw(Bought(5m, 11m, minute: 20) with { Order = "by-hand" });
        world.Venue.Holds(35m, average: null);
        world.Venue.Holds(-4m, 90m, on: OtherPerpetual);
        world.Venue.Holds(7m, 8_000m, on: Inverse);
        return world;
    }

    private static World Holding(decimal quantity, double readMinute)
    {
        World world = new() { ReadMinute = readMinute };
        world.Venue.WasNotAsked<FillsQuery>();
        world.Venue.Holds(quantity, quantity == 0m ? null : 100m);
        return world;
    }

    private static string OpeningOf(decimal quantity, decimal average, InstrumentDefinition instrument)
    {
        World world = new(instrument);
        world.Venue.WasNotAsked<FillsQuery>();
        world.Venue.Holds(quantity, average);
        return world.Recover().Synthetic.Id.Value;
    }

    private static List<string> Ids(Recovered recovered) =>
    [
        .. recovered.Synthetics.Select(order => order.Id.Value),
        .. recovered.AppliedFills.Where(fill => fill.IsPlaceholder).Select(fill => fill.Trade.Value),
    ];
}
