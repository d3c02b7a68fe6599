using System.Globalization;
using PositionRecovery.Tests.Scenarios.Support;
using static PositionRecovery.Tests.Scenarios.Support.Words;

namespace PositionRecovery.Tests.Scenarios;

/// <summary>What was inferred gives way to the real executions when they come, and is never counted beside them.
/// </summary>
public sealed class PlaceholderTests
{
    /// <summary>The real executions of what was inferred as 40 at 10.</summary>
    public static TheoryData<string> RealExecutions => ["40@10", "25@10 15@10", "25@9.7 15@10.5"];

    [Theory]
    [MemberData(nameof(RealExecutions))]
    public void InferredExecution_ThenTheRealOnes_AreCountedOnce(string executions)
    {
        World world = InferredOrder();
        Recovered first = world.Recover();
        Assert.Equal(new Held(40m, 10m), first.Account());
        Show(world, executions, order: "a1");

        Recovered second = world.RecoverAfter(first);

        Assert.Equal(new Held(40m, 10m), second.Account());
        Assert.Equal(40m, second.Order("a1").Filled);
        Assert.DoesNotContain(second.Order("a1").Fills, fill => fill.IsPlaceholder);
        Assert.Equal(first.AccountBook()?.Epoch, second.AccountBook()?.Epoch);
        second.IsSettled();
    }

    [Fact]
    public void InferredExecution_ThenAPartOfTheRealOnes_ShrinksByThatPart()
    {
        World world = InferredOrder();
        Recovered first = world.Recover();
        Show(world, "25@9.7", order: "a1");

        Recovered second = world.RecoverAfter(first);

        FillSnapshot left = Assert.Single(second.Order("a1").Fills, fill => fill.IsPlaceholder);
        Assert.Equal((15m, 10.5m), (left.Quantity, left.Price));    // 40 × 10 − 25 × 9.7 = 15 × 10.5
        Assert.Equal(new Held(40m, 10m), second.Account());
        second.IsSettled();
    }

    [Fact]
    public void InferredExecution_AcrossSeveralRestarts_IsReplacedPieceByPiece()
    {
        World world = InferredOrder();
        Recovered recovered = world.Recover();
        foreach (string execution in (string[])["10@10", "10@11", "20@9.5"])
        {
            Show(world, execution, order: "a1");
            recovered = world.RecoverAfter(recovered);
            Assert.Equal(new Held(40m, 10m), recovered.Account());
        }

        Assert.DoesNotContain(recovered.Order("a1").Fills, fill => fill.IsPlaceholder);
        recovered.IsSettled();
    }

    [Theory]
    [MemberData(nameof(RealExecutions))]
    public void SyntheticPositionOrder_ThenTheRealExecutions_AreCountedOnce(string executions)
    {
        World before = new();
        before.Venue.WasNotAsked<FillsQuery>();
        before.Venue.Holds(40m, 10m);
        Recovered first = before.Recover();
        Assert.Equal(40m, first.Synthetic.SignedQuantity);
        World later = new();
        later.Venue.Holds(40m, 10m);
        Show(later, executions, order: "late");
        later.Venue.Shows(Report("late", Buy, 40m) with
        {
            Status = OrderStatus.Filled,
            Filled = 40m,
            AveragePrice = 10m,
        });

        Recovered second = later.RecoverAfter(first);

        Assert.Equal(new Held(40m, 10m), second.Account());
        Assert.Empty(second.Synthetics);
        Assert.Equal(first.AccountBook()?.Epoch, second.AccountBook()?.Epoch);
        second.IsSettled();
    }

    [Fact]
    public void ExecutionAfterWhatThePlaceholderCovers_IsNew()
    {
        World world = InferredOrder();
        Recovered first = world.Recover();
        World later = new() { ReadMinute = 90 };
        later.Venue.Shows(Report("a1", Buy, 100m) with
        {
            Status = OrderStatus.PartiallyFilled,
            Filled = 50m,
            AveragePrice = 10.4m,
            UpdatedAt = At(80),
        });
        later.Venue.SawOnlyTheFill(Bought(10m, 12m, minute: 80) with { Order = "a1", Trade = "new" });
        later.Venue.Holds(50m, 10.4m);

        Recovered second = later.RecoverAfter(first);

        Assert.Equal(new Held(50m, 10.4m), second.Account());
        Assert.Equal(40m, Assert.Single(second.Order("a1").Fills, fill => fill.IsPlaceholder).Quantity);
        second.IsSettled();
    }

    [Fact]
    public void LateExecution_OnAPositionThatAlreadyAgreed_DoesNotMoveIt()
    {
        World world = new();
        world.Books.Holds(Alpha, 10m, 100m);
        world.Books.AccountBook(book => book with { AgreedAt = At(30) });
        world.OnlyVenueSaw(Bought(4m, 90m, minute: 10) with { Order = "old" });
        world.Venue.Holds(10m, 100m);

        Recovered recovered = world.Recover();

        recovered.HasVerdict(Verdict.Repaired);
        Assert.Equal(new Held(10m, 100m), recovered.Account());
        recovered.IsSettled();
    }

    [Fact]
    public void PurgedExecution_InsideTheWindow_IsRecognised()
    {
        World world = new();
        Deal old = Bought(10m, 100m, minute: 10) with { Order = "purged" };
        world.Books.Holds(Alpha, 10m, 100m);
        world.Books.Purged(old);
        world.Venue.SawOnlyTheFill(old);
        world.Venue.Holds(10m, 100m);

        Recovered recovered = world.Recover();

        recovered.ChangedNothing();
        recovered.HasVerdict(Verdict.Verified);
    }

    [Fact]
    public void ExecutionUpToThePurgeHorizon_IsRecognised()
    {
        World world = new();
        world.Books.Holds(Alpha, 10m, 100m);
        world.Books.AccountBook(book => book with { Opening = book.Opening! with { At = At(20) } });
        world.Venue.SawOnlyTheFill(Bought(10m, 100m, minute: 10) with { Order = "purged" });
        world.Venue.Holds(10m, 100m);

        Recovered recovered = world.Recover();

        Assert.Equal(new Held(10m, 100m), recovered.Account());
        Assert.Empty(recovered.AppliedFills);
        Assert.Empty(recovered.Synthetics);
    }

    /// <summary>An order for 100 of which the venue counts 40 at 10 and lists nothing.</summary>
    private static World InferredOrder()
    {
        World world = new();
        world.Books.Has(Order("a1", Buy, 100m));
        world.Venue.Shows(Report("a1", Buy, 100m) with
        {
            Status = OrderStatus.PartiallyFilled,
            Filled = 40m,
            AveragePrice = 10m,
        });
        world.Venue.Holds(40m, 10m);
        return world;
    }

    /// <summary>Shows executions written <c>quantity@price</c> at minutes the placeholder covers.</summary>
    private static void Show(World world, string executions, string order)
    {
        foreach (string execution in executions.Split(' '))
        {
            decimal[] parts =
                [.. execution.Split('@').Select(part => decimal.Parse(part, CultureInfo.InvariantCulture))];
            world.Venue.SawOnlyTheFill(
                Bought(parts[0], parts[1], minute: 40) with { Order = order, Trade = "t-" + execution });
        }
    }
}
