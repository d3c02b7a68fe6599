using PositionRecovery.Tests.Scenarios.Support;
using static PositionRecovery.Tests.Scenarios.Support.Words;

namespace PositionRecovery.Tests.Scenarios;

/// <summary>What operators see of a position, what the engine expects of it, and reports that cannot be trusted.
/// </summary>
public sealed class StatusTests
{
    public static TheoryData<string, Verdict, SyncStatus, SyncStatus> Statuses => new()
    {
        { "equal", Verdict.Verified, SyncStatus.Synced, SyncStatus.Synced },
        { "missed execution", Verdict.Repaired, SyncStatus.Drift, SyncStatus.Synced },
        { "reduced without a trace", Verdict.Estimated, SyncStatus.Drift, SyncStatus.Synced },
        { "gap left open", Verdict.Estimated, SyncStatus.Drift, SyncStatus.Drift },
        { "no answer", Verdict.Unverified, SyncStatus.Pending, SyncStatus.Pending },
        { "unknown instrument", Verdict.Unverified, SyncStatus.Failed, SyncStatus.Failed },
    };

    [Theory]
    [MemberData(nameof(Statuses))]
    public void Status_FollowsTheVerdict(string scene, Verdict verdict, SyncStatus dryRun, SyncStatus committed)
    {
        InstrumentVerdict found = SceneOf(scene).Recover().VerdictOf();

        if (scene != "gap left open")
        {
            Assert.Equal(verdict, found.Verdict);
        }

        Assert.Equal(dryRun, found.StatusWhen(isCommitted: false));
        Assert.Equal(committed, found.StatusWhen(isCommitted: true));
        Assert.NotEmpty(found.Explanation);
    }

    [Theory]
    [InlineData(5, MarginMode.Cross, 10, MarginMode.Cross)]
    [InlineData(5, MarginMode.Cross, 5, MarginMode.Isolated)]
    public void AnotherLeverageOrMarginMode_IsAWarningAndNeverRepaired(
        int leverage, MarginMode mode, int venueLeverage, MarginMode venueMode)
    {
        World world = Expecting(leverage, mode);
        world.Venue.Shows(Reported(venueLeverage, venueMode));

        Recovered recovered = world.Recover();

        recovered.MovedNothing();
        Assert.Equal(Severity.Warning, recovered.Difference(DiscrepancyKind.LeverageMismatch).Severity);
        recovered.HasVerdict(Verdict.Verified);
        recovered.IsSettled(DiscrepancyKind.LeverageMismatch);
    }

    [Fact]
    public void LeverageAndMarginModeNotReported_AreNotCompared()
    {
        World world = Expecting(5, MarginMode.Cross);
        world.Venue.Shows(Reported(leverage: null, MarginMode.Unknown));

        world.Recover().ChangedNothing();
    }

    [Fact]
    public void InstrumentWithoutADefinition_IsUnverifiedAndLeftAlone()
    {
        Recovered recovered = SceneOf("unknown instrument").Recover();

        Assert.Empty(recovered.Synthetics);
        Assert.Equal(0m, recovered.Account().Quantity);
        Assert.Contains(DiscrepancyKind.UnknownInstrument, recovered.Kinds);
        recovered.HasVerdict(Verdict.Unverified);
    }

    [Fact]
    public void InstrumentThatTheVenueDefines_IsLearned()
    {
        World world = SceneOf("unknown instrument");
        world.Venue.Shows(new InstrumentReport { Account = Main, Definition = Perpetual });

        Recovered recovered = world.Recover();

        Assert.Contains(recovered.Plan.Events, happened => happened is InstrumentDefinedEvent);
        Assert.Equal(new Held(5m, 100m), recovered.Account());
        recovered.IsSettled();
    }

    [Fact]
    public void InstrumentWithoutADefinition_DoesNotShutTheOthers()
    {
        World world = SceneOf("unknown instrument");
        world.Books.Holds(Alpha, 10m, 100m, on: OtherPerpetual);
        world.Venue.Holds(10m, 100m, on: OtherPerpetual);

        Assert.Equal(Verdict.Verified, world.Recover().VerdictOf(on: OtherPerpetual).Verdict);
    }

    [Fact]
    public void TwoPositionReportsThatDisagree_InOneAnswer_AreNotTrusted()
    {
        World world = new();
        world.Books.Holds(Alpha, 10m, 100m);
        world.Venue.Holds(10m, 100m);
        world.Venue.Holds(12m, 100m);

        Recovered recovered = world.Recover();

        Assert.Empty(recovered.Synthetics);
        Assert.Equal(10m, recovered.Account().Quantity);
        recovered.HasVerdict(Verdict.Unverified);
    }

    [Fact]
    public void ReportOfAnotherAccount_ThanTheOneAsked_IsInvalid()
    {
        World world = new();
        world.Books.Holds(Alpha, 10m, 100m);
        world.Venue.WasNotAsked<PositionsQuery>();
        world.Venue.AlsoAnswers(VenueAnswer.Complete(
            new PositionsQuery { Account = Main }, ReadAt,
            [
                new PositionReport { Account = Main, Instrument = Perpetual.Id, Quantity = 10m, AveragePrice = 100m },
                new PositionReport { Account = Second, Instrument = Perpetual.Id, Quantity = 3m, AveragePrice = 100m },
            ]));

        Recovered recovered = world.Recover();

        Assert.Empty(recovered.Synthetics);
        Assert.Contains(DiscrepancyKind.InvalidReport, recovered.Kinds);
        Assert.Equal(0m, recovered.Account(account: Second).Quantity);
    }

    [Fact]
    public void EveryDifference_ExplainsItselfAndNamesItsEvidence()
    {
        World world = SceneOf("reduced without a trace");

        Discrepancy difference = Assert.Single(world.Recover().Plan.Diff);

        Assert.Equal(DiscrepancyKind.QuantityMismatch, difference.Kind);
        Assert.Equal(DiscrepancyAction.Applied, difference.Action);
        Assert.Contains("10", difference.Cached!, StringComparison.Ordinal);
        Assert.Contains("6", difference.Venue!, StringComparison.Ordinal);
        Assert.IsType<PositionsQuery>(difference.Evidence);
        Assert.EndsWith(".", difference.Explanation, StringComparison.Ordinal);
    }

    private static World SceneOf(string scene)
    {
        World world = new();
        if (scene == "unknown instrument")
        {
            world.Books.Instruments.Remove(Perpetual);
            world.Venue.Holds(5m, 100m);
            return world;
        }

        world.Books.Holds(Alpha, 10m, 100m);
        switch (scene)
        {
            case "missed execution":
                world.OnlyVenueSaw(Sold(4m, 110m, minute: 10));
                break;
            case "reduced without a trace":
                world.Venue.WasNotAsked<FillsQuery>();
                break;
            case "gap left open":
                world.Options.GenerateMissingOrders = false;
                break;
            case "no answer":
                world.Venue.Fails<PositionsQuery>();
                break;
        }

        world.Venue.Holds(scene == "equal" ? 10m : 6m, 100m);
        return world;
    }

    private static World Expecting(decimal leverage, MarginMode mode)
    {
        World world = new();
        world.Books.Holds(Alpha, 10m, 100m);
        world.Books.AccountBook(book => book with { Leverage = leverage, MarginMode = mode });
        return world;
    }

    private static PositionReport Reported(decimal? leverage, MarginMode mode) => new()
    {
        Account = Main, Instrument = Perpetual.Id, Quantity = 10m, AveragePrice = 100m, Leverage = leverage,
        MarginMode = mode,
    };
}
