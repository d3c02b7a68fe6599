using PositionRecovery.Tests.Scenarios.Support;
using static PositionRecovery.Tests.Scenarios.Support.Words;

namespace PositionRecovery.Tests.Scenarios;

/// <summary>Orders and positions that the engine did not make go to whoever claims them, or to nobody.</summary>
public sealed class ClaimTests
{
    private static readonly ExternalClaim All =
        new() { Strategy = Alpha, Account = Main, Instrument = Perpetual.Id };

    private static readonly ExternalClaim BetaPrefix = All with { Strategy = Beta, ClientIdPrefix = "be-" };
    private static readonly ExternalClaim LongerPrefix = All with { Strategy = new("gamma"), ClientIdPrefix = "be-g-" };

    public static TheoryData<string, string> Owners => new()
    {
        { "by-hand", "alpha" }, { "be-1", "beta" }, { "be-g-1", "gamma" }, { "be-gx", "beta" }, { "BE-1", "alpha" },
    };

    [Theory]
    [MemberData(nameof(Owners))]
    public void ExternalOrder_WithSeveralClaims_GoesToTheLongestPrefix(string clientOrder, string owner)
    {
        World world = With(All, BetaPrefix, LongerPrefix);
        world.Venue.Shows(Report(clientOrder, Buy, 5m));

        Recovered recovered = world.Recover();

        OrderSnapshot order = recovered.Order(clientOrder);
        Assert.Equal(new StrategyId(owner), order.Intent.Strategy);
        Assert.True(order.IsExternal);
        Assert.Equal(OrderOrigin.External, order.Origin);
        Assert.Contains(DiscrepancyKind.ExternalOrder, recovered.Kinds);
        recovered.IsSettled();
    }

    [Fact]
    public void ExternalOrder_ClaimedByPrefixAlone_WithAnotherId_IsNobodys()
    {
        World world = With(BetaPrefix);
        world.Venue.Shows(Report("by-hand", Buy, 5m));

        Assert.Equal(External, world.Recover().Order("by-hand").Intent.Strategy);
    }

    [Fact]
    public void ExternalOrder_OfAnotherAccountOrInstrument_IsNotClaimed()
    {
        World world = With(All);
        world.Venue.Shows(
            Report("elsewhere", Buy, 5m) with { Account = Second },
            Report("other", Buy, 5m) with { Instrument = OtherPerpetual.Id });

        Recovered recovered = world.Recover();

        Assert.Equal(External, recovered.Order("elsewhere").Intent.Strategy);
        Assert.Equal(External, recovered.Order("other").Intent.Strategy);
    }

    [Fact]
    public void ExternalOrder_WithoutAClientId_GetsADerivedOne()
    {
        World world = With(All);
        world.Venue.Shows(Report("unused", Buy, 5m) with { ClientOrder = null, VenueOrder = new("55") });

        OrderSnapshot order = Assert.Single(world.Recover().Plan.Projected.Orders);

        Assert.StartsWith("E-", order.Intent.Id.Value, StringComparison.Ordinal);
        Assert.Equal(Alpha, order.Intent.Strategy);
    }

    [Fact]
    public void ExternalPosition_Claimed_BelongsToTheClaimant()
    {
        World world = With(All);
        world.Venue.WasNotAsked<FillsQuery>();
        world.Venue.Holds(5m, 100m);

        Recovered recovered = world.Recover();

        Assert.Equal(new Held(5m, 100m), recovered.Owned(Alpha));
        Assert.Null(recovered.Position(External));
        recovered.IsSettled();
    }

    [Fact]
    public void ExternalPosition_WithAPrefixClaimOnly_IsNobodys()
    {
        World world = With(BetaPrefix);
        world.Venue.WasNotAsked<FillsQuery>();
        world.Venue.Holds(5m, 100m);

        Assert.Equal(new Held(5m, 100m), world.Recover().Owned(External));
    }

    [Fact]
    public void ExternalExecution_OfAClaimedOrder_BelongsToTheClaimant()
    {
        World world = With(BetaPrefix);
        world.OnlyVenueSaw(Bought(5m, 100m, minute: 10) with { Order = "be-1" });
        world.Venue.Holds(5m, 100m);

        Recovered recovered = world.Recover();

        Assert.Equal(new Held(5m, 100m), recovered.Owned(Beta));
        recovered.HasVerdict(Verdict.Repaired);
        recovered.IsSettled();
    }

    [Fact]
    public void ClaimsSwitchedOff_EverythingExternalIsNobodys()
    {
        World world = With(All, BetaPrefix);
        world.Options.ClaimExternalPositions = false;
        world.OnlyVenueSaw(Bought(5m, 100m, minute: 10) with { Order = "be-1" });
        world.Venue.Holds(8m, 100m);

        Recovered recovered = world.Recover();

        Assert.Equal(External, recovered.Order("be-1").Intent.Strategy);
        Assert.Equal(8m, recovered.Owned(External).Quantity);
        Assert.Null(recovered.Position(Alpha));
        Assert.Null(recovered.Position(Beta));
    }

    /// <summary>Who traded the instrument first, or trades it now, is no claim.</summary>
    [Fact]
    public void ExternalOrder_OnAnInstrumentAStrategyTrades_IsStillNobodys()
    {
        World world = With();
        world.Books.Holds(Alpha, 10m, 100m);
        world.Venue.Shows(Report("by-hand", Buy, 5m));
        world.Venue.Holds(10m, 100m);

        Assert.Equal(External, world.Recover().Order("by-hand").Intent.Strategy);
    }

    [Fact]
    public void ManualStop_OnAClaimedInstrument_KeepsItsOrigin()
    {
        World world = With(All);
        world.Books.Holds(Alpha, 10m, 100m);
        world.Venue.Shows(Report("manual-stop", Sell, 10m, price: 0m) with
        {
            Class = OrderClass.Conditional,
            Type = OrderType.StopMarket,
            TriggerPrice = 90m,
            IsReduceOnly = true,
        });
        world.Venue.Holds(10m, 100m);

        Recovered recovered = world.Recover();

        OrderSnapshot stop = recovered.Order("manual-stop");
        Assert.Equal((true, OrderOrigin.External, Alpha), (stop.IsExternal, stop.Origin, stop.Intent.Strategy));
        Assert.Equal((OrderStatus.Accepted, OrderClass.Conditional), (stop.Status, stop.Intent.Class));
        recovered.IsSettled();
    }

    private static World With(params ExternalClaim[] claims) =>
        new() { Options = new ReconciliationOptions { Claims = claims } };
}
