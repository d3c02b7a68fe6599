using PositionRecovery.Tests.Scenarios.Support;
using static PositionRecovery.Tests.Scenarios.Support.Words;

namespace PositionRecovery.Tests.Scenarios;

/// <summary>An order that the books do not know and that several reports show: it comes into the books once, with all
/// that each of its ids executed.</summary>
public sealed class LinkedOrderTests
{
    /// <summary>Who says that the ids are one order: the earlier one, the later one, or both.</summary>
    [Theory]
    [InlineData("2", null)]
    [InlineData(null, "1")]
    [InlineData("2", "1")]
    public void UnknownOrder_AmendedUnderANewId_IsOneOrderWithTheExecutionsOfBoth(string? replacedBy, string? replaces)
    {
        World world = new();
        world.Venue.Shows(
            Of("1") with
            {
                Status = OrderStatus.Canceled,
                Filled = 4m,
                AveragePrice = 10m,
                ReplacedBy = Id(replacedBy),
                UpdatedAt = At(20),
            },
            Of("2") with
            {
                Status = OrderStatus.PartiallyFilled,
                Filled = 3m,
                AveragePrice = 12m,
                Replaces = Id(replaces),
                CreatedAt = At(20),
            });
        world.Venue.Shows(Execution("1", 4m, 10m, 10), Execution("2", 3m, 12m, 30));
        world.Venue.Holds(7m, 10.857142857142857143m);

        Recovered recovered = world.Recover();

        OrderSnapshot order = Assert.Single(recovered.Plan.Projected.Orders);
        Assert.Equal((OrderStatus.PartiallyFilled, 7m), (order.Status, order.Filled));
        Assert.Equal(new VenueOrderId("2"), order.VenueOrder);
        Assert.Equal([new VenueOrderId("1")], order.PriorVenueOrders);
        Assert.Equal(new Held(7m, 10.857142857142857143m), recovered.Account());
        Assert.Empty(recovered.Synthetics);
        recovered.IsSettled();
    }

    [Fact]
    public void UnknownOrder_AmendedTwice_IsOneOrderWhateverIsNamedFirst()
    {
        World world = new();
        world.Venue.Shows(
            Of("3") with { Replaces = new("2"), CreatedAt = At(1), Status = OrderStatus.Accepted },
            Of("2") with { CreatedAt = At(3), Status = OrderStatus.Canceled },
            Of("1") with { ReplacedBy = new("2"), CreatedAt = At(2), Status = OrderStatus.Canceled, Filled = 2m });
        world.Venue.Shows(Execution("1", 2m, 10m, 10));
        world.Venue.Holds(2m, 10m);

        Recovered recovered = world.Recover();

        OrderSnapshot order = Assert.Single(recovered.Plan.Projected.Orders);
        Assert.Equal((OrderStatus.PartiallyFilled, 2m), (order.Status, order.Filled));
        Assert.Equal(new Held(2m, 10m), recovered.Account());
        recovered.IsSettled(DiscrepancyKind.OrderStatus); // the last id works, the order was executed in part
    }

    /// <summary>Each is said to follow the other: neither is the last, and the one that tells more counts.</summary>
    [Fact]
    public void UnknownOrder_WhoseIdsReplaceEachOther_IsStillCountedOnce()
    {
        World world = new();
        world.Venue.Shows(
            Of("1") with { Replaces = new("2"), Status = OrderStatus.PartiallyFilled, Filled = 2m, AveragePrice = 10m },
            Of("2") with { Replaces = new("1") });
        world.Venue.Shows(Execution("1", 2m, 10m, 10));
        world.Venue.Holds(2m, 10m);

        Recovered recovered = world.Recover();

        Assert.Equal(2m, Assert.Single(recovered.Plan.Projected.Orders).Filled);
        Assert.Equal(new Held(2m, 10m), recovered.Account());
        recovered.IsSettled();
    }

