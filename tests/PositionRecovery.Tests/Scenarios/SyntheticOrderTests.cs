using PositionRecovery.Tests.Scenarios.Support;
using static PositionRecovery.Tests.Scenarios.Support.Words;

namespace PositionRecovery.Tests.Scenarios;

/// <summary>What no report explains becomes a synthetic order, at the best price that can be known.</summary>
public sealed class SyntheticOrderTests
{
    public static TheoryData<PositionSide, int> Stances => PartialHistoryTests.Stances;

    [Theory]
    [MemberData(nameof(Stances))]
    public void Position_WhereTheBooksAreFlat_OpensAtTheVenuesAverage(PositionSide leg, int sign)
    {
        World world = new() { Leg = leg };
        world.Venue.WasNotAsked<FillsQuery>();
        world.Venue.Holds(sign * 3m, 250m);

        Recovered recovered = world.Recover();

        Assert.Equal((sign * 3m, 250m), (recovered.Synthetic.SignedQuantity, recovered.Synthetic.Price));
        Assert.Equal(PriceLevel.Calculated, recovered.Synthetic.PriceLevel);
        Assert.False(recovered.Synthetic.IsReduceOnly);
        Assert.Equal(new Held(sign * 3m, 250m), recovered.Account());
        Assert.Equal(new Held(sign * 3m, 250m), recovered.Owned(External));
        Assert.Contains(DiscrepancyKind.ExternalPosition, recovered.Kinds);
        recovered.HasVerdict(Verdict.Repaired);
        recovered.IsSettled();
    }

    [Theory]
    [MemberData(nameof(Stances))]
    public void LargerPosition_IncreasesAtThePriceThatMakesTheAverageEqual(PositionSide leg, int sign)
    {
        World world = new() { Leg = leg };
        world.Books.Holds(Alpha, sign * 2m, 100m);
        world.Venue.WasNotAsked<FillsQuery>();
        world.Venue.Holds(sign * 5m, 106m);

        Recovered recovered = world.Recover();

        Assert.Equal((sign * 3m, 110m), (recovered.Synthetic.SignedQuantity, recovered.Synthetic.Price));
        Assert.Equal(PriceLevel.Calculated, recovered.Synthetic.PriceLevel);
        Assert.Equal(new Held(sign * 5m, 106m), recovered.Account());
        Assert.Equal(new Held(sign * 5m, 106m), recovered.Owned(Alpha));     // the single owner grows
        Assert.Contains(DiscrepancyKind.QuantityMismatch, recovered.Kinds);
        recovered.HasVerdict(Verdict.Repaired);
        recovered.IsSettled();
    }

    [Theory]
    [MemberData(nameof(Stances))]
    public void SmallerPosition_ReducesAtTheMarketAndKeepsItsAverage(PositionSide leg, int sign)
    {
        World world = new() { Leg = leg };
        world.Books.Holds(Alpha, sign * 5m, 100m);
        world.Venue.WasNotAsked<FillsQuery>();
        world.Venue.Marks(104m);
        world.Venue.Holds(sign * 2m, 100m);

        Recovered recovered = world.Recover();

        Assert.Equal((sign * -3m, 104m), (recovered.Synthetic.SignedQuantity, recovered.Synthetic.Price));
        Assert.Equal(PriceLevel.Market, recovered.Synthetic.PriceLevel);
        Assert.True(recovered.Synthetic.IsReduceOnly);
        Assert.Equal(new Held(sign * 2m, 100m, Realized: sign * 12m), recovered.Account());
        recovered.HasVerdict(Verdict.Estimated);
        recovered.IsSettled();
    }

