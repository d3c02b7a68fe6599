using PositionRecovery.Tests.Scenarios.Support;
using static PositionRecovery.Tests.Scenarios.Support.Words;

namespace PositionRecovery.Tests.Scenarios;

/// <summary>Books that contradict themselves, accounts that cannot be what they report, and reads that prove too little:
/// nothing is moved, and somebody is told.</summary>
public sealed class DoubtfulBookTests
{
    [Fact]
    public void StoredBook_ThatIsNotWhatItsHistoryAddsUpTo_IsLeftAlone()
    {
        World world = new();
        world.Books.Holds(Alpha, 10m, 100m);
        world.Books.AccountBook(book => book with { Opening = book.Opening! with { Quantity = 4m } });
        world.OnlyVenueSaw(Sold(3m, 110m, minute: 10));
        world.Venue.Holds(7m, 100m);

        Recovered recovered = world.Recover();

        recovered.MovedNothing();
        Assert.Equal(10m, recovered.Account().Quantity);
        Discrepancy broken = recovered.Difference(DiscrepancyKind.InvariantBroken);
        Assert.Equal((Severity.Critical, DiscrepancyAction.Withheld), (broken.Severity, broken.Action));
        recovered.HasVerdict(Verdict.Unverified);
    }

    /// <summary>The venue agrees with the account's book; whose the rest is nobody but an operator can say.</summary>
    [Fact]
    public void Owners_WhoDoNotAddUpToTheAccount_AreLeftAlone()
    {
        World world = new();
        world.Books.Holds(Alpha, 10m, 100m);
        world.Books.AccountHolds(12m, 100m);
        world.Venue.Holds(12m, 100m);

        Recovered recovered = world.Recover();

        recovered.MovedNothing();
        Assert.Equal((12m, 10m), (recovered.Account().Quantity, recovered.Owned(Alpha).Quantity));
        Discrepancy residual = recovered.Difference(DiscrepancyKind.OwnershipResidual);
        Assert.Equal((Severity.Critical, "10", "12"), (residual.Severity, residual.Cached, residual.Venue));
        recovered.HasVerdict(Verdict.Unverified);
    }

    /// <summary>A row of the position mode that the account is not in; an empty one is how some venues pad lists.
    /// </summary>
    [Theory]
    [InlineData(PositionMode.Hedging, PositionSide.Net, 5, false)]
    [InlineData(PositionMode.Hedging, PositionSide.Net, 0, true)]
    [InlineData(PositionMode.Netting, PositionSide.Long, 5, false)]
    [InlineData(PositionMode.Netting, PositionSide.Short, -5, false)]
    [InlineData(PositionMode.Netting, PositionSide.Net, 5, true)]
    [InlineData(PositionMode.Hedging, PositionSide.Short, -5, true)]
    public void Position_OfTheOtherMode_IsNotBelieved(PositionMode mode, PositionSide leg, int quantity, bool isPossible)
    {
        World world = new() { Leg = leg };
        world.Venue.Shows(new AccountReport { Account = Main, Mode = mode });
        world.Venue.Holds(quantity, quantity == 0 ? null : 100m);

        Recovered recovered = world.Recover();

        Assert.Equal(isPossible ? quantity : 0m, recovered.Account().Quantity);
        Assert.Equal(!isPossible, recovered.Kinds.Contains(DiscrepancyKind.InvalidReport));
    }

    /// <summary>What is executed after the read may be in it all the same, when the venue stamps reads late; then
    /// quantity and average both say so. The quantity alone does not, nor an average that is neither.</summary>
    [Theory]
    [InlineData(10, 105.0, true)]
    [InlineData(10, 101.0, false)]
    [InlineData(9, 105.0, false)]
    public void Read_ThatShowsExecutionsLaterThanItself_IsBelievedWhenAllOfItFits(
        int quantity, double average, bool isBelieved)
    {
        World world = new();
        world.Books.Holds(Alpha, 5m, 100m);
        world.OnlyVenueSaw(Bought(5m, 110m, minute: 55));
        world.Venue.WasNotAsked<PositionsQuery>();
        world.Venue.AlsoAnswers(Read(50, quantity, (decimal)average));

        Recovered recovered = world.Recover();

        Assert.Empty(recovered.Synthetics);
        Assert.Equal(new Held(10m, 105m), recovered.Account());
        Assert.Equal(isBelieved, recovered.VerdictOf().Verdict != Verdict.Unverified);
        Assert.Equal(!isBelieved, recovered.VerdictOf().IsPending);
    }

    /// <summary>A late execution would have to be canceled out, which the option forbids: it is left out, too, and the
    /// position stays what the venue says it is.</summary>
    [Fact]
    public void LateExecution_WhereNothingMayBeGenerated_IsNotTakenIn()
    {
        World world = new() { Options = new ReconciliationOptions { GenerateMissingOrders = false } };
        world.Books.Holds(Alpha, 10m, 100m);
        world.Books.AccountBook(book => book with { AgreedAt = At(30) });
        world.OnlyVenueSaw(Bought(2m, 90m, minute: 10));
        world.Venue.Holds(10m, 100m);

        Recovered recovered = world.Recover();

        Assert.Equal(new Held(10m, 100m), recovered.Account());
        Assert.Equal(10m, recovered.Owned(Alpha).Quantity);
        Assert.Empty(recovered.AppliedFills);
        Assert.Empty(recovered.Synthetics);
        recovered.HasVerdict(Verdict.Unverified);
    }

