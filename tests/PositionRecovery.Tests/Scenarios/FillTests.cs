using PositionRecovery.Tests.Scenarios.Support;
using static PositionRecovery.Tests.Scenarios.Support.Words;

namespace PositionRecovery.Tests.Scenarios;

/// <summary>Every execution counts once, in the order in which it happened.</summary>
public sealed class FillTests
{
    [Fact]
    public void ExecutionsOfOneInstant_AcrossAFlip_AreAllApplied()
    {
        World world = new();
        world.Books.Holds(Alpha, 10m, 100m);
        world.OnlyVenueSaw(
            Bought(2m, 109m, minute: 10) with { Sequence = 3 }, Sold(15m, 110m, minute: 10) with { Sequence = 1 },
            Sold(5m, 111m, minute: 10) with { Sequence = 2 });
        world.Venue.Holds(-8m, 110.5m);

        Recovered recovered = world.Recover();

        Assert.Equal(new Held(-8m, 110.5m, Realized: 103m), recovered.Account());
        recovered.HasVerdict(Verdict.Repaired);
        recovered.IsSettled();
    }

    [Fact]
    public void CanceledOrder_WithExecutionsNobodyLists_IsFilledInPartAndThenCanceled()
    {
        World world = new();
        world.Books.Has(Order("a1", Buy, 100m));
        world.Venue.Shows(Report("a1", Buy, 100m) with
        {
            Status = OrderStatus.Canceled,
            Filled = 30m,
            AveragePrice = 9.5m,
        });
        world.Venue.Holds(30m, 9.5m);

        Recovered recovered = world.Recover();

        FillSnapshot fill = Assert.Single(recovered.AppliedFills);
        Assert.Equal((30m, 9.5m, true), (fill.Quantity, fill.Price, fill.IsPlaceholder));
        Assert.IsType<OrderCanceledEvent>(recovered.Plan.Events.Last(e => e is OrderEvent or OrderFilledEvent));
        Assert.Equal((OrderStatus.Canceled, 30m), (recovered.Order("a1").Status, recovered.Order("a1").Filled));
        Assert.Equal(new Held(30m, 9.5m), recovered.Account());
        Assert.Contains(DiscrepancyKind.InferredFill, recovered.Kinds);
        recovered.IsSettled();
    }

    [Fact]
    public void InferredExecution_CostsWhatTheReportedAverageLeavesForIt()
    {
        World world = new();
        world.Books.Has(Order("a1", Buy, 100m));
        world.BothSaw(Bought(40m, 10m, minute: 10) with { Order = "a1", Trade = "t1" });
        world.Venue.NowShows(Report("a1", Buy, 100m) with
        {
            Status = OrderStatus.PartiallyFilled,
            Filled = 60m,
            AveragePrice = 9m,
        });
        world.Venue.Holds(60m, 9m);

        Recovered recovered = world.Recover();

        FillSnapshot fill = Assert.Single(recovered.AppliedFills);
        Assert.Equal((20m, 7m), (fill.Quantity, fill.Price));       // (60 × 9 − 40 × 10) / 20
        Assert.Equal(new Held(60m, 9m), recovered.Account());
        recovered.HasVerdict(Verdict.Repaired);
        recovered.IsSettled();
    }

    [Theory]
    [InlineData(9.8, 9.8)]      // the limit price before the mark
    [InlineData(null, 9.9)]     // the mark where there is no limit
    public void InferredExecution_WithoutAnAverage_IsAnEstimateAndNeverFree(double? limit, double expected)
    {
        World world = new();
        OrderSnapshot order = Order("a1", Buy, 10m);
        OrderType type = limit is null ? OrderType.Market : OrderType.Limit;
        world.Books.Has(order with { Intent = order.Intent with { Price = (decimal?)limit, Type = type } });
        world.Venue.Shows(Report("a1", Buy, 10m) with
        {
            Status = OrderStatus.Filled,
            Filled = 10m,
            AveragePrice = 0m,
            Price = (decimal?)limit ?? 0m,
            Type = type,
        });
        world.Venue.Marks(9.9m);
        world.Venue.Holds(10m, average: null);

        Recovered recovered = world.Recover();

        Assert.Equal((decimal)expected, Assert.Single(recovered.AppliedFills).Price);
        recovered.HasVerdict(Verdict.Estimated);
        recovered.IsSettled();
    }

