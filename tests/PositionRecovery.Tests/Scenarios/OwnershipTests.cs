using PositionRecovery.Tests.Scenarios.Support;
using static PositionRecovery.Tests.Scenarios.Support.Words;

namespace PositionRecovery.Tests.Scenarios;

/// <summary>Several owners of one position: the venue sees the sum, each owner keeps its own cost.</summary>
public sealed class OwnershipTests
{
    [Fact]
    public void OwnersOnOppositeSides_WhoseSumTheVenueHolds_AreLeftAlone()
    {
        World world = Opposed();
        world.Venue.Holds(6m, 100m);

        Recovered recovered = world.Recover();

        recovered.ChangedNothing();
        Assert.Equal(new Held(10m, 100m), recovered.Owned(Alpha));
        Assert.Equal(new Held(-4m, 110m), recovered.Owned(External));
    }

    [Theory]
    [InlineData(ExternalReductions.ReduceOwners, 7, -4)]
    [InlineData(ExternalReductions.KeepSeparate, 10, -7)]
    public void ExternalSale_ByPolicy_HitsTheOwnerOrStaysSeparate(ExternalReductions policy, int alpha, int external)
    {
        World world = Opposed(policy);
        world.OnlyVenueSaw(Sold(3m, 120m, minute: 10));
        world.Venue.Holds(3m, 100m);

        Recovered recovered = world.Recover();

        Assert.Equal(alpha, recovered.Owned(Alpha).Quantity);
        Assert.Equal(external, recovered.Owned(External).Quantity);
        Assert.Equal(new Held(3m, 100m, Realized: 60m), recovered.Account());
        recovered.IsSettled();
    }

    [Theory]
    [InlineData(ExternalReductions.ReduceOwners, 7, -4)]
    [InlineData(ExternalReductions.KeepSeparate, 10, -7)]
    public void ReductionWithoutATrace_ByPolicy_HitsTheOwnerOrStaysSeparate(
        ExternalReductions policy, int alpha, int external)
    {
        World world = Opposed(policy);
        world.Venue.WasNotAsked<FillsQuery>();
        world.Venue.Marks(120m);
        world.Venue.Holds(3m, 100m);

        Recovered recovered = world.Recover();

        Assert.Equal(alpha, recovered.Owned(Alpha).Quantity);
        Assert.Equal(external, recovered.Owned(External).Quantity);
        Assert.Equal(3m, recovered.Account().Quantity);
        recovered.IsSettled();
    }

    [Fact]
    public void ManualCloseOfAStrategysPosition_LeavesNoPhantomPair()
    {
        World world = new();
        world.Books.Holds(Alpha, 10m, 100m);
        world.OnlyVenueSaw(Sold(10m, 120m, minute: 10) with { Order = "by-hand" });

        Recovered recovered = world.Recover();

        Assert.Equal(new Held(0m, null, Realized: 200m), recovered.Owned(Alpha));
        Assert.Equal(0m, recovered.Owned(External).Quantity);
        Assert.True(recovered.Order("by-hand").IsExternal);
        recovered.HasVerdict(Verdict.Repaired);
        recovered.IsSettled();
    }

    [Theory]
    [InlineData(ReductionOrder.LastInFirstOut, 9, 0)]
    [InlineData(ReductionOrder.ProRata, 6, 3)]
    public void ExternalSale_FromSeveralOwners_FollowsTheOptionsOrder(ReductionOrder order, int alpha, int beta)
    {
        World world = TwoOwners(new ReconciliationOptions { ReductionOrder = order });
        world.OnlyVenueSaw(Sold(6m, 150m, minute: 20));
        world.Venue.Holds(9m, average: null);

        Recovered recovered = world.Recover();

        Assert.Equal((alpha, beta), (recovered.Owned(Alpha).Quantity, recovered.Owned(Beta).Quantity));
        Assert.Equal(0m, recovered.Owned(External).Quantity);
        recovered.IsSettled();
    }

    [Fact]
    public void ExternalSale_WithAClaimant_HitsTheClaimantFirst()
    {
        World world = TwoOwners(new ReconciliationOptions
        {
            Claims = [new ExternalClaim { Strategy = Alpha, Account = Main, Instrument = Perpetual.Id }],
        });
        world.OnlyVenueSaw(Sold(6m, 150m, minute: 20));
        world.Venue.Holds(9m, average: null);

        Recovered recovered = world.Recover();

        Assert.Equal((4m, 5m), (recovered.Owned(Alpha).Quantity, recovered.Owned(Beta).Quantity));
        recovered.IsSettled();
    }

