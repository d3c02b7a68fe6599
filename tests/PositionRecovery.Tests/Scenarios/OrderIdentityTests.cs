using PositionRecovery.Tests.Scenarios.Support;
using static PositionRecovery.Tests.Scenarios.Support.Words;

namespace PositionRecovery.Tests.Scenarios;

/// <summary>Which reports speak of which order.</summary>
public sealed class OrderIdentityTests
{
    [Fact]
    public void AmendedOrder_UnderANewVenueId_StaysOneOrder()
    {
        World world = new();
        world.Books.Has(Order("a1", Buy, 10m) with { VenueOrder = new("1") });
        world.Venue.Shows(
            Report("a1", Buy, 10m) with
            {
                VenueOrder = new("1"),
                ReplacedBy = new("2"),
                Status = OrderStatus.Canceled,
                UpdatedAt = At(40),
            },
            Report("a1", Buy, 12m, price: 11m) with { VenueOrder = new("2"), Replaces = new("1"), CreatedAt = At(40) });

        Recovered recovered = world.Recover();

        OrderSnapshot order = Assert.Single(recovered.Plan.Projected.Orders);
        Assert.Equal((OrderStatus.Accepted, new VenueOrderId("2")), (order.Status, order.VenueOrder));
        Assert.Equal((12m, 11m), (order.Intent.Quantity, order.Intent.Price));
        Assert.Equal([new VenueOrderId("1")], order.PriorVenueOrders);
        Assert.Contains(DiscrepancyKind.OrderAmended, recovered.Kinds);
        Assert.DoesNotContain(DiscrepancyKind.ClientIdReused, recovered.Kinds);
        recovered.IsSettled();
    }

    [Fact]
    public void AmendedOrder_ThenOnlyItsEarlierIdIsReported_IsNotClosedByIt()
    {
        World world = new();
        world.Books.Has(Order("a1", Buy, 10m) with { VenueOrder = new("2"), PriorVenueOrders = [new("1")] });
        world.Venue.Shows(
            Report("a1", Buy, 10m) with { VenueOrder = new("2") },
            Report("a1", Buy, 10m) with
            {
                VenueOrder = new("1"),
                ReplacedBy = new("2"),
                Status = OrderStatus.Canceled,
                UpdatedAt = At(55),
            });

        Recovered recovered = world.Recover();

        recovered.MovedNothing();
        Assert.Equal(OrderStatus.Accepted, recovered.Order("a1").Status);
    }

    [Fact]
    public void ConditionalOrder_ThatBecameAWorkingOne_IsOneOrder()
    {
        World world = new();
        OrderSnapshot stop = Order("stop", Sell, 10m, price: 9m);
        world.Books.Holds(Alpha, 10m, 10m);
        world.Books.Has(stop with
        {
            VenueOrder = new("algo-7"),
            Intent = stop.Intent with
            {
                Class = OrderClass.Conditional,
                Type = OrderType.StopLimit,
                TriggerPrice = 9.5m,
                IsReduceOnly = true,
            },
        });
        world.Venue.Shows(
            Report("stop", Sell, 10m, price: 9m) with
            {
                VenueOrder = new("algo-7"),
                Class = OrderClass.Conditional,
                Type = OrderType.StopLimit,
                TriggerPrice = 9.5m,
                Status = OrderStatus.Triggered,
                ReplacedBy = new("812"),
            },
            Report("stop", Sell, 10m, price: 9m) with
            {
                VenueOrder = new("812"),
                Status = OrderStatus.PartiallyFilled,
                Filled = 4m,
                AveragePrice = 9m,
                CreatedAt = At(40),
            });
        world.Venue.Shows(Execution("812", "t1") with { ClientOrder = null, Side = Sell, Quantity = 4m, Price = 9m });
        world.Venue.Holds(6m, 10m);

        Recovered recovered = world.Recover();

        OrderSnapshot order = Assert.Single(recovered.Plan.Projected.Orders);
        Assert.Equal((OrderStatus.PartiallyFilled, 4m), (order.Status, order.Filled));
        Assert.Contains(recovered.Plan.Events, happened => happened is OrderTriggeredEvent);
        Assert.DoesNotContain(DiscrepancyKind.ClientIdReused, recovered.Kinds);
        Assert.Equal(new Held(6m, 10m, Realized: -4m), recovered.Account());
        recovered.IsSettled();
    }

