using PositionRecovery.Tests.Scenarios.Support;
using static PositionRecovery.Tests.Scenarios.Support.Words;

namespace PositionRecovery.Tests.Scenarios;

/// <summary>An order that no answer shows: absent, or only not seen.</summary>
public sealed class OrderAbsenceTests
{
    [Fact]
    public void FiveFailingPollsInARow_RejectNothing()
    {
        World world = new();
        world.Books.Has(Order("a1", Buy, 10m) with { Status = OrderStatus.Submitted, VenueOrder = null });
        world.Venue.Fails<OpenOrdersQuery>();
        world.Venue.Fails<OrderHistoryQuery>();
        world.Venue.AlsoAnswers([.. Enumerable.Repeat(VenueAnswer.Failed(Asked("a1"), "time-out"), 5)]);

        Recovered recovered = world.Recover();

        recovered.MovedNothing();
        Assert.Equal(OrderStatus.Submitted, recovered.Order("a1").Status);
        Assert.Contains(recovered.Plan.Questions, question => question.Query is OrderQuery);
    }

    [Fact]
    public void FailingPolls_BesideNotFoundAnswers_StillRejectNothingUntilTwoAgree()
    {
        World world = new();
        world.Books.Has(Order("a1", Buy, 10m) with { Status = OrderStatus.Submitted, VenueOrder = null });
        world.Venue.AlsoAnswers(NotFound("a1", secondsBeforeRead: 5), VenueAnswer.Failed(Asked("a1"), "time-out"));

        Recovered recovered = world.Recover();

        recovered.MovedNothing();
        Assert.Contains(recovered.Plan.Questions, question => question.Query is OrderQuery);
    }

    [Fact]
    public void SubmittedOrder_NotFoundTwiceAfterItsRequestDied_IsRejectedByInference()
    {
        World world = new();
        world.Books.Has(Order("a1", Buy, 10m) with { Status = OrderStatus.Submitted, VenueOrder = null });
        world.Venue.AlsoAnswers(NotFound("a1", 10), NotFound("a1", 0));

        Recovered recovered = world.Recover();

        Assert.Equal(OrderStatus.Rejected, recovered.Order("a1").Status);
        Assert.True(recovered.Order("a1").IsInferredTerminal);
        Assert.Contains(DiscrepancyKind.OrphanOrder, recovered.Kinds);
        recovered.IsSettled();
    }

    [Fact]
    public void SubmittedOrder_NotFoundTwoSecondsAfterATimeOut_StaysUnknown()
    {
        World world = new();
        world.Books.Has(JustSubmitted("a1"));
        world.Venue.AlsoAnswers(NotFound("a1", 1), NotFound("a1", 0));

        Recovered recovered = world.Recover();

        recovered.MovedNothing();
        Assert.Equal(OrderStatus.Submitted, recovered.Order("a1").Status);
        Assert.Contains(recovered.Plan.Questions, question => question.Query is OrderQuery);
    }

    [Fact]
    public void SubmittedOrder_ThatShowsUpLater_IsAdoptedAndNotImportedAgain()
    {
        World world = new();
        world.Books.Has(JustSubmitted("a1"));
        world.Venue.AlsoAnswers(NotFound("a1", 1), NotFound("a1", 0));
        Recovered first = world.Recover();
        World later = new();
        later.Venue.Shows(Report("a1", Buy, 10m) with { CreatedAt = At(ReadMinute) });

        Recovered second = later.RecoverAfter(first);

        OrderSnapshot order = Assert.Single(second.Plan.Projected.Orders);
        Assert.Equal((OrderStatus.Accepted, VenueIdOf("a1")), (order.Status, order.VenueOrder));
        Assert.False(order.IsExternal);
        Assert.Equal(Alpha, order.Intent.Strategy);
        second.IsSettled();
    }

    [Fact]
    public void OrderRejectedByInference_ThatShowsUpAfterAll_IsReopenedCritically()
    {
        World world = new();
        world.Books.Has(Order("a1", Buy, 10m) with { Status = OrderStatus.Submitted, VenueOrder = null });
        world.Venue.AlsoAnswers(NotFound("a1", 10), NotFound("a1", 0));
        Recovered first = world.Recover();
        World later = new();
        later.Venue.Shows(Report("a1", Buy, 10m));

        Recovered second = later.RecoverAfter(first);

        Assert.Equal(OrderStatus.Accepted, Assert.Single(second.Plan.Projected.Orders).Status);
        Assert.Equal(Severity.Critical, second.Difference(DiscrepancyKind.Reopened).Severity);
        second.IsSettled();
    }

