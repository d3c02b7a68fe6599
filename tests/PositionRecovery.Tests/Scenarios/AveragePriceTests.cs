using PositionRecovery.Tests.Scenarios.Support;
using static PositionRecovery.Tests.Scenarios.Support.Words;

namespace PositionRecovery.Tests.Scenarios;

/// <summary>Equal quantities at another average price, and splits: no trade happened.</summary>
public sealed class AveragePriceTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    public void VenueWithoutAnAverage_EqualQuantity_KeepsOurs(int? average)
    {
        World world = new();
        world.Books.Holds(Alpha, 5m, 100m);
        world.Venue.Holds(5m, average);

        Recovered recovered = world.Recover();

        recovered.ChangedNothing();
        recovered.HasVerdict(Verdict.Verified);
    }

    [Fact]
    public void AverageWithinOneIncrement_IsEqual()
    {
        World world = new();
        world.Books.Holds(Alpha, 5m, 100.004m);
        world.Venue.Holds(5m, 100.01m);

        world.Recover().ChangedNothing();
    }

    [Fact]
    public void AnotherAverage_OfASoleOwner_IsRestatedInBothBooksAndConservesEquity()
    {
        World world = new();
        world.BothSaw(Bought(5m, 100m, minute: 0));
        world.Venue.Holds(5m, 98m);

        Recovered recovered = world.Recover();

        Assert.Empty(recovered.Synthetics);
        Assert.Equal(new Held(5m, 98m), recovered.Account());
        Assert.Equal(new Held(5m, 98m), recovered.Owned(Alpha));
        Assert.Equal(-10m, recovered.AccountBook()?.CostBasisAdjustment);
        Assert.Equal(-10m, recovered.Position(Alpha)?.CostBasisAdjustment);
        Assert.Equal(
            DiscrepancyKind.AveragePriceMismatch, recovered.Difference(DiscrepancyKind.AveragePriceMismatch).Kind);
        recovered.HasVerdict(Verdict.Estimated);
        recovered.IsSettled();
    }

    [Fact]
    public void AnotherAverage_OfTwoOwners_IsRestatedInTheAccountBookAlone()
    {
        World world = new();
        world.BothSaw(
            Bought(5m, 100m, minute: 0), Bought(5m, 110m, minute: 1) with { Owner = Beta });
        world.Venue.Holds(10m, 103m);

        Recovered recovered = world.Recover();

        Assert.Equal(new Held(10m, 103m), recovered.Account());
        Assert.Equal(-20m, recovered.AccountBook()?.CostBasisAdjustment);
        Assert.Equal(new Held(5m, 100m), recovered.Owned(Alpha));
        Assert.Equal(new Held(5m, 110m), recovered.Owned(Beta));
        recovered.HasVerdict(Verdict.Estimated);
        recovered.IsSettled();
    }

    [Fact]
    public void AnotherAverage_OfAShort_IsPostedWithTheSignOfThePosition()
    {
        World world = new();
        world.Books.Holds(Alpha, -4m, 100m);
        world.Venue.Holds(-4m, 103m);

        Recovered recovered = world.Recover();

        Assert.Equal(new Held(-4m, 103m), recovered.Account());
        Assert.Equal(-12m, recovered.AccountBook()?.CostBasisAdjustment);
        recovered.IsSettled();
    }

    [Fact]
    public void AnotherAverage_OfAnInverseContract_IsPostedInBaseCurrency()
    {
        World world = new(Inverse);
        world.Books.Holds(Alpha, 1_000m, 20_000m);
        world.Venue.Holds(1_000m, 25_000m);

        Recovered recovered = world.Recover();

        Assert.Equal(new Held(1_000m, 25_000m), recovered.Account());
        Assert.Equal(0.01m, recovered.AccountBook()!.CostBasisAdjustment, precision: 15);
        recovered.IsSettled();
    }

    [Fact]
    public void Split_ThatTheVenueRecords_RestatesQuantityAndAverageTogether()
    {
        World world = new();
        world.BothSaw(Bought(100m, 10m, minute: 0));
        world.Venue.Shows(Split(2m, minute: 30));
        world.Venue.Holds(200m, 5m);

        Recovered recovered = world.Recover();

        Assert.Empty(recovered.Synthetics);
        Assert.Contains(recovered.Plan.Events, happened => happened is PositionRestatedEvent);
        Assert.Equal(new Held(200m, 5m), recovered.Account());
        Assert.Equal(new Held(200m, 5m), recovered.Owned(Alpha));
        recovered.HasVerdict(Verdict.Repaired);
        recovered.IsSettled();
    }

    [Fact]
    public void SplitsInARow_AreRestatedByTheirProduct()
    {
        World world = new();
        world.BothSaw(Bought(100m, 10m, minute: 0));
        world.Venue.Shows(Split(2m, minute: 30), Split(5m, minute: 40));
        world.Venue.Holds(1_000m, 1m);

        Recovered recovered = world.Recover();

        Assert.Empty(recovered.Synthetics);
        Assert.Equal(new Held(1_000m, 1m), recovered.Account());
        recovered.IsSettled();
    }

    [Fact]
    public void SplitFromBeforeTheBooksAgreed_IsNotAppliedAgain()
    {
        World world = new();
        world.Books.Holds(Alpha, 200m, 5m);
        world.Books.AccountBook(book => book with { AgreedAt = At(40) });
        world.OnlyVenueSaw(Bought(200m, 7m, minute: 50));
        world.Venue.Shows(Split(2m, minute: 30));
        world.Venue.Holds(400m, 6m);

        Recovered recovered = world.Recover();

        Assert.DoesNotContain(recovered.Plan.Events, happened => happened is PositionRestatedEvent);
        Assert.Equal(new Held(400m, 6m), recovered.Account());
        recovered.HasVerdict(Verdict.Repaired);
        recovered.IsSettled();
    }

    /// <summary>Without a record, a hundred units for nothing are the one price that explains the average.</summary>
    [Fact]
    public void Split_ThatNobodyRecords_IsUnitsForNothing()
    {
        World world = new();
        world.Books.Holds(Alpha, 100m, 10m);
        world.Venue.WasNotAsked<FillsQuery>();
        world.Venue.Holds(200m, 5m);

        Recovered recovered = world.Recover();

        Assert.Equal(new Held(200m, 5m), recovered.Account());
        Assert.Equal(0m, recovered.Account().Realized);
        recovered.IsSettled();
    }

    /// <summary>Sold 3, then bought 3: after the second the quantity is what it was before the first. The read is from
    /// then, which its average shows.</summary>
    [Fact]
    public void ReadFromBeforeTheLastExecution_OfTheSameQuantityByChance_IsAskedForAgain()
    {
        Deal last = Bought(3m, 11m, minute: 45);
        World early = new() { ReadMinute = 40 };
        early.Books.Holds(Alpha, -2m, 10m);
        early.OnlyVenueSaw(last);
        early.Venue.Holds(1m, 10m);

        Recovered first = early.Recover();

        Assert.Equal(new Held(1m, 11m, Realized: -2m), first.Account());
        first.HasVerdict(Verdict.Unverified);
        Assert.Contains(first.Plan.Questions, question => question.Query is PositionsQuery);
        Assert.DoesNotContain(DiscrepancyKind.InvariantBroken, first.Kinds);
        World late = new();
        late.OnlyVenueSaw(last);
        late.Venue.Holds(1m, 11m);
        Recovered second = late.RecoverAfter(first);
        Assert.Equal(new Held(1m, 11m, Realized: -2m), second.Account());
        second.HasVerdict(Verdict.Verified);
    }

    private static CashFlowReport Split(decimal newUnitsForOne, double minute) => new()
    {
        Account = Main, Id = new($"split-{minute}"), FlowKind = CashFlowKind.Split, Asset = new("ETH"),
        Instrument = Perpetual.Id, Amount = newUnitsForOne, At = At(minute),
    };
}
