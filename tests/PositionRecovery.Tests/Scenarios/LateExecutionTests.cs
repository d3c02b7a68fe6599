using PositionRecovery.Tests.Scenarios.Support;
using static PositionRecovery.Tests.Scenarios.Support.Words;

namespace PositionRecovery.Tests.Scenarios;

/// <summary>Executions that a venue lists long after the position showed them, piece by piece: what stood in for them
/// is gone with the last one, and the books are what really happened.</summary>
public sealed class LateExecutionTests
{
    private static readonly Deal[] FourBoughtFourSold =
    [
        Bought(1m, 10m, minute: 1) with { Order = "1" }, Bought(1m, 11m, minute: 2) with { Order = "2" },
        Bought(1m, 12m, minute: 3) with { Order = "3" }, Bought(1m, 13m, minute: 4) with { Order = "4" },
        Sold(2m, 14m, minute: 5) with { Order = "5" }, Sold(2m, 15m, minute: 6) with { Order = "6" },
    ];

    /// <summary>Trades 4 and 6 come late and together; what cancels the one out and what cancels the other out are on
    /// opposite sides. Trade 1 explains both.</summary>
    [Fact]
    public void LateExecutionsOnBothSides_AreCanceledOutUntilTheLastOneExplainsThem()
    {
        Recovered first = Flat("2 3 5").Recover();
        Assert.DoesNotContain(Placeholders(first), _ => true);
        Recovered second = Flat("2 3 4 5 6").RecoverAfter(first);
        Assert.Equal([-1m, 2m], Placeholders(second).Select(fill => fill.SignedQuantity).Order());
        second.IsSettled();

        Recovered third = Flat("1 2 3 4 5 6").RecoverAfter(second);

        Assert.Empty(Placeholders(third));
        Assert.Equal(new Held(0m, null, Realized: 12m), third.Account()); // (14 + 15) × 2 − 10 − 11 − 12 − 13
        Assert.Equal(new Held(0m, null, Realized: 12m), third.Owned(Alpha));
        Assert.Null(third.Position(External));
        third.IsSettled();
    }

    /// <summary>Bought 3 and sold 2 unseen before the first read, sold 2 unseen before the second. The sale from before
    /// the first read is no part of what was sold between the two.</summary>
    [Fact]
    public void ExecutionsOfTwoUnseenStretches_AreTakenOutOfTheirOwnStretch()
    {
        Deal bought = Bought(3m, 12m, minute: 1) with { Order = "1" };
        Deal sold = Sold(2m, 10m, minute: 2) with { Order = "2" };
        Deal soldLater = Sold(2m, 12m, minute: 70) with { Order = "3" };
        Recovered recovered = Holding(1m, 60).Recover();
        recovered = Holding(-1m, 120).RecoverAfter(recovered);

        recovered = Holding(-1m, 180, sold).RecoverAfter(recovered);
        Assert.Equal([-1m, -1m, 3m], Placeholders(recovered).Select(fill => fill.SignedQuantity).Order());
        recovered = Holding(-1m, 240, sold, bought).RecoverAfter(recovered);
        Assert.Equal([-1m, -1m], Placeholders(recovered).Select(fill => fill.SignedQuantity));
        recovered = Holding(-1m, 300, sold, bought, soldLater).RecoverAfter(recovered);

        Assert.Empty(Placeholders(recovered));
        Assert.Equal(new Held(-1m, 12m, Realized: -4m), recovered.Account());
        recovered.IsSettled();
    }