    /// <summary>An order of another kind beside it is no late execution, and is taken in.</summary>
    [Fact]
    public void LateExecution_LeftOut_TakesNoOtherOrderWithIt()
    {
        World world = new() { Options = new ReconciliationOptions { GenerateMissingOrders = false } };
        world.Books.Holds(Alpha, 10m, 100m);
        world.Books.AccountBook(book => book with { AgreedAt = At(30) });
        world.Books.Has(Order("a1", Buy, 5m));
        world.OnlyVenueSaw(Bought(2m, 90m, minute: 10) with { Order = "late" });
        world.Venue.Shows(Report("a1", Buy, 5m) with { Status = OrderStatus.Canceled });
        world.Venue.Holds(10m, 100m);

        Recovered recovered = world.Recover();

        Assert.Equal(OrderStatus.Canceled, recovered.Order("a1").Status);
        Assert.Equal(10m, recovered.Account().Quantity);
        Assert.DoesNotContain(recovered.Plan.Projected.Orders, order => order.Intent.Id == new ClientOrderId("late"));
    }

    [Fact]
    public void AnotherAverage_WhereNothingMayBeGenerated_IsNamedAndLeft()
    {
        World world = new() { Options = new ReconciliationOptions { GenerateMissingOrders = false } };
        world.Books.Holds(Alpha, 10m, 100m);
        world.Venue.Holds(10m, 105m);

        Recovered recovered = world.Recover();

        recovered.MovedNothing();
        Assert.Equal(new Held(10m, 100m), recovered.Account());
        Discrepancy average = recovered.Difference(DiscrepancyKind.AveragePriceMismatch);
        Assert.Equal(DiscrepancyAction.Withheld, average.Action);
        recovered.HasVerdict(Verdict.Unverified);
    }

    /// <summary>Absent, shown, absent: what was read before it was shown is no second absence.</summary>
    [Fact]
    public void AbsentPosition_ThatWasShownInBetween_IsNotClosedOnTheOlderAbsence()
    {
        World world = new();
        world.Books.Holds(Alpha, 10m, 100m);
        world.Books.Has(new AccountSnapshot { Account = Main, Identity = "uid" });
        world.Venue.Shows(new AccountReport { Account = Main, Identity = "uid" });
        world.OnlyVenueSaw(Sold(5m, 110m, minute: 57));
        world.Venue.WasNotAsked<PositionsQuery>();
        world.Venue.AlsoAnswers(Read(50, 0, null), Read(55, 5, 100m), Read(60, 0, null));

        Recovered recovered = world.Recover();

        Assert.Empty(recovered.Synthetics);
        Assert.Equal(new Held(5m, 100m, Realized: 50m), recovered.Account());
        Assert.Contains(recovered.Plan.Questions, question => question.Query is PositionsQuery);
        recovered.HasVerdict(Verdict.Unverified);
    }

    /// <summary>Two answers of one account come from two accounts: neither is used.</summary>
    [Theory]
    [InlineData(null, "uid-1", "uid-2")]
    [InlineData("uid-1", "uid-2", null)]
    public void AnswersOfAnotherAccount_MoveNothing(string? known, string first, string? second)
    {
        World world = new();
        world.Books.Holds(Alpha, 10m, 100m);
        world.Books.Has(Order("a1", Buy, 5m));
        if (known is not null)
        {
            world.Books.Has(new AccountSnapshot { Account = Main, Identity = known });
        }

        world.Venue.Shows(new AccountReport { Account = Main, Identity = first });
        if (second is not null)
        {
            world.Venue.Shows(new AccountReport { Account = Main, Identity = second });
        }

        world.OnlyVenueSaw(Sold(5m, 110m, minute: 20));
        world.Venue.Holds(2m, 100m);

        Recovered recovered = world.Recover();

        recovered.MovedNothing();
        Assert.Equal(new Held(10m, 100m), recovered.Account());
        Assert.Equal(OrderStatus.Accepted, recovered.Order("a1").Status);
        recovered.HasVerdict(Verdict.Unverified);
    }

    /// <summary>The same move to the same position in the same life, after the memory of an earlier one was purged: an
    /// id that is still in use must not come again, or the second move would be taken for the first.</summary>
    [Fact]
    public void SyntheticOrder_AfterAnEarlierOneWasPurged_GetsAnIdOfItsOwn()
    {
        World world = new();
        world.Books.Holds(Alpha, 5m, 100m);
        world.Books.Has(Order("purged", Buy, 1m) with
        {
            Status = OrderStatus.Canceled,
            Origin = OrderOrigin.Reconciliation,
            VenueOrder = null,
        });
        world.Venue.Holds(2m, average: null);
        Recovered first = world.Recover();
        var claim = new ExternalClaim { Strategy = Alpha, Account = Main, Instrument = Perpetual.Id };
        World later = new() { ReadMinute = 120, Options = new ReconciliationOptions { Claims = [claim] } };
        later.OnlyVenueSaw(Bought(3m, 100m, minute: 90));
        later.Venue.Holds(2m, average: null);
        CachedSnapshot purged = first.Plan.Projected with
        {
            Orders = [.. first.Plan.Projected.Orders.Where(order => order.Intent.Id != new ClientOrderId("purged"))],
        };

        var second = new Recovered(later, purged, later.Venue.Snapshot());

        Assert.NotEqual(first.Synthetic.Id, second.Synthetic.Id);
        Assert.Equal(-3m, second.Synthetic.SignedQuantity);
        Assert.Equal(2m, second.Account().Quantity);
        second.IsSettled();
    }

    private static VenueAnswer Read(double minute, decimal quantity, decimal? average) => VenueAnswer.Complete(
        new PositionsQuery { Account = Main }, At(minute),
        quantity == 0m
            ? []
            : [new PositionReport
            {
                Account = Main, Instrument = Perpetual.Id, Quantity = quantity, AveragePrice = average,
            }]);
}
