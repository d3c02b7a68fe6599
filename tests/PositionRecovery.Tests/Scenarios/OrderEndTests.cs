using PositionRecovery.Tests.Scenarios.Support;
using static PositionRecovery.Tests.Scenarios.Support.Words;

namespace PositionRecovery.Tests.Scenarios;

/// <summary>How an order came to its end, and when that is not known.</summary>
public sealed class OrderEndTests
{
    /// <summary>The end was concluded from absence; a report makes it a fact, which nothing reopens.</summary>
    [Theory]
    [InlineData(OrderStatus.Canceled)]
    [InlineData(OrderStatus.Expired)]
    [InlineData(OrderStatus.Rejected)]
    public void EndByAbsence_ThatTheVenueReports_IsAFactFromThenOn(OrderStatus reported)
    {
        World world = new();
        world.Books.Has(Order("a1", Buy, 10m) with { Status = OrderStatus.Canceled, IsInferredTerminal = true });
        world.Venue.Shows(Report("a1", Buy, 10m) with { Status = reported });

        Recovered recovered = world.Recover();

        OrderSnapshot order = recovered.Order("a1");
        Assert.False(order.IsInferredTerminal);
        Assert.True(order.IsTerminal);
        Assert.Equal(0m, recovered.Account().Quantity);
    }

    /// <summary>The order went on under an id that no report shows: it may be at work, and must not be sent again.
    /// </summary>
    [Theory]
    [InlineData(OrderStatus.Canceled, true)]
    [InlineData(OrderStatus.Expired, true)]
    [InlineData(OrderStatus.Rejected, true)]
    [InlineData(OrderStatus.Filled, true)]
    [InlineData(OrderStatus.Accepted, false)]
    public void EndOfAnEarlierId_IsNotTheEndOfTheOrder(OrderStatus reported, bool isAsked)
    {
        World world = new();
        world.Books.Has(Order("a1", Buy, 10m));
        world.Venue.Shows(Report("a1", Buy, 10m) with { Status = reported, ReplacedBy = new("next") });

        Recovered recovered = world.Recover();

        Assert.Equal(OrderStatus.Accepted, recovered.Order("a1").Status);
        Assert.Equal(0m, recovered.Account().Quantity);
        OrderQuery[] asked = [.. recovered.Plan.Questions.Select(q => q.Query).OfType<OrderQuery>()];
        Assert.Equal(isAsked ? [new VenueOrderId("next")] : [], asked.Select(query => query.VenueOrder!.Value));
        Assert.All(asked, query => Assert.Null(query.ClientOrder));
    }

    /// <summary>An order nobody here placed is what its report says.</summary>
    [Fact]
    public void EndOfAnEarlierId_OfAnUnknownOrder_IsTakenAsItIs()
    {
        World world = new();
        world.Venue.Shows(Report("theirs", Buy, 10m) with { Status = OrderStatus.Canceled, ReplacedBy = new("next") });

        Recovered recovered = world.Recover();

        Assert.Equal(OrderStatus.Canceled, Assert.Single(recovered.Plan.Projected.Orders).Status);
        Assert.Equal(0m, recovered.Account().Quantity);
        recovered.IsSettled();
    }

    /// <summary>More orders with more ids than they are: each is found under every one of them.</summary>
    [Fact]
    public void ManyOrdersWithManyEarlierIds_AreFoundUnderEachOfThem()
    {
        World world = new();
        for (int i = 0; i < 40; i++)
        {
            world.Books.Has(Order($"a{i}", Buy, 10m) with { PriorVenueOrders = [new($"p{i}"), new($"q{i}"), new($"r{i}")] });
            world.Venue.Shows(Report($"a{i}", Buy, 10m) with
            {
                Status = OrderStatus.PartiallyFilled,
                Filled = 1m,
                AveragePrice = 10m,
            });
            world.Venue.Shows(new FillReport
            {
                Account = Main, Instrument = Perpetual.Id, Trade = new($"t{i}"), VenueOrder = new($"r{i}"), Side = Buy,
                Quantity = 1m, Price = 10m, At = At(10),
            });
        }

        world.Venue.Holds(40m, 10m);

        Recovered recovered = world.Recover();

        Assert.Equal(40, recovered.Plan.Projected.Orders.Count);
        Assert.All(recovered.Plan.Projected.Orders, order => Assert.Equal(1m, order.Filled));
        Assert.Equal(new Held(40m, 10m), recovered.Owned(Alpha));
        recovered.IsSettled();
    }

    /// <summary>What was executed before is known without a price, so the reported average does not tell the price of
    /// the rest.</summary>
    [Fact]
    public void InferredExecution_AfterATotalWithoutAPrice_IsAnEstimate()
    {
        World world = new();
        world.Books.Holds(Alpha, 5m, 10m);
        world.Books.Has(Order("a1", Buy, 10m, price: 9m) with
        {
            Status = OrderStatus.PartiallyFilled,
            Filled = 5m,
            AveragePrice = null,
            UpdatedAt = At(10),
        });
        world.Venue.Shows(Report("a1", Buy, 10m, price: 9m) with
        {
            Status = OrderStatus.PartiallyFilled,
            Filled = 8m,
            AveragePrice = 10m,
        });
        world.Venue.Holds(8m, average: null);

        Recovered recovered = world.Recover();

        FillSnapshot fill = Assert.Single(recovered.AppliedFills);
        Assert.Equal((3m, 9m), (fill.Quantity, fill.Price));
        Assert.Equal(8m, recovered.Account().Quantity);
        recovered.HasVerdict(Verdict.Estimated);
    }

    /// <summary>Two owners cannot have one order; saying the same thing twice is no contradiction.</summary>
    [Theory]
    [InlineData("alpha", null, "beta", null, false)]
    [InlineData("alpha", null, "beta", "", false)]
    [InlineData("alpha", "x", "beta", "x", false)]
    [InlineData("alpha", "x", "beta", "y", true)]
    [InlineData("alpha", "x", "beta", null, true)]
    [InlineData("alpha", "x", "alpha", "x", true)]
    public void Claims_ThatContradictEachOther_AreRefused(
        string first, string? prefix, string second, string? otherPrefix, bool isAllowed)
    {
        World world = new()
        {
            Options = new ReconciliationOptions { Claims = [Claim(first, prefix), Claim(second, otherPrefix)] },
        };

        Exception? refused = Record.Exception(() => world.Recover());

        Assert.Equal(isAllowed, refused is null);
        Assert.True(isAllowed || refused is ArgumentException { ParamName: not null });
    }

    /// <summary>What is written first in the list says nothing: the longest prefix counts.</summary>
    [Theory]
    [InlineData("x-", null)]
    [InlineData(null, "x-")]
    public void Claims_TheLongerPrefixWins(string? first, string? second)
    {
        World world = new()
        {
            Options = new ReconciliationOptions
            {
                Claims = [Claim(first is null ? "beta" : "alpha", first), Claim(second is null ? "beta" : "alpha", second)],
            },
        };
        world.OnlyVenueSaw(Bought(3m, 10m, minute: 10) with { Order = "x-1" });
        world.OnlyVenueSaw(Bought(2m, 10m, minute: 11) with { Order = "y-1" });
        world.Venue.Holds(5m, 10m);

        Recovered recovered = world.Recover();

        Assert.Equal((3m, 2m), (recovered.Owned(Alpha).Quantity, recovered.Owned(Beta).Quantity));
    }

    private static ExternalClaim Claim(string strategy, string? prefix) => new()
    {
        Strategy = new(strategy), Account = Main, Instrument = Perpetual.Id, ClientIdPrefix = prefix,
    };
}
