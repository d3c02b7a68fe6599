using PositionRecovery.Tests.Scenarios.Support;
using static PositionRecovery.Tests.Scenarios.Support.Words;

namespace PositionRecovery.Tests.Scenarios;

/// <summary>Answers and records that are about something else prove nothing.</summary>
public sealed class MisdirectedEvidenceTests
{
    /// <summary>"Not found" counts for the very order that was asked for, and for no other.</summary>
    [Theory]
    [InlineData("a1", null, null, true)]
    [InlineData("a1", "V-a1", null, true)]
    [InlineData(null, "V-a1", null, true)]
    [InlineData("a1", null, OrderClass.Regular, true)]
    [InlineData("a1", "V-other", null, false)]
    [InlineData("other", "V-a1", null, false)]
    [InlineData(null, "V-other", null, false)]
    [InlineData("a1", null, OrderClass.Conditional, false)]
    public void NotFound_CountsForTheOrderAskedFor(string? client, string? venue, OrderClass? service, bool isProof)
    {
        World world = new();
        world.Books.Has(Order("a1", Buy, 10m));
        var query = new OrderQuery
        {
            Account = Main, Instrument = Perpetual.Id, Class = service,
            ClientOrder = client is null ? null : new ClientOrderId(client),
            VenueOrder = venue is null ? null : new VenueOrderId(venue),
        };
        world.Venue.AlsoAnswers(
            VenueAnswer.Complete(query, ReadAt.AddSeconds(-10), []), VenueAnswer.Complete(query, ReadAt, []));

        Recovered recovered = world.Recover();

        Assert.Equal(
            isProof ? OrderStatus.Canceled : OrderStatus.Accepted, recovered.Order("a1").Status);
        Assert.Equal(0m, recovered.Account().Quantity);
        Assert.Equal(!isProof, recovered.Plan.Questions.Any(question => question.Query is OrderQuery));
    }

    /// <summary>A record of a split that is not this position's, or not of this time, restates nothing: the units are
    /// explained otherwise.</summary>
    [Theory]
    [InlineData("other instrument")]
    [InlineData("no instrument")]
    [InlineData("other kind")]
    [InlineData("of nothing")]
    [InlineData("after the read")]
    [InlineData("before the books agreed")]
    public void SplitThatDoesNotConcernThePosition_RestatesNothing(string what)
    {
        World world = new();
        world.Books.Holds(Alpha, 100m, 10m);
        world.Books.AccountBook(book => book with { AgreedAt = At(10) });
        world.Venue.WasNotAsked<FillsQuery>();
        world.Venue.Shows(new CashFlowReport
        {
            Account = Main, Id = new("split"), Asset = new("ETH"),
            FlowKind = what == "other kind" ? CashFlowKind.Funding : CashFlowKind.Split,
            Instrument = what switch
            {
                "other instrument" => OtherPerpetual.Id,
                "no instrument" => null,
                _ => Perpetual.Id,
            },
            Amount = what == "of nothing" ? 0m : 2m,
            At = what switch
            {
                "after the read" => At(ReadMinute + 1),
                "before the books agreed" => At(5),
                _ => At(30),
            },
        });
        world.Venue.Holds(200m, 5m);

        Recovered recovered = world.Recover();

        Assert.DoesNotContain(recovered.Plan.Events, happened => happened is PositionRestatedEvent);
        Assert.Equal(100m, recovered.Synthetic.SignedQuantity);
        Assert.Equal(new Held(200m, 5m), recovered.Account());
        recovered.IsSettled();
    }

    /// <summary>A split is posted once: the same record in the next reading doubles nothing again.</summary>
    [Fact]
    public void SplitThatIsInTheBooks_IsNotPostedAgain()
    {
        World world = new();
        world.Books.Holds(Alpha, 100m, 10m);
        var split = new CashFlowReport
        {
            Account = Main, Id = new("split"), Asset = new("ETH"), FlowKind = CashFlowKind.Split,
            Instrument = Perpetual.Id, Amount = 2m, At = At(30),
        };
        world.Venue.Shows(split);
        world.Venue.Holds(200m, 5m);
        Recovered first = world.Recover();
        World later = new() { ReadMinute = 120 };
        later.Venue.Shows(split);
        later.Venue.Holds(400m, average: null);
        CachedSnapshot cached = first.Plan.Projected with
        {
            AccountBooks = [.. first.Plan.Projected.AccountBooks.Select(book => book with { AgreedAt = null })],
        };

        var second = new Recovered(later, cached, later.Venue.Snapshot());

        Assert.DoesNotContain(second.Plan.Events, happened => happened is PositionRestatedEvent);
        Assert.Equal(200m, second.Synthetic.SignedQuantity);
        Assert.Equal(400m, second.Account().Quantity);
    }
}