    /// <summary>The venue forgets orders that ended without an execution after three days.</summary>
    [Fact]
    public void AcceptedOrder_NotFoundFourDaysLater_IsExplainedByRetentionAndCanceled()
    {
        World world = new() { Options = new ReconciliationOptions { UnfilledOrderRetention = TimeSpan.FromDays(3) } };
        DateTimeOffset created = ReadAt.AddDays(-4);
        world.Books.Has(Order("a1", Buy, 10m) with
        {
            Status = OrderStatus.PendingCancel,
            PriorStatus = OrderStatus.Accepted,
            RequestedAt = created.AddHours(1),
            IntendedAt = created.AddSeconds(-1),
            SendDeadline = created,
            CreatedAt = created,
            UpdatedAt = created,
        });
        world.Venue.AlsoAnswers(NotFound("a1", 10), NotFound("a1", 0));

        Recovered recovered = world.Recover();

        Assert.Equal(OrderStatus.Canceled, recovered.Order("a1").Status);
        Assert.True(recovered.Order("a1").IsInferredTerminal);
        recovered.IsSettled();
    }

    [Fact]
    public void PartlyFilledOrder_ProvenAbsent_IsCanceledAndKeepsItsExecutions()
    {
        World world = new();
        world.Books.Has(Order("a1", Buy, 10m));
        world.Books.Saw(Bought(4m, 10m, minute: 10) with { Order = "a1", Trade = "t1" });
        world.Venue.SawOnlyTheFill(Bought(4m, 10m, minute: 10) with { Order = "a1", Trade = "t1" });
        world.Venue.AlsoAnswers(NotFound("a1", 10), NotFound("a1", 0));
        world.Venue.Holds(4m, 10m);

        Recovered recovered = world.Recover();

        Assert.Equal((OrderStatus.Canceled, 4m), (recovered.Order("a1").Status, recovered.Order("a1").Filled));
        Assert.Equal(new Held(4m, 10m), recovered.Account());
        recovered.IsSettled();
    }

    [Theory]
    [InlineData(typeof(OpenOrdersQuery))]
    [InlineData(typeof(FillsQuery))]
    public void OrderNotFound_WhileOtherEvidenceIsMissing_StaysOpenAndAsks(Type missing)
    {
        World world = new();
        world.Books.Has(Order("a1", Buy, 10m));
        world.Venue.AlsoAnswers(NotFound("a1", 10), NotFound("a1", 0));
        if (missing == typeof(OpenOrdersQuery))
        {
            world.Venue.Fails<OpenOrdersQuery>();
        }
        else
        {
            world.Venue.ShowsFillsOnlySince(minute: 30);
        }

        Recovered recovered = world.Recover();

        recovered.MovedNothing();
        Assert.Equal(OrderStatus.Accepted, recovered.Order("a1").Status);
        Assert.NotEmpty(recovered.Plan.Questions);
    }

    /// <summary>An order that once was accepted may be gone because it was executed: the position tells.</summary>
    [Fact]
    public void AcceptedOrder_NotFoundWhileThePositionDisagrees_StaysOpenAndAsks()
    {
        World world = new();
        world.Books.Has(Order("a1", Buy, 10m));
        world.Venue.AlsoAnswers(NotFound("a1", 10), NotFound("a1", 0));
        world.Venue.Holds(10m, 10m);

        Recovered recovered = world.Recover();

        Assert.Equal(OrderStatus.Accepted, recovered.Order("a1").Status);
        Assert.Contains(recovered.Plan.Questions, question => question.Query is OrderQuery or FillsQuery);
    }

    /// <summary>Where conditional orders live in a service of their own, the ordinary list says nothing of them.
    /// </summary>
    [Fact]
    public void ConditionalOrder_MissingFromTheOrdinaryListAlone_IsNotAbsent()
    {
        World world = new();
        OrderSnapshot stop = Order("stop", Sell, 10m);
        world.Books.Has(stop with
        {
            Intent = stop.Intent with
            {
                Class = OrderClass.Conditional,
                Type = OrderType.StopMarket,
                Price = null,
                TriggerPrice = 9m,
            },
        });
        world.Venue.WasNotAsked<OpenOrdersQuery>();
        world.Venue.WasNotAsked<OrderHistoryQuery>();
        world.Venue.AlsoAnswers(VenueAnswer.Complete(
            new OpenOrdersQuery { Account = Main, Class = OrderClass.Regular }, ReadAt, []));

        Recovered recovered = world.Recover();

        recovered.MovedNothing();
        Assert.NotEmpty(recovered.Plan.Questions);
    }

    private static OrderSnapshot JustSubmitted(string id) => Order(id, Buy, 10m) with
    {
        Status = OrderStatus.Submitted,
        VenueOrder = null,
        IntendedAt = Now.AddSeconds(-3),
        SendDeadline = Now.AddSeconds(-2),
        CreatedAt = null,
        UpdatedAt = null,
    };

    private static OrderQuery Asked(string id) =>
        new() { Account = Main, Instrument = Perpetual.Id, ClientOrder = new(id) };

    private static VenueAnswer NotFound(string id, int secondsBeforeRead) =>
        VenueAnswer.Complete(Asked(id), ReadAt.AddSeconds(-secondsBeforeRead), []);
}
