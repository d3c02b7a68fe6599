using PositionRecovery.Tests.Scenarios.Support;
using static PositionRecovery.Tests.Scenarios.Support.Words;

namespace PositionRecovery.Tests.Scenarios;

/// <summary>What a host asks to be left out is left out, and nothing else.</summary>
public sealed class FilterTests
{
    [Fact]
    public void IncludedInstruments_LeaveOutAllOthers()
    {
        World world = TwoGaps();
        world.Options.IncludedInstruments.Add(Perpetual.Id);

        OnlyTheFirstGapIsClosed(world.Recover());
    }

    [Fact]
    public void ExcludedInstruments_AreLeftOut()
    {
        World world = TwoGaps();
        world.Options.ExcludedInstruments.Add(OtherPerpetual.Id);

        OnlyTheFirstGapIsClosed(world.Recover());
    }

    [Fact]
    public void IgnoredClientOrderIds_AreNotReconciled()
    {
        World world = new();
        world.Options.IgnoredClientOrderIds.Add(new("theirs"));
        world.Options.IgnoredClientOrderIds.Add(new("mine"));
        world.Books.Has(Order("mine", Buy, 5m));
        world.Venue.Shows(Report("theirs", Buy, 5m), Report("seen", Buy, 5m));

        Recovered recovered = world.Recover();

        Assert.Equal(OrderStatus.Accepted, recovered.Order("mine").Status);
        Assert.Equal(["mine", "seen"], recovered.Plan.Projected.Orders.Select(order => order.Intent.Id.Value).Order());
        Assert.Empty(recovered.Plan.Questions);
    }

    [Fact]
    public void UnclaimedExternalOrders_CanBeLeftOut_ButTheirExecutionsCount()
    {
        World world = new()
        {
            Options = new ReconciliationOptions
            {
                IgnoreUnclaimedExternalOrders = true,
                Claims =
                [
                    new() { Strategy = Beta, Account = Main, Instrument = Perpetual.Id, ClientIdPrefix = "be-" },
                ],
            },
        };
        world.Venue.Shows(Report("working", Buy, 5m), Report("be-1", Buy, 5m));
        world.OnlyVenueSaw(Bought(3m, 100m, minute: 10) with { Order = "by-hand" });
        world.Venue.Holds(3m, 100m);

        Recovered recovered = world.Recover();

        Assert.DoesNotContain(recovered.Plan.Projected.Orders, order => order.Intent.Id.Value == "working");
        Assert.Equal(Beta, recovered.Order("be-1").Intent.Strategy);
        Assert.Equal(new Held(3m, 100m), recovered.Account());
        recovered.IsSettled();
    }

    [Fact]
    public void PositionReports_CanBeIgnored_WhileExecutionsStillCount()
    {
        World world = new() { Options = new ReconciliationOptions { IgnorePositionReports = true } };
        world.Books.Holds(Alpha, 10m, 100m);
        world.OnlyVenueSaw(Sold(4m, 110m, minute: 10));
        world.Venue.Holds(99m, 50m);

        Recovered recovered = world.Recover();

        Assert.Empty(recovered.Synthetics);
        Assert.Equal(new Held(6m, 100m, Realized: 40m), recovered.Account());
        Assert.DoesNotContain(DiscrepancyKind.QuantityMismatch, recovered.Kinds);
    }

    [Fact]
    public void MissingOrdersNotGenerated_ReportsTheGapAndLeavesIt()
    {
        World world = TwoGaps();
        world.Options.GenerateMissingOrders = false;

        Recovered recovered = world.Recover();

        Assert.Empty(recovered.Synthetics);
        Assert.Equal(10m, recovered.Account().Quantity);
        Assert.Equal(
            [DiscrepancyAction.Withheld, DiscrepancyAction.Withheld],
            recovered.Plan.Diff.Where(d => d.Kind == DiscrepancyKind.QuantityMismatch).Select(d => d.Action));
        Assert.Equal(SyncStatus.Drift, recovered.VerdictOf().StatusWhen(isCommitted: true));
        recovered.IsSettled(DiscrepancyKind.QuantityMismatch);
    }

    [Fact]
    public void MissingOrdersNotGenerated_StillAppliesWhatTheVenueReports()
    {
        World world = new() { Options = new ReconciliationOptions { GenerateMissingOrders = false } };
        world.Books.Holds(Alpha, 10m, 100m);
        world.OnlyVenueSaw(Bought(5m, 110m, minute: 10));
        world.Venue.Holds(15m, 103.33m);

        Recovered recovered = world.Recover();

        Assert.Equal(15m, recovered.Account().Quantity);
        recovered.IsSettled();
    }

    [Fact]
    public void QuantityTolerance_CountsASmallGapAsEqual()
    {
        World world = new() { Options = new ReconciliationOptions { QuantityTolerance = 0.01m } };
        world.Books.Holds(Alpha, 10m, 100m);
        world.Venue.Holds(10.01m, 100m);

        Recovered recovered = world.Recover();

        recovered.MovedNothing();
        Assert.Equal(10m, recovered.Account().Quantity);
    }

    [Fact]
    public void AverageTolerance_ReplacesTheIncrement()
    {
        World world = new() { Options = new ReconciliationOptions { AveragePriceTolerance = 1m } };
        world.Books.Holds(Alpha, 10m, 100m);
        world.Venue.Holds(10m, 100.9m);

        world.Recover().MovedNothing();
    }

    private static World TwoGaps()
    {
        World world = new();
        foreach (InstrumentDefinition instrument in (InstrumentDefinition[])[Perpetual, OtherPerpetual])
        {
            world.Books.Holds(Alpha, 10m, 100m, on: instrument);
            world.Venue.Holds(12m, 100m, on: instrument);
        }

        return world;
    }

    private static void OnlyTheFirstGapIsClosed(Recovered recovered)
    {
        Assert.Equal(Perpetual.Id, recovered.Synthetic.Key.Instrument);
        Assert.Equal(12m, recovered.Account().Quantity);
        Assert.Equal(10m, recovered.Account(on: OtherPerpetual).Quantity);
        Assert.DoesNotContain(recovered.Plan.Diff, difference => difference.Instrument == OtherPerpetual.Id);
        recovered.IsSettled();
    }
}