    [Theory]
    [InlineData(OrderType.Market, LiquiditySide.Taker)]
    [InlineData(OrderType.PostOnly, LiquiditySide.Maker)]
    [InlineData(OrderType.Limit, LiquiditySide.Unknown)]
    public void InferredExecution_OfAnOrderType_HasTheLiquidityThatTypeImplies(OrderType type, LiquiditySide liquidity)
    {
        World world = new();
        OrderSnapshot order = Order("a1", Buy, 10m);
        world.Books.Has(order with { Intent = order.Intent with { Type = type } });
        world.Venue.Shows(Report("a1", Buy, 10m) with
        {
            Type = type,
            Status = OrderStatus.Filled,
            Filled = 10m,
            AveragePrice = 9.5m,
        });
        world.Venue.Holds(10m, 9.5m);

        Assert.Equal(liquidity, Assert.Single(world.Recover().AppliedFills).Liquidity);
    }

    [Fact]
    public void TradeIdsThatRepeat_AcrossInstrumentsAndAccounts_AreDifferentExecutions()
    {
        World world = new();
        Deal deal = Bought(5m, 100m, minute: 10) with { Trade = "77" };
        world.OnlyVenueSaw(
            deal with { Order = "a" }, deal with { Order = "b", On = OtherPerpetual },
            deal with { Order = "c", In = Second });
        world.Venue.Holds(5m, 100m);
        world.Venue.Holds(5m, 100m, on: OtherPerpetual);
        world.Venue.Holds(5m, 100m, account: Second);

        Recovered recovered = world.Recover();

        Assert.Equal(3, recovered.AppliedFills.Count());
        Assert.Equal(5m, recovered.Account().Quantity);
        Assert.Equal(5m, recovered.Account(on: OtherPerpetual).Quantity);
        Assert.Equal(5m, recovered.Account(account: Second).Quantity);
        recovered.IsSettled();
    }

    [Fact]
    public void SelfTrade_IsTwoExecutionsOfOneTradeId()
    {
        World world = new();
        world.Books.Holds(Alpha, 10m, 100m);
        world.OnlyVenueSaw(
            Bought(4m, 100m, minute: 10) with { Trade = "77", Order = "in" },
            Sold(4m, 100m, minute: 10) with { Trade = "77", Order = "out" });
        world.Venue.Holds(10m, 100m);

        Recovered recovered = world.Recover();

        Assert.Equal(2, recovered.AppliedFills.Count());
        Assert.Equal(10m, recovered.Account().Quantity);
        recovered.IsSettled();
    }

    [Fact]
    public void ExecutionReportedTwiceAlike_CountsOnce()
    {
        World world = new();
        Deal deal = Bought(5m, 100m, minute: 10) with { Order = "a1" };
        world.OnlyVenueSaw(deal, deal);
        world.Venue.Holds(5m, 100m);

        Recovered recovered = world.Recover();

        Assert.Single(recovered.AppliedFills);
        Assert.Equal(new Held(5m, 100m), recovered.Account());
        Assert.DoesNotContain(DiscrepancyKind.FillConflict, recovered.Kinds);
        recovered.IsSettled();
    }

    [Theory]
    [InlineData(5, 101)]    // another price
    [InlineData(6, 100)]    // another quantity
    public void KnownExecution_ReportedDifferently_IsKeptAndCritical(int quantity, int price)
    {
        World world = new();
        world.OnlyBooksSaw(Bought(5m, 100m, minute: 10) with { Order = "a1" });
        world.Venue.SawOnlyTheFill(Bought(quantity, price, minute: 10) with { Order = "a1" });
        world.Venue.Shows(Report("a1", Buy, 5m, price: 0m) with
        {
            Type = OrderType.Market,
            Status = OrderStatus.Filled,
            Filled = 5m,
            AveragePrice = 100m,
        });
        world.Venue.Holds(5m, 100m);

        Recovered recovered = world.Recover();

        recovered.MovedNothing();
        Assert.Equal(Severity.Critical, recovered.Difference(DiscrepancyKind.FillConflict).Severity);
        recovered.IsSettled(DiscrepancyKind.FillConflict);
    }

