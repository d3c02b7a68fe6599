using PositionRecovery.Tests.Scenarios.Support;
using static PositionRecovery.Tests.Scenarios.Support.Words;

namespace PositionRecovery.Tests.Scenarios;

/// <summary>News of orders that had ended, and reports that do not say everything.</summary>
public sealed class LateReportTests
{
    [Theory]
    [InlineData(OrderStatus.Canceled)]
    [InlineData(OrderStatus.Expired)]
    [InlineData(OrderStatus.Rejected)]
    public void LateExecution_OfAnOrderThatEnded_CountsAndDoesNotReopenIt(OrderStatus ended)
    {
        World world = new();
        world.Books.Has(Order("a1", Buy, 10m) with { Status = ended });
        world.Venue.Shows(Report("a1", Buy, 10m) with { Status = ended, Filled = 4m, AveragePrice = 9m });
        world.Venue.Saw(Bought(4m, 9m, minute: 20) with { Order = "a1", Trade = "t1" });
        world.Venue.Holds(4m, 9m);

        Recovered recovered = world.Recover();

        Assert.Equal((ended, 4m), (recovered.Order("a1").Status, recovered.Order("a1").Filled));
        Assert.False(Assert.Single(recovered.AppliedFills).IsPlaceholder);
        Assert.Equal(new Held(4m, 9m), recovered.Account());
        Assert.Contains(DiscrepancyKind.MissedFill, recovered.Kinds);
        recovered.HasVerdict(Verdict.Repaired);
        recovered.IsSettled();
    }

    [Fact]
    public void FilledOrder_ReportedWorkingByALateRead_StaysFilled()
    {
        World world = new();
        world.BothSaw(Bought(10m, 10m, minute: 10) with { Order = "a1" });
        world.Venue.NowShows(Report("a1", Buy, 10m) with { UpdatedAt = At(5) });
        world.Venue.Holds(10m, 10m);

        Recovered recovered = world.Recover();

        recovered.MovedNothing();
        Assert.Equal((OrderStatus.Filled, 10m), (recovered.Order("a1").Status, recovered.Order("a1").Filled));
    }

    /// <summary>Where positions lag behind executions, two looks at them agree and are both wrong.</summary>
    [Theory]
    [InlineData(5, Verdict.Unverified, 1)]
    [InlineData(20, Verdict.Estimated, 0)]
    public void PositionThatDisagrees_OlderThanTheLatestExecution_IsAskedForAgain(
        int updatedAt, Verdict verdict, int questions)
    {
        World world = new();
        world.BothSaw(Bought(10m, 10m, minute: 10) with { Order = "a1" });
        world.Venue.NowShows(Report("a1", Buy, 10m) with { Status = OrderStatus.Filled, Filled = 10m });
        world.Venue.Shows(new PositionReport
        {
            Account = Main, Instrument = Perpetual.Id, Quantity = 4m, AveragePrice = 10m, UpdatedAt = At(updatedAt),
        });

        Recovered recovered = world.Recover();

        Assert.Equal(questions, recovered.Plan.Questions.Count(static q => q.Query is PositionsQuery));
        Assert.Equal(questions == 0, recovered.Synthetics.Count > 0);
        recovered.HasVerdict(verdict);
    }

    /// <summary>A price of 0 and a missing quantity are not reported, which is not the same as changed.</summary>
    [Fact]
    public void FieldsTheReportDoesNotCarry_AreNotAmendments()
    {
        World world = new();
        OrderSnapshot order = Order("a1", Buy, 10m);
        world.Books.Has(order with { Intent = order.Intent with { Type = OrderType.StopLimit, TriggerPrice = 11m } });
        world.Venue.Shows(Report("a1", Buy, 10m) with
        {
            Type = OrderType.StopLimit,
            Quantity = null,
            Price = 0m,
            TriggerPrice = null,
            Filled = null,
            UpdatedAt = null,
            CreatedAt = null,
        });

        world.Recover().ChangedNothing();
    }

