using PositionRecovery.Tests.Scenarios.Support;
using static PositionRecovery.Tests.Scenarios.Support.Words;

namespace PositionRecovery.Tests.Scenarios;

/// <summary>Executions that cannot be what they say, and totals that no execution explains: nothing is counted twice,
/// and nothing is counted that is in doubt.</summary>
public sealed class DoubtfulFillTests
{
    /// <summary>A sale on our buy order: it happened, but it is not our order's.</summary>
    [Fact]
    public void ExecutionOnTheOtherSideOfItsOrder_DoesNotFillTheOrder()
    {
        World world = new();
        world.Books.Has(Order("a1", Buy, 10m));
        world.Venue.Shows(Report("a1", Buy, 10m));
        world.Venue.SawOnlyTheFill(Sold(4m, 10m, minute: 10) with { Order = "a1" });
        world.Venue.Holds(-4m, 10m);

        Recovered recovered = world.Recover();

        Assert.Equal((OrderStatus.Accepted, 0m), (recovered.Order("a1").Status, recovered.Order("a1").Filled));
        Assert.Equal(0m, recovered.Owned(Alpha).Quantity);
        Assert.Equal(Severity.Critical, recovered.Difference(DiscrepancyKind.InvalidReport).Severity);
        Assert.Empty(recovered.Synthetics);
        recovered.HasVerdict(Verdict.Unverified);
    }

