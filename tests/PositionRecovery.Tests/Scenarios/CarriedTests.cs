using PositionRecovery.Tests.Scenarios.Support;
using static PositionRecovery.Tests.Scenarios.Support.Words;

namespace PositionRecovery.Tests.Scenarios;

/// <summary>Placeholders that a purge left, because they may still be told apart: they are part of the opening, and so
/// is the execution that takes their place.</summary>
public sealed class CarriedTests
{
    /// <summary>10 are held, 3 of them by a placeholder in the opening that reaches to minute 40.</summary>
    [Theory]
    [InlineData(3, 10, false, 0)]       // the very execution it stood for
    [InlineData(2, 10, false, 1)]       // a part of it
    [InlineData(3, 10, true, 0)]        // of its own order
    [InlineData(2, 10, true, 1)]
    public void Execution_ThatAPlaceholderInTheOpeningStoodFor_IsNotCountedAgain(
        int quantity, double minute, bool isOfOrder, int left)
    {
        World world = Carried(isOfOrder);
        world.Venue.Saw(Bought(quantity, 95m, minute) with { Order = isOfOrder ? "held" : "a1" });
        world.Venue.Holds(10m, 100m);

        Recovered recovered = world.Recover();

        Assert.Equal(new Held(10m, 100m), recovered.Account());
        Assert.Equal(10m, recovered.Owned(Alpha).Quantity);
        Assert.True(Assert.Single(recovered.AppliedFills).IsCarried);
        Assert.Equal(left, recovered.Order("held").Fills.Where(f => f.IsPlaceholder).Sum(f => f.Quantity));
        Assert.Empty(recovered.Synthetics);
        recovered.IsSettled();
    }

    /// <summary>What it cannot have stood for is news: on the other side, of more than it holds, or of after it.</summary>
    [Theory]
    [InlineData(OrderSide.Sell, 2, 10, 8)]
    [InlineData(OrderSide.Buy, 4, 10, 14)]
    [InlineData(OrderSide.Buy, 3, 45, 13)]
    public void Execution_ThatAPlaceholderInTheOpeningCannotHaveStoodFor_Counts(
        OrderSide side, int quantity, double minute, int after)
    {
        World world = Carried(isOfOrder: false);
        world.Venue.Saw(new Deal(side, quantity, 100m, minute) { Order = "a1" });
        world.Venue.Holds(after, 100m);

        Recovered recovered = world.Recover();

        Assert.Equal(new Held(after, 100m), recovered.Account());
        Assert.Equal(3m, recovered.Order("held").Fills.Where(f => f.IsPlaceholder).Sum(f => f.Quantity));
        recovered.IsSettled();
    }

    /// <summary>A placeholder of one order does not stand for the execution of another.</summary>
    [Fact]
    public void Execution_OfAnotherOrder_LeavesThePlaceholderOfAnOrder()
    {
        World world = Carried(isOfOrder: true);
        world.Venue.Saw(Bought(3m, 100m, minute: 10) with { Order = "a1" });
        world.Venue.Holds(13m, 100m);

        Recovered recovered = world.Recover();

        Assert.Equal(new Held(13m, 100m), recovered.Account());
        Assert.Equal(3m, recovered.Order("held").Fills.Where(f => f.IsPlaceholder).Sum(f => f.Quantity));
        recovered.IsSettled();
    }

    private static World Carried(bool isOfOrder)
    {
        World world = new();
        var placeholder = new FillSnapshot
        {
            Trade = new("SF-1"), Order = new("held"), Account = Main, Instrument = Perpetual.Id, Side = Buy,
            Quantity = 3m, Price = 100m, At = At(20), IsPlaceholder = true, CoversUntil = At(40), IsCarried = true,
        };
        world.Books.Holds(Alpha, 10m, 100m);
        world.Books.Has(Order("held", Buy, 3m) with
        {
            Status = OrderStatus.Filled,
            Filled = 3m,
            AveragePrice = 100m,
            Fills = [placeholder],
            UpdatedAt = At(20),
            Origin = isOfOrder ? OrderOrigin.Own : OrderOrigin.Reconciliation,
            VenueOrder = isOfOrder ? VenueIdOf("held") : null,
        });
        if (isOfOrder)
        {
            world.Venue.Shows(Report("held", Buy, 3m) with
            {
                Status = OrderStatus.Filled,
                Filled = 3m,
                AveragePrice = 100m,
            });
        }

        return world;
    }
}