    [Fact]
    public void ExternalSale_LargerThanAllOwners_OpensOnlyTheExcess()
    {
        World world = TwoOwners(new ReconciliationOptions());
        world.OnlyVenueSaw(Sold(20m, 150m, minute: 20));
        world.Venue.Holds(-5m, 150m);

        Recovered recovered = world.Recover();

        Assert.Equal(0m, recovered.Owned(Alpha).Quantity);
        Assert.Equal(0m, recovered.Owned(Beta).Quantity);
        Assert.Equal(new Held(-5m, 150m), recovered.Owned(External));
        Assert.Equal((-5m, 150m), (recovered.Account().Quantity, recovered.Account().Average));
        recovered.IsSettled();
    }

    [Fact]
    public void OneOwnerSellsOut_TheOtherKeepsItsOwnCost()
    {
        World world = new();
        world.BothSaw(
            Bought(10m, 100m, minute: 0) with { Owner = Alpha }, Bought(10m, 200m, minute: 1) with { Owner = Beta });
        OrderSnapshot exit = Order("exit", Sell, 10m, price: 160m);
        world.Books.Has(exit);
        world.Venue.Saw(Sold(10m, 160m, minute: 10) with { Order = "exit" });
        world.Venue.Holds(10m, 150m);

        Recovered recovered = world.Recover();

        Assert.Equal(new Held(0m, null, Realized: 600m), recovered.Owned(Alpha));
        Assert.Equal(new Held(10m, 200m), recovered.Owned(Beta));
        Assert.Equal(new Held(10m, 150m, Realized: 100m), recovered.Account());
        Assert.DoesNotContain(recovered.Plan.Events, happened => happened is CostBasisRestatedEvent);
        recovered.HasVerdict(Verdict.Repaired);
        recovered.IsSettled();
    }

    [Fact]
    public void IncreaseWithoutATrace_WhereSeveralOwnersHold_BelongsToNobody()
    {
        World world = TwoOwners(new ReconciliationOptions());
        world.Venue.WasNotAsked<FillsQuery>();
        world.Venue.Holds(18m, average: null);

        Recovered recovered = world.Recover();

        Assert.Equal((10m, 5m, 3m), (
            recovered.Owned(Alpha).Quantity, recovered.Owned(Beta).Quantity, recovered.Owned(External).Quantity));
        Assert.Contains(DiscrepancyKind.OwnershipResidual, recovered.Kinds);
        recovered.IsSettled();
    }

    /// <summary>Forced orders hit the owners even where other external orders are kept apart.</summary>
    [Theory]
    [InlineData(OrderOrigin.Liquidation, ExternalReductions.ReduceOwners)]
    [InlineData(OrderOrigin.Liquidation, ExternalReductions.KeepSeparate)]
    [InlineData(OrderOrigin.AutoDeleveraging, ExternalReductions.KeepSeparate)]
    [InlineData(OrderOrigin.Settlement, ExternalReductions.KeepSeparate)]
    public void ForcedOrder_WhateverThePolicy_HitsTheOwners(OrderOrigin origin, ExternalReductions policy)
    {
        World world = new() { Options = new ReconciliationOptions { ExternalReductions = policy } };
        world.Books.Holds(Alpha, 10m, 100m);
        world.OnlyVenueSaw(Sold(6m, 80m, minute: 10) with { Order = "autoclose-1", Origin = origin });
        world.Venue.Holds(4m, 100m);

        Recovered recovered = world.Recover();

        Assert.Equal(new Held(4m, 100m, Realized: -120m), recovered.Owned(Alpha));
        Assert.Equal(0m, recovered.Owned(External).Quantity);
        Assert.Equal(origin, recovered.Order("autoclose-1").Origin);
        Assert.Equal(DiscrepancyKind.ForcedOrder, recovered.Difference(DiscrepancyKind.ForcedOrder).Kind);
        recovered.IsSettled();
    }

    /// <summary>Alpha long 10 at 100, nobody short 4 at 110: the account is long 6 at 100.</summary>
    private static World Opposed(ExternalReductions policy = ExternalReductions.ReduceOwners)
    {
        World world = new() { Options = new ReconciliationOptions { ExternalReductions = policy } };
        world.Books.Holds(Alpha, 10m, 100m);
        world.Books.Holds(External, -4m, 110m);
        world.Books.AccountHolds(6m, 100m);
        return world;
    }

    /// <summary>Alpha long 10, and later Beta long 5.</summary>
    private static World TwoOwners(ReconciliationOptions options)
    {
        World world = new() { Options = options };
        world.BothSaw(
            Bought(10m, 100m, minute: 0) with { Owner = Alpha }, Bought(5m, 130m, minute: 5) with { Owner = Beta });
        return world;
    }
}