    [Fact]
    public void OneClientId_ForTwoFilledOrders_CountsBothAndIsCritical()
    {
        World world = new();
        world.Books.Has(Order("a1", Buy, 5m) with { VenueOrder = new("1") });
        world.Venue.Shows(Filled("1"), Filled("2"), Execution("1", "t1"), Execution("2", "t2"));
        world.Venue.Holds(10m, 10m);

        Recovered recovered = world.Recover();

        Assert.Equal(2, recovered.Plan.Projected.Orders.Count);
        Assert.Equal(new Held(10m, 10m), recovered.Account());
        Assert.Equal(new Held(10m, 10m), recovered.Owned(Alpha));
        Assert.Equal(Severity.Critical, recovered.Difference(DiscrepancyKind.ClientIdReused).Severity);
        Assert.Empty(recovered.Synthetics);
        recovered.IsSettled();
    }

    [Theory]
    [InlineData(OrderSide.Sell, -1)]    // another side
    [InlineData(OrderSide.Buy, -500)]   // created before the intent
    public void ReportThatCannotBeOurs_UnderOurClientId_IsAnotherOrder(OrderSide side, double createdMinute)
    {
        World world = new();
        world.Books.Has(Order("a1", Buy, 5m) with { Status = OrderStatus.Submitted, VenueOrder = null });
        world.Venue.Shows(Report("a1", side, 5m) with { CreatedAt = At(createdMinute) });

        Recovered recovered = world.Recover();

        Assert.Equal(OrderStatus.Submitted, recovered.Order("a1").Status);
        Assert.Equal(2, recovered.Plan.Projected.Orders.Count);
        Assert.Equal(Severity.Critical, recovered.Difference(DiscrepancyKind.ClientIdReused).Severity);
    }

    /// <summary>Venue ids are unique within one order service only.</summary>
    [Fact]
    public void SameVenueId_InTwoOrderServices_IsTwoOrders()
    {
        World world = new();
        world.Books.Has(Order("a1", Buy, 5m) with { VenueOrder = new("1") });
        world.Venue.Shows(
            Report("a1", Buy, 5m) with { VenueOrder = new("1") },
            Report("stop", Sell, 5m) with { VenueOrder = new("1"), Class = OrderClass.Conditional });

        Recovered recovered = world.Recover();

        Assert.Equal(2, recovered.Plan.Projected.Orders.Count);
        Assert.DoesNotContain(DiscrepancyKind.ClientIdReused, recovered.Kinds);
        recovered.IsSettled();
    }

    /// <summary>More filled wins; then the more advanced status; then the later report.</summary>
    [Theory]
    [InlineData("PartiallyFilled 6 @50", "Canceled 4 @55", OrderStatus.PartiallyFilled, 6)]
    [InlineData("Canceled 4 @50", "PartiallyFilled 4 @55", OrderStatus.Canceled, 4)]
    [InlineData("Accepted 0 @50", "Accepted 0 @55", OrderStatus.Accepted, 0)]
    [InlineData("Filled 10 @50", "Expired 10 @55", OrderStatus.Filled, 10)]
    public void SeveralReportsOfOneOrder_TheBetterOneCounts(
        string first, string second, OrderStatus status, int filled)
    {
        World world = new();
        world.Books.Has(Order("a1", Buy, 10m));
        world.Venue.Shows(Parsed(first), Parsed(second));
        world.Venue.Holds(filled, filled == 0 ? null : 10m);

        Recovered recovered = world.Recover();

        Assert.Equal((status, filled), (recovered.Order("a1").Status, recovered.Order("a1").Filled));
        Assert.Single(recovered.Plan.Projected.Orders);
    }

    private static OrderReport Parsed(string text)
    {
        string[] words = text.Split(' ', '@');
        return Report("a1", Buy, 10m) with
        {
            Status = Enum.Parse<OrderStatus>(words[0]),
            Filled = int.Parse(words[1], null),
            AveragePrice = words[1] == "0" ? null : 10m,
            UpdatedAt = At(int.Parse(words[^1], null)),
        };
    }

    private static OrderReport Filled(string venueOrder) => Report("a1", Buy, 5m) with
    {
        VenueOrder = new(venueOrder),
        Status = OrderStatus.Filled,
        Filled = 5m,
        AveragePrice = 10m,
    };

    private static FillReport Execution(string venueOrder, string trade) => new()
    {
        Account = Main, Instrument = Perpetual.Id, Trade = new(trade), ClientOrder = new("a1"),
        VenueOrder = new(venueOrder), Side = Buy, Quantity = 5m, Price = 10m, At = At(30),
    };
}
