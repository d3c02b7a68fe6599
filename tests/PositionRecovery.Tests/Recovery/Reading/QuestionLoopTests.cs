using static PositionRecovery.Tests.Scenarios.Support.Words;

namespace PositionRecovery.Tests.Recovery.Reading;

public sealed class QuestionLoopTests
{
    private readonly ReadDesk _desk = new();

    [Fact]
    public void RunAsync_NothingOpen_AsksNothing()
    {
        QuestionOutcome outcome = _desk.Settle();

        Assert.True(outcome.Plan.Questions.Count == 0 && outcome.Left.Count == 0);
        Assert.Equal((0, ReadAt), (outcome.Rounds, outcome.Now));
        Assert.Equal(12, _desk.Venue.Asked.Count);
    }

    [Fact]
    public void RunAsync_PositionQueryFails_FlattensNothingAndNamesTheQuestion()
    {
        _desk.Shows(Perpetual, 0m, 0m);
        _desk.Venue.Does = static (query, _) => query is PositionsQuery ? throw new VenueException("down") : null;

        QuestionOutcome outcome = _desk.Settle();

        Assert.Empty(outcome.Plan.SyntheticOrders);
        Assert.All(outcome.Plan.Verdicts, static v => Assert.Equal(Verdict.Unverified, v.Verdict));
        Assert.Contains(outcome.Left, static l => l.Question.Query is PositionsQuery);
        Assert.All(outcome.Left, static l => Assert.Equal("down", l.Why));
    }

