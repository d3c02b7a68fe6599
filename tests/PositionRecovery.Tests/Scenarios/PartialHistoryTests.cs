using PositionRecovery.Tests.Scenarios.Support;
using static PositionRecovery.Tests.Scenarios.Support.Words;

namespace PositionRecovery.Tests.Scenarios;

/// <summary>The venue shows executions only from the middle of a position's life: what came before is solved for.
/// </summary>
public sealed class PartialHistoryTests
{
    /// <summary>Each leg and direction: a short position is the mirror image of a long one.</summary>
    public static TheoryData<PositionSide, int> Stances => new()
    {
        { PositionSide.Net, 1 }, { PositionSide.Net, -1 }, { PositionSide.Long, 1 }, { PositionSide.Short, -1 },
    };

    [Theory]
    [MemberData(nameof(Stances))]
    public void HiddenOpening_BeforeTheWindow_IsOneFillAtItsExactPrice(PositionSide leg, int sign)
    {
        World world = new() { Leg = leg };
        world.OnlyVenueSaw(Traded(sign * 50m, 13m, minute: 10), Traded(sign * -30m, 14m, minute: 20));
        world.Venue.ShowsFillsOnlySince(minute: 5);
        world.Venue.Holds(sign * 120m, 11m);

        Recovered recovered = world.Recover();

        Assert.Equal(sign * 100m, recovered.Synthetic.SignedQuantity);
        Assert.Equal(10m, recovered.Synthetic.Price);
        Assert.Equal(PriceLevel.Calculated, recovered.Synthetic.PriceLevel);
        Assert.Equal(new Held(sign * 120m, 11m, Realized: sign * 90m), recovered.Account());
        recovered.HasVerdict(Verdict.Repaired);
        recovered.IsSettled();
    }

    [Fact]
    public void WindowThatCancelsOut_OnAHeldPosition_ChangesNeitherQuantityNorEpoch()
    {
        World world = new();
        world.Books.Holds(Alpha, 100m, 10m);
        world.OnlyVenueSaw(Bought(50m, 13m, minute: 10), Sold(50m, 14m, minute: 20));
        world.Venue.ShowsFillsOnlySince(minute: 5);
        world.Venue.Holds(100m, 11m);

        Recovered recovered = world.Recover();

        Assert.Empty(recovered.Synthetics);
        Assert.Equal(new Held(100m, 11m, Realized: 150m), recovered.Account());
        Assert.Equal(world.Books.Snapshot().AccountBooks[0].Epoch, recovered.AccountBook()?.Epoch);
        recovered.HasVerdict(Verdict.Repaired);
        recovered.IsSettled();
    }

    [Fact]
    public void WindowThatCancelsOut_OnAnUnknownPosition_IsOneOpeningAndOneEpoch()
    {
        World world = new();
        world.OnlyVenueSaw(Bought(50m, 13m, minute: 10), Sold(50m, 14m, minute: 20));
        world.Venue.ShowsFillsOnlySince(minute: 5);
        world.Venue.Holds(100m, 11m);

        Recovered recovered = world.Recover();

        Assert.Equal((100m, 10m), (recovered.Synthetic.SignedQuantity, recovered.Synthetic.Price));
        Assert.Equal(new Held(100m, 11m, Realized: 150m), recovered.Account());
        Assert.NotNull(recovered.AccountBook()?.Epoch);
        recovered.IsSettled();
    }

    [Fact]
    public void UnseenBuyBeforeASeenSell_ListedByTheVenue_IsFoldedWhereItHappened()
    {
        World world = new();
        world.BothSaw(Bought(100m, 10m, minute: 0), Sold(75m, 13m, minute: 20));
        world.OnlyVenueSaw(Bought(50m, 12m, minute: 10) with { Order = "missed" });
        world.Venue.Holds(75m, 10.6667m);

        Recovered recovered = world.Recover();

        Assert.Empty(recovered.Synthetics);
        Assert.Equal(75m, recovered.Account().Quantity);
        Assert.Equal(10.666666666666666667m, recovered.Account().Average);
        Assert.Equal(175m, recovered.Account().Realized, precision: 12);
        recovered.HasVerdict(Verdict.Repaired);
        recovered.IsSettled();
    }

    [Fact]
    public void UnseenBuyBeforeASeenSell_HiddenFromTheVenuesHistory_IsSolvedForInTheGap()
    {
        World world = new();
        world.OnlyBooksSaw(Bought(100m, 10m, minute: 0));
        world.BothSaw(Sold(75m, 13m, minute: 20));
        world.Venue.ShowsFillsOnlySince(minute: 15);
        world.Venue.Holds(75m, 10.6667m);

        Recovered recovered = world.Recover();

        Assert.Equal(50m, recovered.Synthetic.SignedQuantity);
        Assert.Equal(12.0001m, recovered.Synthetic.Price!.Value, precision: 10);
        Assert.Equal(75m, recovered.Account().Quantity);
        Assert.Equal(10.6667m, recovered.Account().Average!.Value, precision: 10);
        Assert.Equal(175m, recovered.Account().Realized, precision: 2);
        recovered.HasVerdict(Verdict.Repaired);
        recovered.IsSettled();
    }