    [Theory]
    [MemberData(nameof(Stances))]
    public void VanishedPosition_IsFlattenedAtTheMarket(PositionSide leg, int sign)
    {
        World world = new() { Leg = leg };
        world.Books.Holds(Alpha, sign * 5m, 100m);
        world.Venue.WasNotAsked<FillsQuery>();
        world.Venue.Marks(90m);

        Recovered recovered = world.Recover();

        Assert.Equal((sign * -5m, 90m), (recovered.Synthetic.SignedQuantity, recovered.Synthetic.Price));
        Assert.Equal(new Held(0m, null, Realized: sign * -50m), recovered.Account());
        Assert.Null(recovered.AccountBook()?.Epoch);
        Assert.Equal(DiscrepancyKind.OrphanPosition, recovered.Difference(DiscrepancyKind.OrphanPosition).Kind);
        recovered.HasVerdict(Verdict.Estimated);
        recovered.IsSettled();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Flip_WithoutAnyTrace_ClosesAndOpensInOnePlan(int sign)
    {
        World world = new();
        world.Books.Holds(Alpha, sign * 10m, 100m);
        world.Venue.WasNotAsked<FillsQuery>();
        world.Venue.Marks(95m);
        world.Venue.Holds(sign * -4m, 96m);

        Recovered recovered = world.Recover();

        Assert.Equal([sign * -10m, sign * -4m], recovered.Synthetics.Select(order => order.SignedQuantity));
        Assert.Equal([95m, 96m], recovered.Synthetics.Select(order => order.Price!.Value));
        Assert.Equal([true, false], recovered.Synthetics.Select(order => order.IsReduceOnly));
        Assert.Equal(new Held(sign * -4m, 96m, Realized: sign * -50m), recovered.Account());
        Assert.Contains(DiscrepancyKind.SideFlip, recovered.Kinds);
        recovered.IsSettled();
    }

    [Fact]
    public void Flip_StartsANewLife()
    {
        World world = new();
        world.Books.Holds(Alpha, 10m, 100m);
        world.Venue.WasNotAsked<FillsQuery>();
        world.Venue.Holds(-4m, 96m);

        Recovered recovered = world.Recover();

        Assert.NotNull(recovered.AccountBook()?.Epoch);
        Assert.NotEqual(world.Books.Snapshot().AccountBooks[0].Epoch, recovered.AccountBook()?.Epoch);
    }

    /// <summary>The levels from best to worst; each row lacks what the rows before it had.</summary>
    [Theory]
    [InlineData(100, 104.0, null, null, PriceLevel.Market, 104.0)]
    [InlineData(100, null, 103.0, 105.0, PriceLevel.Market, 104.0)]
    [InlineData(100, null, null, null, PriceLevel.CurrentAverage, 100.0)]
    [InlineData(null, null, null, null, PriceLevel.None, null)]
    public void ReductionWithoutAnExecution_TakesTheBestPriceKnown(
        int? average, double? mark, double? bid, double? ask, PriceLevel level, double? price)
    {
        World world = new();
        world.Books.Holds(Alpha, 5m, average);
        world.Venue.WasNotAsked<FillsQuery>();
        world.Venue.Shows(new MarkReport
        {
            Account = Main, Instrument = Perpetual.Id, Mark = (decimal?)mark, Bid = (decimal?)bid, Ask = (decimal?)ask,
        });
        world.Venue.Holds(2m, average);

        Recovered recovered = world.Recover();

        Assert.Equal((level, (decimal?)price), (recovered.Synthetic.PriceLevel, recovered.Synthetic.Price));
        Assert.Equal(2m, recovered.Account().Quantity);
        recovered.HasVerdict(Verdict.Estimated);
        recovered.IsSettled();
    }

    [Fact]
    public void OpeningWithoutAnyPriceAnywhere_IsAMarketOrderWithoutAPrice()
    {
        World world = new();
        world.Venue.WasNotAsked<FillsQuery>();
        world.Venue.Holds(5m, average: null);

        Recovered recovered = world.Recover();

        Assert.Equal((PriceLevel.None, (decimal?)null), (recovered.Synthetic.PriceLevel, recovered.Synthetic.Price));
        Assert.Equal(new Held(5m, null), recovered.Account());
        recovered.HasVerdict(Verdict.Estimated);
        recovered.IsSettled();
    }

    [Fact]
    public void RealExecution_ThatExplainsAReduction_NeedsNoSyntheticOrder()
    {
        World world = new();
        world.Books.Holds(Alpha, 5m, 100m);
        world.OnlyVenueSaw(Sold(3m, 107m, minute: 10));
        world.Venue.Marks(104m);
        world.Venue.Holds(2m, 100m);

        Recovered recovered = world.Recover();

        Assert.Empty(recovered.Synthetics);
        Assert.Equal(new Held(2m, 100m, Realized: 21m), recovered.Account());
        recovered.HasVerdict(Verdict.Repaired);
        recovered.IsSettled();
    }

    [Fact]
    public void ReductionThatChangedTheAverage_SellsAtTheMarketAndRestatesTheRest()
    {
        World world = new();
        world.Books.Holds(Alpha, 100m, 10m);
        world.Venue.WasNotAsked<FillsQuery>();
        world.Venue.Holds(50m, 11m);

        Recovered recovered = world.Recover();

        Assert.Equal((-50m, 10m), (recovered.Synthetic.SignedQuantity, recovered.Synthetic.Price));
        Assert.Equal(new Held(50m, 11m), recovered.Account());
        Assert.Equal(50m, recovered.AccountBook()?.CostBasisAdjustment);
        recovered.HasVerdict(Verdict.Estimated);
        recovered.IsSettled();
    }

    [Fact]
    public void LargeReductionThatChangedTheAverage_NeverNeedsANegativePrice()
    {
        World world = new();
        world.Books.Holds(Alpha, 100m, 10m);
        world.Venue.WasNotAsked<FillsQuery>();
        world.Venue.Marks(55m);
        world.Venue.Holds(20m, 60m);

        Recovered recovered = world.Recover();

        Assert.Equal((-80m, 55m), (recovered.Synthetic.SignedQuantity, recovered.Synthetic.Price));
        Assert.Equal(new Held(20m, 60m, Realized: 3_600m), recovered.Account());
        Assert.Equal(1_000m, recovered.AccountBook()?.CostBasisAdjustment);
        recovered.HasVerdict(Verdict.Estimated);
        recovered.IsSettled();
    }

    [Fact]
    public void IncreaseWhosePriceWouldBeNegative_BuysAtTheMarketAndRestates()
    {
        World world = new();
        world.Books.Holds(Alpha, 100m, 10m);
        world.Venue.WasNotAsked<FillsQuery>();
        world.Venue.Marks(8m);
        world.Venue.Holds(110m, 8m);

        Recovered recovered = world.Recover();

        Assert.Equal((10m, 8m), (recovered.Synthetic.SignedQuantity, recovered.Synthetic.Price));
        Assert.Equal(PriceLevel.Market, recovered.Synthetic.PriceLevel);
        Assert.Equal((110m, 8m), (recovered.Account().Quantity, recovered.Account().Average));
        recovered.HasVerdict(Verdict.Estimated);
        recovered.IsSettled();
    }

    /// <summary>An average rounded to 0.01 on a position of 10,000 leaves a missing unit undetermined by 100.</summary>
    [Fact]
    public void IncreaseTooSmallForTheVenuesRounding_TakesTheMarketInstead()
    {
        World world = new();
        world.Books.Holds(Alpha, 10_000m, 50m);
        world.Venue.WasNotAsked<FillsQuery>();
        world.Venue.Marks(51m);
        world.Venue.Holds(10_001m, 50.01m);

        Recovered recovered = world.Recover();

        Assert.Equal((1m, 51m), (recovered.Synthetic.SignedQuantity, recovered.Synthetic.Price));
        Assert.Equal(PriceLevel.Market, recovered.Synthetic.PriceLevel);
        Assert.Equal(10_001m, recovered.Account().Quantity);
        recovered.HasVerdict(Verdict.Estimated);
        recovered.IsSettled();
    }

    [Fact]
    public void SyntheticOrder_InTheProjection_IsTaggedAndFilled()
    {
        World world = new();
        world.Venue.WasNotAsked<FillsQuery>();
        world.Venue.Holds(3m, 250m);

        Recovered recovered = world.Recover();

        OrderSnapshot order = recovered.Order(recovered.Synthetic.Id.Value);
        Assert.Equal(OrderStatus.Filled, order.Status);
        Assert.Equal(OrderOrigin.Reconciliation, order.Origin);
        Assert.Equal(SyntheticOrder.Tag, order.Reason);
        Assert.True(Assert.Single(order.Fills).IsPlaceholder);
        Assert.StartsWith("S-", order.Intent.Id.Value, StringComparison.Ordinal);
    }
}