    /// <summary>The conditional report repeats what its working order executed: that is not executed twice.</summary>
    [Fact]
    public void UnknownStop_ThatBecameAWorkingOrder_IsOneOrderAndFilledOnce()
    {
        World world = new();
        world.Venue.Shows(
            Of("algo") with
            {
                Class = OrderClass.Conditional,
                Type = OrderType.StopLimit,
                TriggerPrice = 9m,
                Status = OrderStatus.Triggered,
                ReplacedBy = new("812"),
                Filled = 5m,
                AveragePrice = 10m,
            },
            Of("812") with { Status = OrderStatus.PartiallyFilled, Filled = 5m, AveragePrice = 10m });
        world.Venue.Shows(Execution("812", 5m, 10m, 30));
        world.Venue.Holds(5m, 10m);

        Recovered recovered = world.Recover();

        OrderSnapshot order = Assert.Single(recovered.Plan.Projected.Orders);
        Assert.Equal((OrderClass.Conditional, 5m), (order.Intent.Class, order.Filled));
        Assert.Equal(new Held(5m, 10m), recovered.Account());
        recovered.IsSettled();
    }

    /// <summary>A chain that leads out of what was reported names an order, and nothing else.</summary>
    [Fact]
    public void UnknownOrder_ThatNamesAnIdNobodyShows_IsAnOrderOfItsOwn()
    {
        World world = new();
        world.Venue.Shows(Of("2") with { Replaces = new("1") }, Of("7") with { ClientOrder = new("other") });

        Recovered recovered = world.Recover();

        Assert.Equal(2, recovered.Plan.Projected.Orders.Count);
        Assert.Equal(0m, recovered.Account().Quantity);
        recovered.IsSettled();
    }

    /// <summary>The books know the first id only through a report of this very reading.</summary>
    [Fact]
    public void KnownOrder_AmendedTwiceUnseen_IsFoundOverTheIdInBetween()
    {
        World world = new();
        world.Books.Has(Order("a1", Buy, 10m) with { VenueOrder = new("1") });
        world.Venue.Shows(
            Of("1") with { ClientOrder = null, ReplacedBy = new("2"), Status = OrderStatus.Canceled },
            Of("2") with { ClientOrder = null, ReplacedBy = new("3"), Status = OrderStatus.Canceled },
            Of("3") with { ClientOrder = null, Replaces = new("2"), Filled = 4m, Status = OrderStatus.PartiallyFilled });
        world.Venue.Shows(Execution("3", 4m, 10m, 30) with { ClientOrder = null });
        world.Venue.Holds(4m, 10m);

        Recovered recovered = world.Recover();

        OrderSnapshot order = Assert.Single(recovered.Plan.Projected.Orders);
        Assert.Equal((new VenueOrderId("3"), 4m), (order.VenueOrder, order.Filled));
        Assert.Equal(new Held(4m, 10m), recovered.Owned(Alpha));
        recovered.IsSettled();
    }

    /// <summary>One list shows it with its venue id, another one only under its client id.</summary>
    [Fact]
    public void UnknownOrder_ThatOneListShowsWithoutVenueId_IsOneOrder()
    {
        World world = new();
        OrderReport partly = Of("1") with { Status = OrderStatus.PartiallyFilled, Filled = 4m, AveragePrice = 10m };
        world.Venue.Shows(partly, partly with { VenueOrder = null });
        world.Venue.Shows(Execution("1", 4m, 10m, 30));
        world.Venue.Holds(4m, 10m);

        Recovered recovered = world.Recover();

        OrderSnapshot order = Assert.Single(recovered.Plan.Projected.Orders);
        Assert.Equal((new VenueOrderId("1"), 4m), (order.VenueOrder, order.Filled));
        Assert.Equal(new Held(4m, 10m), recovered.Account());
        recovered.IsSettled();
    }

