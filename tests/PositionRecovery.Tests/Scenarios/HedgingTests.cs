using PositionRecovery.Tests.Scenarios.Support;
using static PositionRecovery.Tests.Scenarios.Support.Words;

namespace PositionRecovery.Tests.Scenarios;

/// <summary>A long and a short leg side by side: each on its own, never netted, never flipped.</summary>
public sealed class HedgingTests
{
    [Fact]
    public void OneLegVanished_TheOtherStaysAsItWas()
    {
        World world = Hedged();
        world.Venue.Holds(10m, 100m, PositionSide.Long);
        world.Venue.Marks(105m);

        Recovered recovered = world.Recover();

        Assert.Equal(new Held(10m, 100m), recovered.Account(PositionSide.Long));
        Assert.Equal(new Held(0m, null, Realized: 50m), recovered.Account(PositionSide.Short));
        Assert.Equal(PositionSide.Short, recovered.Synthetic.Key.Side);
        recovered.HasVerdict(Verdict.Verified, PositionSide.Long);
        recovered.HasVerdict(Verdict.Estimated, PositionSide.Short);
        recovered.IsSettled();
    }

    [Fact]
    public void LegsOfEqualSize_AreNotNetted()
    {
        World world = Hedged();
        world.Venue.Holds(10m, 100m, PositionSide.Long);
        world.Venue.Holds(-10m, 110m, PositionSide.Short);

        Recovered recovered = world.Recover();

        recovered.ChangedNothing();
        recovered.HasVerdict(Verdict.Verified, PositionSide.Long);
        recovered.HasVerdict(Verdict.Verified, PositionSide.Short);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void LegsThatBothChanged_InAnyOrderOfReports_AreRepairedAlike(bool isLongFirst)
    {
        World world = Hedged();
        world.Venue.WasNotAsked<FillsQuery>();
        (PositionSide, decimal, decimal)[] legs = [(PositionSide.Long, 15m, 102m), (PositionSide.Short, -20m, 112m)];
        foreach ((PositionSide leg, decimal quantity, decimal average) in isLongFirst ? legs : legs.Reverse())
        {
            world.Venue.Holds(quantity, average, leg);
        }

        Recovered recovered = world.Recover();

        Assert.Equal(new Held(15m, 102m), recovered.Account(PositionSide.Long));
        Assert.Equal(new Held(-20m, 112m), recovered.Account(PositionSide.Short));
        Assert.Equal([5m, -10m], recovered.Synthetics.Select(order => order.SignedQuantity));
        recovered.IsSettled();
    }

    [Fact]
    public void MissedExecutions_OfBothLegs_GoToTheirOwnLeg()
    {
        World world = Hedged();
        world.OnlyVenueSaw(
            Sold(4m, 120m, minute: 10) with { Leg = PositionSide.Long, Order = "reduce-long" },
            Sold(4m, 120m, minute: 11) with { Leg = PositionSide.Short, Order = "add-short" });
        world.Venue.Holds(6m, 100m, PositionSide.Long);
        world.Venue.Holds(-14m, 112.857m, PositionSide.Short);

        Recovered recovered = world.Recover();

        Assert.Equal(new Held(6m, 100m, Realized: 80m), recovered.Account(PositionSide.Long));
        Assert.Equal(-14m, recovered.Account(PositionSide.Short).Quantity);
        Assert.Equal(0m, recovered.Account(PositionSide.Short).Realized);
        Assert.Empty(recovered.Synthetics);
        recovered.IsSettled();
    }

    [Theory]
    [InlineData(PositionSide.Long, -10)]
    [InlineData(PositionSide.Short, 10)]
    public void LegReportedOnTheWrongSide_IsInvalidAndMovesNothing(PositionSide leg, int quantity)
    {
        World world = Hedged();
        PositionSide other = leg == PositionSide.Long ? PositionSide.Short : PositionSide.Long;
        world.Venue.Holds(quantity, 100m, leg);
        world.Venue.Holds(other == PositionSide.Long ? 10m : -10m, other == PositionSide.Long ? 100m : 110m, other);

        Recovered recovered = world.Recover();

        Assert.Empty(recovered.Synthetics);
        Assert.Contains(DiscrepancyKind.InvalidReport, recovered.Kinds);
        recovered.HasVerdict(Verdict.Unverified, leg);
        recovered.HasVerdict(Verdict.Verified, other);
    }

    [Fact]
    public void LegThatWouldFoldThroughZero_AlthoughAllSinceItAgreedIsShown_IsInvalidAndNotFlipped()
    {
        World world = Hedged();
        world.Books.AccountBook(book => book with { AgreedAt = At(0) });
        world.OnlyVenueSaw(Sold(15m, 120m, minute: 10) with { Leg = PositionSide.Long, Order = "too-much" });
        world.Venue.Holds(-10m, 110m, PositionSide.Short);
        world.Venue.Holds(5m, 100m, PositionSide.Long);

        Recovered recovered = world.Recover();

        Assert.Empty(recovered.Synthetics);
        Assert.Contains(DiscrepancyKind.InvalidReport, recovered.Kinds);
        recovered.HasVerdict(Verdict.Unverified, PositionSide.Long);
    }

    [Fact]
    public void LegThatWouldFoldThroughZero_WhereItsBeginningIsNotShown_HadMoreBefore()
    {
        World world = Hedged();
        world.OnlyVenueSaw(Sold(15m, 120m, minute: 10) with { Leg = PositionSide.Long, Order = "much" });
        world.Venue.Holds(-10m, 110m, PositionSide.Short);
        world.Venue.Holds(5m, 100m, PositionSide.Long);

        Recovered recovered = world.Recover();

        Assert.Equal((10m, 100m), (recovered.Synthetic.SignedQuantity, recovered.Synthetic.Price));
        Assert.Equal(new Held(5m, 100m, Realized: 300m), recovered.Account(PositionSide.Long));
        recovered.IsSettled();
    }

    [Fact]
    public void LegOlderThanTheWindow_IsCompletedByOneOpening()
    {
        World world = new() { Leg = PositionSide.Short };
        world.OnlyVenueSaw(Sold(10m, 120m, minute: 10));
        world.Venue.ShowsFillsOnlySince(minute: 5);
        world.Venue.Holds(-30m, 110m);

        Recovered recovered = world.Recover();

        Assert.Equal((-20m, 105m), (recovered.Synthetic.SignedQuantity, recovered.Synthetic.Price));
        Assert.Equal(new Held(-30m, 110m), recovered.Account());
        recovered.HasVerdict(Verdict.Repaired);
        recovered.IsSettled();
    }

    [Fact]
    public void AccountSwitchedToHedging_ClosesTheOldKeyAndOpensTheLeg()
    {
        World world = Switched();
        world.Venue.PositionReads = 2;
        world.Venue.Shows(new AccountReport { Account = Main, Identity = "uid-1", Mode = PositionMode.Hedging });
        world.Venue.Holds(10m, 100m, PositionSide.Long);

        Recovered recovered = world.Recover();

        Assert.Equal(0m, recovered.Account(PositionSide.Net).Quantity);
        Assert.Equal((10m, 100m), (
            recovered.Account(PositionSide.Long).Quantity, recovered.Account(PositionSide.Long).Average));
        Assert.Equal(PositionMode.Hedging, Assert.Single(recovered.Plan.Projected.Accounts).Mode);
        recovered.IsSettled();
    }

    [Fact]
    public void AccountSwitchedToHedging_BeforeTheOldKeyIsProvenFlat_StaysUnverified()
    {
        World world = Switched();
        world.Venue.Shows(new AccountReport { Account = Main, Identity = "uid-1", Mode = PositionMode.Hedging });
        world.Venue.Holds(10m, 100m, PositionSide.Long);

        Recovered recovered = world.Recover();      // read once: no proof

        Assert.Empty(recovered.Synthetics);
        Assert.Equal(10m, recovered.Account(PositionSide.Net).Quantity);
        recovered.HasVerdict(Verdict.Unverified, PositionSide.Net);
        recovered.HasVerdict(Verdict.Unverified, PositionSide.Long);
    }

    /// <summary>Long 10 at 100 and short 10 at 110, one instrument.</summary>
    private static World Hedged()
    {
        World world = new();
        world.Books.Has(new AccountSnapshot { Account = Main, Mode = PositionMode.Hedging });
        world.Books.Holds(Alpha, 10m, 100m, PositionSide.Long);
        world.Books.Holds(Alpha, -10m, 110m, PositionSide.Short);
        return world;
    }

    private static World Switched()
    {
        World world = new();
        world.Books.Has(new AccountSnapshot { Account = Main, Identity = "uid-1", Mode = PositionMode.Netting });
        world.Books.Holds(Alpha, 10m, 100m, PositionSide.Net);
        return world;
    }
}