    [Fact]
    public void RunAsync_EmptyTwiceUnderTheSameIdentity_FlattensAfterTheQuietPeriod()
    {
        _desk.Shows(Perpetual, 0m, 0m);

        QuestionOutcome outcome = _desk.Settle();

        Assert.Equal(-10m, Assert.Single(outcome.Plan.SyntheticOrders).SignedQuantity);
        Assert.Empty(outcome.Left);
        Assert.Equal(1, outcome.Rounds);
        Assert.InRange(_desk.Clock.Elapsed, _desk.Options.AbsenceQuietPeriod, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void RunAsync_EmptyButThereAtTheSecondLook_FlattensNothing()
    {
        _desk.Shows(Perpetual, 0m, 0m);
        _desk.At<PositionsQuery>(3, () => _desk.Shows(Perpetual, 10m, 100m));

        QuestionOutcome outcome = _desk.Settle();

        Assert.Empty(outcome.Plan.SyntheticOrders);
        Assert.Equal(10m, outcome.Plan.Projected.AccountBooks.Single(b => b.Key.Instrument == Perpetual.Id).Quantity);
    }

    [Fact]
    public void RunAsync_EmptyBecauseItIsAnotherAccount_ChangesNothing()
    {
        _desk.Shows(Perpetual, 0m, 0m);
        _desk.Venue.Reports.RemoveAll(static r => r is AccountReport);
        _desk.Venue.Reports.Add(new AccountReport { Account = Main, Identity = "uid-of-somebody-else" });

        QuestionOutcome outcome = _desk.Settle();

        Assert.Empty(outcome.Plan.Events);
        Assert.All(outcome.Plan.Verdicts, static v => Assert.Equal(Verdict.Unverified, v.Verdict));
    }

    [Fact]
    public void RunAsync_PositionsComeBack_AreVerified()
    {
        _desk.Venue.Does = static (query, before) =>
            query is PositionsQuery && before == 0 ? throw new VenueException("down") : null;

        QuestionOutcome outcome = _desk.Settle();

        Assert.All(outcome.Plan.Verdicts, static v => Assert.Equal(Verdict.Verified, v.Verdict));
        Assert.Empty(outcome.Left);
    }

    [Fact]
    public void RunAsync_BalancesComeBack_AreVerified()
    {
        ReadDesk desk = new(Spot, isHolding: false);
        desk.Books.Holds(Alpha, 1m, 100m);
        desk.Venue.Reports.Add(new BalanceReport { Account = Main, Asset = Btc, Total = 1m });
        desk.Venue.Does = static (query, before) =>
            query is BalancesQuery && before == 0 ? throw new VenueException("down") : null;

        QuestionOutcome outcome = desk.Settle();

        Assert.Equal(Verdict.Verified, Assert.Single(outcome.Plan.Verdicts).Verdict);
    }

    [Fact]
    public void RunAsync_PositionStandsStillAtLast_IsVerified()
    {
        decimal quantity = 10m;
        _desk.Venue.Does = (query, _) =>
        {
            if (query is PositionsQuery && _desk.Venue.Asked.OfType<PositionsQuery>().Count() <= 8)
            {
                _desk.Shows(Perpetual, ++quantity, 100m);
            }
            else if (query is PositionsQuery)
            {
                _desk.Shows(Perpetual, 10m, 100m);
            }

            return null;
        };

        QuestionOutcome outcome = _desk.Settle();

        Assert.All(outcome.Plan.Verdicts, static v => Assert.Equal(Verdict.Verified, v.Verdict));
        Assert.Equal(1, outcome.Rounds);
    }

    [Fact]
    public void RunAsync_OrderJustIntended_IsProvenAbsentOnceItCannotArriveAnyMore()
    {
        _desk.Books.Has(Intended("new"));
        _desk.TimeLimit = TimeSpan.FromSeconds(30);

        QuestionOutcome outcome = _desk.Settle();

        OrderSnapshot order = Assert.Single(outcome.Plan.Projected.Orders);
        Assert.Equal(OrderStatus.Rejected, order.Status);
        Assert.Empty(outcome.Left);
        Assert.InRange(_desk.Clock.Elapsed, TimeSpan.FromSeconds(18), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void RunAsync_OrderThatMayArriveAfterTheDeadline_StaysOpenAndIsNamed()
    {
        _desk.Books.Has(Intended("new"));
        _desk.TimeLimit = TimeSpan.FromSeconds(10);

        QuestionOutcome outcome = _desk.Settle();

        Assert.Equal(OrderStatus.Intended, Assert.Single(outcome.Plan.Projected.Orders).Status);
        OpenQuestion left = Assert.Single(outcome.Left, static l => l.Question.Query is OrderQuery);
        Assert.Contains("the order may arrive until", left.Why, StringComparison.Ordinal);
        Assert.True(_desk.Clock.Elapsed < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void RunAsync_AccountWithAShorterRequestLife_WaitsLess()
    {
        _desk.Books.Has(Intended("new"));
        _desk.Options.Accounts.Add(new AccountFacts
        {
            Account = Main, RequestLife = TimeSpan.FromSeconds(1), VenueTimeout = TimeSpan.FromSeconds(1),
        });

        QuestionOutcome outcome = _desk.Settle();

        Assert.Equal(OrderStatus.Rejected, Assert.Single(outcome.Plan.Projected.Orders).Status);
        Assert.InRange(_desk.Clock.Elapsed, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(7));
    }

    [Fact]
    public void RunAsync_OrderThatArrivesLate_IsAdopted()
    {
        _desk.Books.Has(Intended("new"));
        _desk.At<OrderQuery>(2, () => _desk.Venue.Reports.Add(
            Report("new", Buy, 5m) with { CreatedAt = _desk.Clock.GetUtcNow() }));

        QuestionOutcome outcome = _desk.Settle();

        Assert.Equal(OrderStatus.Accepted, Assert.Single(outcome.Plan.Projected.Orders).Status);
        Assert.Empty(outcome.Left);
    }

    [Fact]
    public void RunAsync_MoreQuestionsThanARoundTakes_AsksTheRestInTheNext()
    {
        foreach (string id in (string[])["a", "b", "c"])
        {
            _desk.Books.Has(Order(id, Buy, 1m));
            _desk.Venue.Reports.Add(Report(id, Buy, 1m) with { Status = OrderStatus.Canceled });
        }

        _desk.Venue.Refuses = static q => q is OrderHistoryQuery;
        _desk.Limits = new ReadLimits { QuestionsPerRound = 2 };

        QuestionOutcome outcome = _desk.Settle();

        Assert.Equal(3, _desk.Venue.Asked.OfType<OrderQuery>().Count());
        Assert.Equal(2, outcome.Rounds);
        Assert.All(outcome.Plan.Projected.Orders, static o => Assert.Equal(OrderStatus.Canceled, o.Status));
    }

    [Fact]
    public void RunAsync_RoundsRunOut_NamesWhatIsLeft()
    {
        foreach (string id in (string[])["a", "b", "c"])
        {
            _desk.Books.Has(Order(id, Buy, 1m));
            _desk.Venue.Reports.Add(Report(id, Buy, 1m) with { Status = OrderStatus.Canceled });
        }

        _desk.Venue.Refuses = static q => q is OrderHistoryQuery;
        _desk.Limits = new ReadLimits { QuestionsPerRound = 1, QuestionRounds = 2 };

        QuestionOutcome outcome = _desk.Settle();

        Assert.Equal(2, outcome.Rounds);
        Assert.Equal("no round of questions is left", Assert.Single(outcome.Left).Why);
    }

    [Fact]
    public void RunAsync_AccountThatNoVenueHas_IsNamed()
    {
        _desk.Books.Has(Intended("theirs") with
        {
            Intent = Order("theirs", Buy, 1m).Intent with { Account = Second },
        });

        QuestionOutcome outcome = _desk.Settle();

        Assert.All(outcome.Left, static l => Assert.Equal("no venue is known that has SIM:second", l.Why));
        Assert.NotEmpty(outcome.Left);
    }

    [Fact]
    public void RunAsync_QuestionTheVenueCannotBeAsked_StaysOpenWithoutBeingAskedAgain()
    {
        _desk.Books.Has(Order("a", Buy, 1m));
        _desk.Venue.Refuses = static q => q is OrderQuery;

        QuestionOutcome outcome = _desk.Settle();

        Assert.Single(_desk.Venue.Asked.OfType<OrderQuery>());
        Assert.Contains(outcome.Left, static l => l.Question.Query is OrderQuery
            && l.Why.Contains("does not support", StringComparison.Ordinal));
    }

    /// <summary>An order whose intent was stored a moment before the venue was read, and nothing more.</summary>
    private static OrderSnapshot Intended(string id) => Order(id, Buy, 5m) with
    {
        Status = OrderStatus.Intended,
        VenueOrder = null,
        CreatedAt = null,
        UpdatedAt = null,
        IntendedAt = ReadAt.AddSeconds(-2),
        SendDeadline = ReadAt.AddSeconds(-2),
    };
}