    /// <summary>Of 3 sold late, 2 were known as the opposite of 2 bought late; only the third is news, and what cancels
    /// it out is all that is added.</summary>
    [Fact]
    public void LateExecution_OfWhichAPartWasStoodInFor_IsCanceledOutInTheOtherPart()
    {
        Deal bought = Bought(2m, 90m, minute: 10) with { Order = "1" };
        Deal sold = Sold(3m, 95m, minute: 11) with { Order = "2" };
        Deal boughtBack = Bought(1m, 80m, minute: 12) with { Order = "3" };
        Recovered recovered = Agreed(bought).Recover();
        Assert.Equal(-2m, Assert.Single(Placeholders(recovered)).SignedQuantity);

        recovered = Agreed(bought, sold).RecoverAfter(recovered);
        Assert.Equal(1m, Assert.Single(Placeholders(recovered)).SignedQuantity);
        Assert.Equal(10m, recovered.Account().Quantity);
        Assert.Equal(10m, recovered.Owned(Alpha).Quantity);
        Assert.DoesNotContain(DiscrepancyKind.QuantityMismatch, recovered.Kinds);
        recovered.HasVerdict(Verdict.Repaired);
        recovered.IsSettled();
        recovered = Agreed(bought, sold, boughtBack).RecoverAfter(recovered);

        Assert.Empty(Placeholders(recovered));
        Assert.Equal(10m, recovered.Account().Quantity);
        Assert.Equal(10m, recovered.Owned(Alpha).Quantity);
        recovered.IsSettled();
    }

    /// <summary>5 unexplained fell to the only owner. That they turn out to be 7 bought and 2 sold is not his loss: he
    /// was told of 15 and keeps 15.</summary>
    [Fact]
    public void MoreThanThePlaceholderStoodFor_StaysWithItsOwner()
    {
        World world = new();
        world.Books.Holds(Alpha, 10m, 100m);
        world.Venue.Holds(15m, average: null);
        Recovered first = world.Recover();
        Assert.Equal(15m, first.Owned(Alpha).Quantity);
        Deal bought = Bought(7m, 100m, minute: 10) with { Order = "1" };
        World later = new();
        later.OnlyVenueSaw(bought);
        later.Venue.Holds(15m, average: null);

        Recovered second = later.RecoverAfter(first);
        Assert.Equal(-2m, Assert.Single(Placeholders(second)).SignedQuantity);
        Assert.Equal((15m, 15m), (second.Account().Quantity, second.Owned(Alpha).Quantity));
        Assert.Null(second.Position(External));
        second.IsSettled();
        later.OnlyVenueSaw(Sold(2m, 110m, minute: 20) with { Order = "2" });
        Recovered third = later.RecoverAfter(second);

        Assert.Empty(Placeholders(third));
        Assert.Equal((15m, 15m), (third.Account().Quantity, third.Owned(Alpha).Quantity));
        third.IsSettled();
    }

    private static IEnumerable<FillSnapshot> Placeholders(Recovered recovered) =>
        recovered.Plan.Projected.Orders.SelectMany(order => order.Fills).Where(fill => fill.IsPlaceholder);

    /// <summary>An engine without a memory, a venue that reports the position flat and lists these trades.</summary>
    private static World Flat(string listed)
    {
        var claim = new ExternalClaim { Strategy = Alpha, Account = Main, Instrument = Perpetual.Id };
        World world = new() { Options = new() { Claims = [claim] } };
        world.OnlyVenueSaw(
            [.. FourBoughtFourSold.Where(deal => listed.Contains(deal.Order!, StringComparison.Ordinal))]);
        world.Venue.Holds(0m, null);
        return world;
    }

    /// <summary>A venue that reports a position, read at some minute, and lists these executions.</summary>
    private static World Holding(decimal quantity, double minute, params Deal[] listed)
    {
        World world = new() { ReadMinute = minute };
        world.OnlyVenueSaw(listed);
        world.Venue.Holds(quantity, average: null);
        return world;
    }

    /// <summary>Books of 10 that agreed with the venue at minute 30, and a venue that lists these executions.</summary>
    private static World Agreed(params Deal[] listed)
    {
        World world = Holding(10m, ReadMinute, listed);
        world.Books.Holds(Alpha, 10m, 100m);
        world.Books.AccountBook(book => book with { AgreedAt = At(30) });
        return world;
    }
}