    [Fact]
    public void AmendmentOfQuantityPriceAndTrigger_IsTakenOverInOneUpdate()
    {
        World world = new();
        OrderSnapshot order = Order("a1", Buy, 10m);
        world.Books.Has(order with { Intent = order.Intent with { Type = OrderType.StopLimit, TriggerPrice = 11m } });
        world.Venue.Shows(Report("a1", Buy, 12m, price: 13m) with { Type = OrderType.StopLimit, TriggerPrice = 14m });

        Recovered recovered = world.Recover();

        OrderIntent amended = recovered.Order("a1").Intent;
        Assert.Equal((12m, 13m, 14m), (amended.Quantity, amended.Price, amended.TriggerPrice));
        Assert.Single(recovered.Plan.Events.OfType<OrderUpdatedEvent>());
        recovered.IsSettled();
    }

    [Fact]
    public void StatusTheAdapterDoesNotKnow_ChangesNothingAndAsks()
    {
        World world = new();
        world.Books.Has(Order("a1", Buy, 10m));
        world.Venue.WasNotAsked<OrderHistoryQuery>();
        world.Venue.AlsoAnswers(VenueAnswer.Complete(
            new OrderHistoryQuery { Account = Main, From = At(-1_000) }, ReadAt,
            [Report("a1", Buy, 10m) with { Status = OrderStatus.Unknown, RawStatus = "HALTED" }]));

        Recovered recovered = world.Recover();

        recovered.MovedNothing();
        Assert.Contains(recovered.Plan.Questions, question => question.Query is OrderQuery);
        string explanation = recovered.Difference(DiscrepancyKind.Unverifiable).Explanation;
        Assert.Contains("HALTED", explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoReportsOfOneNewExecution_ThatDisagree_CountOnceAndAreCritical()
    {
        World world = new();
        world.OnlyVenueSaw(Bought(5m, 100m, minute: 10) with { Order = "a1" });
        world.Venue.SawOnlyTheFill(Bought(5m, 103m, minute: 10) with { Order = "a1" });
        world.Venue.Holds(5m, average: null);

        Recovered recovered = world.Recover();

        Assert.Single(recovered.AppliedFills);
        Assert.Equal(5m, recovered.Account().Quantity);
        Assert.Equal(Severity.Critical, recovered.Difference(DiscrepancyKind.FillConflict).Severity);
        recovered.IsSettled(DiscrepancyKind.FillConflict);
    }

    [Fact]
    public void OneClientId_InTwoAccounts_IsTwoOrdersAndNoReuse()
    {
        World world = new();
        world.Books.Has(Order("a1", Buy, 10m));
        world.Venue.Shows(Report("a1", Buy, 10m), Report("a1", Sell, 3m) with { Account = Second });

        Recovered recovered = world.Recover();

        Assert.Equal(2, recovered.Plan.Projected.Orders.Count);
        Assert.DoesNotContain(DiscrepancyKind.ClientIdReused, recovered.Kinds);
        recovered.IsSettled();
    }

    [Fact]
    public void PurgedOrder_StillInTheVenuesHistory_IsNotImportedAgain()
    {
        World world = new();
        Deal old = Bought(10m, 100m, minute: 10) with { Order = "purged" };
        world.Books.Holds(Alpha, 10m, 100m);
        world.Books.Purged(old);
        world.Venue.Saw(old);
        world.Venue.Holds(10m, 100m);

        Recovered recovered = world.Recover();

        recovered.ChangedNothing();
        recovered.HasVerdict(Verdict.Verified);
    }

    [Fact]
    public void FailureOfOneAccount_LeavesTheOtherVerified()
    {
        World world = new();
        world.Books.Holds(Alpha, 10m, 100m);
        world.Books.Holds(Alpha, 7m, 50m, account: Second);
        world.Venue.Holds(7m, 50m, account: Second);
        world.Venue.WasNotAsked<PositionsQuery>();
        world.Venue.AlsoAnswers(
            VenueAnswer.Failed(new PositionsQuery { Account = Main }, "time-out"),
            VenueAnswer.Complete(
                new PositionsQuery { Account = Second }, ReadAt,
                [new PositionReport { Account = Second, Instrument = Perpetual.Id, Quantity = 7m }]));

        Recovered recovered = world.Recover();

        Assert.Equal(Verdict.Unverified, recovered.VerdictOf().Verdict);
        Assert.Equal(Verdict.Verified, recovered.VerdictOf(account: Second).Verdict);
    }
}