    /// <summary>A self-trade has two rows, of two orders. One order cannot have both.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void KnownExecution_ReportedAgainOnTheOtherSideOfItsOrder_IsAConflict(bool hasVenueId)
    {
        World world = new();
        world.BothSaw(Bought(5m, 100m, minute: 10) with { Order = "a1", Trade = "t1" });
        FillReport other = Other("a1");
        world.Venue.Shows(hasVenueId ? other : other with { VenueOrder = null });
        world.Venue.Holds(5m, 100m);

        Recovered recovered = world.Recover();

        recovered.MovedNothing();
        Assert.Equal(new Held(5m, 100m), recovered.Account());
        Assert.Equal(Severity.Critical, recovered.Difference(DiscrepancyKind.FillConflict).Severity);
        recovered.HasVerdict(Verdict.Unverified);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void KnownExecution_ReportedAgainForAnotherOrderOnTheOtherSide_IsASelfTrade(bool hasVenueId)
    {
        World world = new();
        world.BothSaw(Bought(5m, 100m, minute: 10) with { Order = "a1", Trade = "t1" });
        FillReport other = Other("b1");
        world.Venue.Shows(hasVenueId ? other : other with { VenueOrder = null });

        Recovered recovered = world.Recover();

        Assert.Equal(new Held(0m, null), recovered.Account());
        Assert.Equal(5m, recovered.Order("a1").Filled);
        Assert.Equal(5m, Assert.Single(recovered.AppliedFills).Quantity);
        Assert.DoesNotContain(DiscrepancyKind.FillConflict, recovered.Kinds);
    }

    /// <summary>Two rows of one new execution; what one leaves out contradicts nothing.</summary>
    [Theory]
    [InlineData(0.1, "USDT", "V-a1", false, 5)]
    [InlineData(0.1, null, null, false, 5)]
    [InlineData(0.2, "USDT", "V-a1", true, 5)]
    [InlineData(0.1, "BTC", "V-a1", true, 5)]
    [InlineData(0.1, "USDT", "V-other", true, 0)]   // of which order it is cannot be told
    public void NewExecution_ReportedTwice_CountsAtMostOnceAndDoubtIsNamed(
        double fee, string? asset, string? venueOrder, bool isConflict, int held)
    {
        World world = new();
        world.Books.Has(Order("a1", Buy, 10m));
        world.Venue.Shows(Report("a1", Buy, 10m) with
        {
            Status = OrderStatus.PartiallyFilled,
            Filled = 5m,
            AveragePrice = 10m,
        });
        FillReport first = Bought5("a1");
        world.Venue.Shows(first, first with
        {
            Fee = (decimal)fee,
            FeeAsset = asset is null ? null : new AssetId(asset),
            VenueOrder = venueOrder is null ? null : new VenueOrderId(venueOrder),
        });
        world.Venue.Holds(5m, 10m);

        Recovered recovered = world.Recover();

        Assert.Equal(held, recovered.Account().Quantity);
        Assert.Equal(held, recovered.AppliedFills.Sum(fill => fill.Quantity));
        Assert.Equal(isConflict, recovered.Kinds.Contains(DiscrepancyKind.FillConflict));
        Assert.Equal(isConflict, recovered.VerdictOf().Verdict == Verdict.Unverified);
    }

    /// <summary>No execution is listed; the order alone says that it was executed beyond its quantity.</summary>
    [Theory]
    [InlineData(OverfillPolicy.Allow, 13)]
    [InlineData(OverfillPolicy.Reject, 8)]
    public void OverfillThatIsOnlyCounted_IsTakenInOrLeftOutAsThePolicySays(OverfillPolicy policy, int filled)
    {
        World world = new() { Options = new ReconciliationOptions { Overfills = policy } };
        world.Books.Has(Order("a1", Buy, 10m));
        world.BothSaw(Bought(8m, 10m, minute: 10) with { Order = "a1", Trade = "t1" });
        world.Venue.NowShows(Report("a1", Buy, 10m) with
        {
            Status = OrderStatus.Filled,
            Filled = 13m,
            AveragePrice = 10m,
        });
        world.Venue.Holds(13m, 10m);

        Recovered recovered = world.Recover();

        Assert.Equal(filled, recovered.Order("a1").Filled);
        Assert.Equal(filled, recovered.Account().Quantity);
        Assert.Equal(Severity.Critical, recovered.Difference(DiscrepancyKind.Overfill).Severity);
        Assert.Equal(policy == OverfillPolicy.Reject, recovered.VerdictOf().Verdict == Verdict.Unverified);
        Assert.Empty(recovered.Synthetics);
    }

    /// <summary>The host knew of 5 executed before it was told of each: those are in the position already.</summary>
    [Theory]
    [InlineData(10, 5, 0)]      // from before the total was known: part of it
    [InlineData(40, 10, 5)]     // from after it: news
    public void ExecutionOfATotalTheBooksKnew_CountsOnlyWhenItIsLater(double minute, int filled, int applied)
    {
        World world = new();
        world.Books.Holds(Alpha, 5m, 10m);
        world.Books.Has(Order("a1", Buy, 10m) with
        {
            Status = OrderStatus.PartiallyFilled,
            Filled = 5m,
            AveragePrice = 10m,
            UpdatedAt = At(30),
        });
        world.Venue.Shows(Report("a1", Buy, 10m) with
        {
            Status = filled == 10 ? OrderStatus.Filled : OrderStatus.PartiallyFilled,
            Filled = filled,
            AveragePrice = 10m,
        });
        world.Venue.SawOnlyTheFill(Bought(5m, 10m, minute) with { Order = "a1" });
        world.Venue.Holds(filled, 10m);

        Recovered recovered = world.Recover();

        Assert.Equal(applied, recovered.AppliedFills.Sum(f => f.Quantity));
        Assert.Equal(filled, recovered.Order("a1").Filled);
        Assert.Equal(new Held(filled, 10m), recovered.Account());
        Assert.Empty(recovered.Synthetics);
        recovered.IsSettled();
    }

    /// <summary>The venue calls it filled and says neither how much it was for nor how much was executed.</summary>
    [Fact]
    public void FilledOrder_OfWhichNothingSaysHowMuch_IsAskedFor()
    {
        World world = new();
        OrderSnapshot order = Order("a1", Buy, 10m);
        world.Books.Has(order with { Intent = order.Intent with { Quantity = 0m } });
        world.Venue.Shows(Report("a1", Buy, 0m) with
        {
            Status = OrderStatus.Filled,
            Quantity = null,
            Filled = null,
            AveragePrice = 10m,
        });

        Recovered recovered = world.Recover();

        Assert.Equal(OrderStatus.Accepted, recovered.Order("a1").Status);
        Assert.Equal(0m, recovered.Account().Quantity);
        Assert.IsType<OrderQuery>(Assert.Single(recovered.Plan.Questions).Query);
    }

    /// <summary>Filled at less than we asked for: what was executed is all there is.</summary>
    [Fact]
    public void FilledOrder_AtLessThanItsQuantity_IsFilledAtWhatWasExecuted()
    {
        World world = new();
        world.Books.Has(Order("a1", Buy, 10m));
        world.Venue.Shows(Report("a1", Buy, 10m) with
        {
            Status = OrderStatus.Filled,
            Quantity = null,
            Filled = 7m,
            AveragePrice = 10m,
        });
        world.Venue.SawOnlyTheFill(Bought(7m, 10m, minute: 10) with { Order = "a1" });
        world.Venue.Holds(7m, 10m);

        Recovered recovered = world.Recover();

        OrderSnapshot order = recovered.Order("a1");
        Assert.Equal((OrderStatus.Filled, 7m, 7m), (order.Status, order.Filled, order.Intent.Quantity));
        Assert.Equal(new Held(7m, 10m), recovered.Account());
        recovered.IsSettled();
    }

    /// <summary>The list of open orders is behind the list of executions; that is said at once.</summary>
    [Fact]
    public void NewOrder_WhoseReportIsBehindItsExecutions_CountsTheExecutions()
    {
        World world = new();
        world.Venue.Shows(Report("theirs", Buy, 5m));
        world.Venue.SawOnlyTheFill(Bought(5m, 10m, minute: 10) with { Order = "theirs" });
        world.Venue.Holds(5m, 10m);

        Recovered recovered = world.Recover();

        Assert.Equal((OrderStatus.Filled, 5m), (recovered.Order("theirs").Status, recovered.Order("theirs").Filled));
        Assert.Equal(new Held(5m, 10m), recovered.Account());
        Assert.Contains(DiscrepancyKind.OrderStatus, recovered.Kinds);
        recovered.IsSettled(DiscrepancyKind.OrderStatus);
    }

    private static FillReport Bought5(string order) => new()
    {
        Account = Main, Instrument = Perpetual.Id, Trade = new("t1"), ClientOrder = new(order),
        VenueOrder = VenueIdOf(order), Side = Buy, Quantity = 5m, Price = 10m, At = At(10), Fee = 0.1m, FeeAsset = Usdt,
    };

    private static FillReport Other(string order) => new()
    {
        Account = Main, Instrument = Perpetual.Id, Trade = new("t1"), ClientOrder = new(order),
        VenueOrder = VenueIdOf(order), Side = Sell, Quantity = 5m, Price = 100m, At = At(10),
    };
}