    [Fact]
    public void PastFilledOrder_OfTheSameSideAndSize_DoesNotSwallowANewGap()
    {
        World world = new();
        world.BothSaw(Bought(10m, 100m, minute: 0));
        world.Venue.ShowsFillsOnlySince(minute: -5);
        world.Venue.Holds(20m, 105m);

        Recovered recovered = world.Recover();

        Assert.Equal((10m, 110m), (recovered.Synthetic.SignedQuantity, recovered.Synthetic.Price));
        Assert.Equal(new Held(20m, 105m), recovered.Account());
        Assert.Equal(DiscrepancyKind.QuantityMismatch, recovered.Difference(DiscrepancyKind.QuantityMismatch).Kind);
        recovered.IsSettled();
    }

    [Fact]
    public void WarmRestart_WithAWindowShorterThanThePositionsAge_ChangesNothing()
    {
        World world = new();
        world.OnlyBooksSaw(Bought(100m, 10m, minute: -5_000));
        world.BothSaw(Bought(50m, 13m, minute: 10));
        world.Venue.ShowsFillsOnlySince(minute: 5);
        world.Venue.Holds(150m, 11m);

        Recovered recovered = world.Recover();

        recovered.ChangedNothing();
        recovered.HasVerdict(Verdict.Verified);
    }

    [Fact]
    public void FinishedLivesInTheWindow_AreToldApartAndLeaveTheOpenPositionAlone()
    {
        World world = new();
        world.OnlyVenueSaw(
            Sold(100m, 12m, minute: 10), Bought(20m, 20m, minute: 20), Sold(20m, 25m, minute: 30),
            Bought(50m, 13m, minute: 40));
        world.Venue.ShowsFillsOnlySince(minute: 5);
        world.Venue.Marks(13m);
        world.Venue.Holds(50m, 13m);

        Recovered recovered = world.Recover();

        Assert.Equal(100m, recovered.Synthetic.SignedQuantity);
        Assert.Equal((50m, 13m), (recovered.Account().Quantity, recovered.Account().Average));
        recovered.HasVerdict(Verdict.Estimated);    // the finished life's cost cannot be seen any more
        recovered.IsSettled();
    }

    [Fact]
    public void FlipInTheWindow_HidesTheCostOfWhatItClosed()
    {
        World world = new();
        world.OnlyVenueSaw(Sold(15m, 110m, minute: 10));
        world.Venue.ShowsFillsOnlySince(minute: 5);
        world.Venue.Marks(108m);
        world.Venue.Holds(-5m, 110m);

        Recovered recovered = world.Recover();

        Assert.Equal(10m, recovered.Synthetic.SignedQuantity);
        Assert.Equal((-5m, 110m), (recovered.Account().Quantity, recovered.Account().Average));
        recovered.HasVerdict(Verdict.Estimated);
        recovered.IsSettled();
    }

    [Fact]
    public void InverseContract_GapOfAHundred_IsSolvedOnReciprocals()
    {
        World world = new(Inverse);
        world.Books.Holds(Alpha, 100m, 10_000m);
        world.Venue.WasNotAsked<FillsQuery>();
        world.Venue.Holds(200m, 13_333.333333333333333m);

        Recovered recovered = world.Recover();

        Assert.Equal(100m, recovered.Synthetic.SignedQuantity);
        Assert.Equal(20_000m, recovered.Synthetic.Price!.Value, precision: 8);
        Assert.Equal(200m, recovered.Account().Quantity);
        recovered.HasVerdict(Verdict.Repaired);
        recovered.IsSettled();
    }

    [Fact]
    public void InverseContract_TwoEqualBuys_AverageHarmonically()
    {
        World world = new(Inverse);
        world.OnlyVenueSaw(Bought(100m, 10_000m, minute: 10), Bought(100m, 20_000m, minute: 20));
        world.Venue.Holds(200m, 13_333.3m);

        Recovered recovered = world.Recover();

        Assert.Equal(new Held(200m, 13_333.333333333333333m), recovered.Account());
        recovered.HasVerdict(Verdict.Repaired);
        recovered.IsSettled();
    }

    private static Deal Traded(decimal signed, decimal price, double minute) =>
        signed > 0m ? Bought(signed, price, minute) : Sold(-signed, price, minute);
}
