using PositionRecovery.Tests.Scenarios.Support;
using static PositionRecovery.Tests.Scenarios.Support.Words;

namespace PositionRecovery.Tests.Scenarios;

/// <summary>A position that no answer shows is closed only where it is proven gone.</summary>
public sealed class PositionAbsenceTests
{
    [Fact]
    public void FailedPositionQuery_FlattensNothingAndAsks()
    {
        World world = Known();
        world.Venue.Fails<PositionsQuery>();

        Recovered recovered = world.Recover();

        recovered.MovedNothing();
        Assert.Contains(recovered.Plan.Questions, question => question.Query is PositionsQuery);
        recovered.HasVerdict(Verdict.Unverified);
    }

    /// <summary>What one venue leaves out of its list, another shows with a quantity of 0.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void GoneInTwoReads_UnderTheSameIdentity_Flattens(bool isShownAsZero)
    {
        World world = Known();
        world.Venue.PositionReads = 2;
        world.Venue.Shows(new AccountReport { Account = Main, Identity = "uid-1" });
        Gone(world, isShownAsZero);

        Recovered recovered = world.Recover();

        Assert.Equal(-10m, recovered.Synthetic.SignedQuantity);
        Assert.Equal(0m, recovered.Account().Quantity);
        Assert.Contains(DiscrepancyKind.OrphanPosition, recovered.Kinds);
        recovered.IsSettled();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void GoneInOneRead_WhereTheIdentityIsStored_Asks(bool isShownAsZero)
    {
        World world = Known();
        world.Venue.Shows(new AccountReport { Account = Main, Identity = "uid-1" });
        Gone(world, isShownAsZero);

        Recovered recovered = world.Recover();

        Assert.Empty(recovered.Synthetics);
        Assert.Equal(10m, recovered.Account().Quantity);
        Assert.Contains(recovered.Plan.Questions, question => question.Query is PositionsQuery);
        recovered.HasVerdict(Verdict.Unverified);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gone_WithoutAnAnswerAboutTheIdentity_Asks(bool isShownAsZero)
    {
        World world = Known();
        world.Venue.PositionReads = 2;
        Gone(world, isShownAsZero);

        Recovered recovered = world.Recover();

        Assert.Empty(recovered.Synthetics);
        Assert.Contains(recovered.Plan.Questions, question => question.Query is AccountQuery);
        recovered.HasVerdict(Verdict.Unverified);
    }

    [Fact]
    public void EmptyBecauseTheKeyBelongsToAnotherAccount_ChangesNothingAtAll()
    {
        World world = Known();
        world.Books.Has(Order("a1", Buy, 5m));
        world.Venue.PositionReads = 2;
        world.Venue.Shows(new AccountReport { Account = Main, Identity = "uid-of-somebody-else" });
        world.Venue.Holds(7m, 50m, on: OtherPerpetual);
        world.Venue.Shows(Report("theirs", Sell, 3m));

        Recovered recovered = world.Recover();

        recovered.MovedNothing();
        Assert.Equal(10m, recovered.Account().Quantity);
        Assert.Single(recovered.Plan.Projected.Orders);
        recovered.HasVerdict(Verdict.Unverified);
        Assert.Contains(recovered.Plan.Diff, difference => difference.Severity == Severity.Critical);
    }

    [Fact]
    public void ReadsThatDisagree_FlattenNothing()
    {
        World world = Known();
        world.Venue.Shows(new AccountReport { Account = Main, Identity = "uid-1" });
        world.Venue.AlsoAnswers(VenueAnswer.Complete(
            new PositionsQuery { Account = Main }, ReadAt.AddSeconds(-5),
            [new PositionReport { Account = Main, Instrument = Perpetual.Id, Quantity = 10m, AveragePrice = 100m }]));

        Recovered recovered = world.Recover();

        Assert.Empty(recovered.Synthetics);
        recovered.HasVerdict(Verdict.Unverified);
    }

    [Fact]
    public void PositionClosedByAnExecution_NeedsNoProofOfAbsence()
    {
        World world = Known();
        world.OnlyVenueSaw(Sold(10m, 120m, minute: 10));
        world.Venue.Shows(new AccountReport { Account = Main, Identity = "uid-1" });

        Recovered recovered = world.Recover();

        Assert.Empty(recovered.Synthetics);
        Assert.Equal(new Held(0m, null, Realized: 200m), recovered.Account());
        recovered.HasVerdict(Verdict.Repaired);
        recovered.IsSettled();
    }

    [Theory]
    [InlineData(false, false, 0, Verdict.Unverified)]
    [InlineData(false, true, 0, Verdict.Unverified)]
    [InlineData(true, false, 3, Verdict.Estimated)]
    [InlineData(true, true, 3, Verdict.Estimated)]
    public void MostOfTheAccountGoneAtOnce_IsLeftToTheOperator(
        bool isAllowed, bool isShownAsZero, int closed, Verdict verdict)
    {
        World world = new() { Options = new ReconciliationOptions { AllowMassFlattening = isAllowed } };
        InstrumentDefinition third = Perpetual with { Id = new("SIM:XRPUSDT") };
        world.Books.Instruments.Add(third);
        foreach (InstrumentDefinition instrument in (InstrumentDefinition[])[Perpetual, OtherPerpetual, third])
        {
            world.Books.Holds(Alpha, 10m, 100m, on: instrument);
            Gone(world, isShownAsZero, instrument);
        }

        Recovered recovered = world.Recover();

        Assert.Equal(closed, recovered.Synthetics.Count);
        Assert.All(recovered.Plan.Verdicts, found => Assert.Equal(verdict, found.Verdict));
    }

    [Fact]
    public void OneOfTwoPositionsGone_IsNotAMassFlattening()
    {
        World world = new();
        world.Books.Holds(Alpha, 10m, 100m);
        world.Books.Holds(Alpha, 10m, 100m, on: OtherPerpetual);
        world.Venue.Holds(10m, 100m, on: OtherPerpetual);

        Recovered recovered = world.Recover();

        Assert.Equal(-10m, recovered.Synthetic.SignedQuantity);
        recovered.IsSettled();
    }

    /// <summary>What the books do not know yet, but executions show, is part of the account, too.</summary>
    [Fact]
    public void PositionsOpenByNewExecutionsAlone_AllShownFlat_AreLeftToTheOperator()
    {
        World world = new();
        foreach (InstrumentDefinition instrument in (InstrumentDefinition[])[Perpetual, OtherPerpetual])
        {
            world.OnlyVenueSaw(Bought(1m, 10m, minute: 10) with { On = instrument });
            world.Venue.Holds(0m, average: null, on: instrument);
        }

        Recovered recovered = world.Recover();

        Assert.Empty(recovered.Synthetics);
        recovered.HasVerdict(Verdict.Unverified);
        Assert.Contains("2 of 2 open positions", recovered.VerdictOf().Explanation, StringComparison.Ordinal);
        Assert.Equal(1m, recovered.Account().Quantity);
    }

    [Fact]
    public void TwoOfFivePositionsGone_WhereverTheseAreKnownFrom_IsNotAMassFlattening()
    {
        World world = new();
        InstrumentDefinition[] kept =
            [.. "ABC".Select(name => Perpetual with { Id = new($"SIM:{name}USDT") })];
        world.Books.Instruments.AddRange(kept);
        foreach (InstrumentDefinition instrument in kept)
        {
            world.Books.Holds(Alpha, 10m, 100m, on: instrument);
            world.Venue.Holds(10m, 100m, on: instrument);
        }

        foreach (InstrumentDefinition instrument in (InstrumentDefinition[])[Perpetual, OtherPerpetual])
        {
            world.OnlyVenueSaw(Bought(1m, 10m, minute: 10) with { On = instrument });
            world.Venue.Holds(0m, average: null, on: instrument);
        }

        Recovered recovered = world.Recover();

        Assert.Equal([-1m, -1m], recovered.Synthetics.Select(order => order.SignedQuantity));
        Assert.Equal(Held.Flat, recovered.Account());
        recovered.IsSettled();
    }

    [Fact]
    public void RequiredIdentity_ThatWasNeverStored_KeepsThePosition()
    {
        World world = new() { Options = new ReconciliationOptions { RequireAccountIdentity = true } };
        world.Books.Holds(Alpha, 10m, 100m);
        world.Venue.PositionReads = 2;

        Recovered recovered = world.Recover();

        Assert.Empty(recovered.Synthetics);
        recovered.HasVerdict(Verdict.Unverified);
    }

    private static void Gone(World world, bool isShownAsZero, InstrumentDefinition? instrument = null)
    {
        if (isShownAsZero)
        {
            world.Venue.Holds(0m, average: null, on: instrument);
        }
    }

    /// <summary>Ten held, in an account whose identity is known.</summary>
    private static World Known()
    {
        World world = new();
        world.Books.Has(new AccountSnapshot { Account = Main, Identity = "uid-1" });
        world.Books.Holds(Alpha, 10m, 100m);
        return world;
    }
}