    [Fact]
    public void OverfilledOrder_PolicyAllow_IsAppliedAndFlagged()
    {
        Recovered recovered = Overfilled(OverfillPolicy.Allow, venueHolds: 13m).Recover();

        Assert.Equal(13m, recovered.Order("a1").Filled);
        Assert.Equal(13m, recovered.Account().Quantity);
        Assert.Contains(DiscrepancyKind.Overfill, recovered.Kinds);
        Assert.NotEqual(Verdict.Unverified, recovered.VerdictOf().Verdict);
    }

    [Fact]
    public void OverfilledOrder_PolicyReject_IsLeftOutAndThePositionIsNotVerified()
    {
        Recovered recovered = Overfilled(OverfillPolicy.Reject, venueHolds: 13m).Recover();

        Assert.Equal(8m, recovered.Order("a1").Filled);
        Assert.Equal(8m, recovered.Account().Quantity);
        Assert.Contains(DiscrepancyKind.Overfill, recovered.Kinds);
        Assert.Empty(recovered.Synthetics);
        recovered.HasVerdict(Verdict.Unverified);
    }

    [Fact]
    public void ExecutionBeforeItsOrderIsReported_IsHeldAndAsksForTheOrder()
    {
        World world = new();
        world.Venue.SawOnlyTheFill(Bought(5m, 100m, minute: 10) with { Order = "a1" });
        world.Venue.Holds(5m, 100m);

        Recovered recovered = world.Recover();

        Assert.Equal(5m, recovered.Account().Quantity);
        OrderQuery query = Assert.Single(recovered.Plan.Questions.Select(q => q.Query).OfType<OrderQuery>());
        Assert.Equal(VenueIdOf("a1"), query.VenueOrder);
        Assert.True(recovered.VerdictOf().IsPending);
    }

    [Fact]
    public void ExecutionBeforeItsOrderIsReported_JoinsItsOrderLater()
    {
        World world = new();
        world.Venue.SawOnlyTheFill(Bought(5m, 100m, minute: 10) with { Order = "a1" });
        world.Venue.Holds(5m, 100m);
        Recovered first = world.Recover();
        world.Venue.Shows(Report("a1", Buy, 20m) with
        {
            Status = OrderStatus.PartiallyFilled,
            Filled = 5m,
            AveragePrice = 100m,
        });

        Recovered second = world.RecoverAfter(first);

        OrderSnapshot order = Assert.Single(second.Plan.Projected.Orders);
        Assert.Equal((OrderStatus.PartiallyFilled, 5m, 20m), (order.Status, order.Filled, order.Intent.Quantity));
        Assert.Equal(new Held(5m, 100m), second.Account());
        second.IsSettled();
    }

    [Fact]
    public void ExecutionAfterThePositionsWereRead_IsAppliedOnTopOfWhatAgrees()
    {
        World world = new();
        world.Books.Holds(Alpha, 5m, 100m);
        world.OnlyVenueSaw(Bought(5m, 110m, minute: 55));
        world.Venue.WasNotAsked<PositionsQuery>();
        world.Venue.AlsoAnswers(VenueAnswer.Complete(
            new PositionsQuery { Account = Main }, At(50),
            [new PositionReport { Account = Main, Instrument = Perpetual.Id, Quantity = 5m, AveragePrice = 100m }]));

        Recovered recovered = world.Recover();

        Assert.Empty(recovered.Synthetics);
        Assert.Equal(new Held(10m, 105m), recovered.Account());
        recovered.IsSettled();
    }

    private static World Overfilled(OverfillPolicy policy, decimal venueHolds)
    {
        World world = new() { Options = new ReconciliationOptions { Overfills = policy } };
        world.Books.Has(Order("a1", Buy, 10m));
        world.BothSaw(Bought(8m, 10m, minute: 10) with { Order = "a1", Trade = "t1" });
        world.Venue.SawOnlyTheFill(Bought(5m, 10m, minute: 20) with { Order = "a1", Trade = "t2" });
        world.Venue.NowShows(Report("a1", Buy, 10m) with
        {
            Status = OrderStatus.Filled,
            Filled = 13m,
            AveragePrice = 10m,
        });
        world.Venue.Holds(venueHolds, 10m);
        return world;
    }
}