    /// <summary>The row without a venue id is what links the two.</summary>
    [Fact]
    public void UnknownOrder_WhoseLinkIsOnTheRowWithoutVenueId_IsOneOrder()
    {
        World world = new();
        OrderReport first = Of("1") with { Status = OrderStatus.Canceled, Filled = 4m, AveragePrice = 10m };
        world.Venue.Shows(
            first, first with { VenueOrder = null, ReplacedBy = new("2") }, Of("2") with { ClientOrder = null });
        world.Venue.Shows(Execution("1", 4m, 10m, 30));
        world.Venue.Holds(4m, 10m);

        Recovered recovered = world.Recover();

        OrderSnapshot order = Assert.Single(recovered.Plan.Projected.Orders);
        Assert.Equal((OrderStatus.PartiallyFilled, 4m), (order.Status, order.Filled));
        Assert.Equal(new Held(4m, 10m), recovered.Account());
        recovered.IsSettled(DiscrepancyKind.OrderStatus); // the last id works, the order was executed in part
    }

    /// <summary>The row without a venue id repeats what one of the two ids counts, and is not counted again.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void UnknownOrder_AmendedAndShownWithoutVenueIdToo_IsNotCountedTwice(bool isOfTheFirst)
    {
        World world = new();
        OrderReport first = Of("1") with
        {
            Status = OrderStatus.Canceled,
            Filled = 4m,
            AveragePrice = 10m,
            ReplacedBy = new("2"),
        };
        OrderReport second = Of("2") with { Status = OrderStatus.PartiallyFilled, Filled = 3m, AveragePrice = 10m };
        world.Venue.Shows(first, second, (isOfTheFirst ? first with { ReplacedBy = null } : second) with
        {
            VenueOrder = null,
        });
        world.Venue.Shows(Execution("1", 4m, 10m, 10), Execution("2", 3m, 10m, 30));
        world.Venue.Holds(7m, 10m);

        Recovered recovered = world.Recover();

        OrderSnapshot order = Assert.Single(recovered.Plan.Projected.Orders);
        Assert.Equal((OrderStatus.PartiallyFilled, 7m), (order.Status, order.Filled));
        Assert.Equal(new Held(7m, 10m), recovered.Account());
        recovered.IsSettled();
    }

    /// <summary>Its client id stands for two orders: it cannot be told of which the third row is, and it executes
    /// nothing.</summary>
    [Fact]
    public void RowWithoutVenueId_WhoseClientIdTwoOrdersHave_MovesNoMoney()
    {
        World world = new();
        world.Venue.Shows(Of("1"), Of("2"), Of("1") with { VenueOrder = null });

        Recovered recovered = world.Recover();

        Assert.Equal(0m, recovered.Account().Quantity);
        Assert.Contains(DiscrepancyKind.ClientIdReused, recovered.Kinds);
        recovered.IsSettled();
    }

    [Fact]
    public void RowWithoutAnyId_IsNotUsed()
    {
        World world = new();
        world.Books.Holds(Alpha, 10m, 100m);
        OrderReport nameless = Of("1") with { VenueOrder = null, ClientOrder = null, Filled = 10m };
        world.Venue.Shows(nameless, nameless with { Side = Sell });
        world.Venue.Holds(4m, 100m);

        Recovered recovered = world.Recover();

        recovered.MovedNothing();
        Assert.All(recovered.Plan.Diff.Where(d => d.Kind == DiscrepancyKind.InvalidReport), d => Assert.Equal(
            (Severity.Critical, DiscrepancyAction.Withheld), (d.Severity, d.Action)));
        Assert.Equal(2, recovered.Plan.Diff.Count(d => d.Kind == DiscrepancyKind.InvalidReport));
        recovered.HasVerdict(Verdict.Unverified);
    }

    private static VenueOrderId? Id(string? text) => text is null ? null : new(text);

    private static OrderReport Of(string venueOrder) =>
        Report("theirs", Buy, 10m) with { VenueOrder = new(venueOrder) };

    private static FillReport Execution(string venueOrder, decimal quantity, decimal price, double minute) => new()
    {
        Account = Main, Instrument = Perpetual.Id, Trade = new("t" + venueOrder), ClientOrder = new("theirs"),
        VenueOrder = new(venueOrder), Side = Buy, Quantity = quantity, Price = price, At = At(minute),
    };
}
