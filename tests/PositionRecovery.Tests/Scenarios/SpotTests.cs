using PositionRecovery.Tests.Scenarios.Support;
using static PositionRecovery.Tests.Scenarios.Support.Words;

namespace PositionRecovery.Tests.Scenarios;

/// <summary>On a spot account the balance of an asset is the position, over all its markets.</summary>
public sealed class SpotTests
{
    [Fact]
    public void FeePaidInTheBaseAsset_LeavesTheNetQuantityThatTheBalanceShows()
    {
        World world = SpotWorld(balance: 0m);
        world.OnlyVenueSaw(Bought(1m, 50_000m, minute: 10) with { Fee = 0.001m, FeeAsset = Btc });
        world.Venue.Shows(BalanceOf(0.999m));

        Recovered recovered = world.Recover();

        Assert.Equal(new Held(0.999m, 50_000m), recovered.Account());
        Assert.Equal(50m, recovered.AccountBook()?.Fees);       // 0.001 × 50,000
        Assert.DoesNotContain(DiscrepancyKind.BalanceMismatch, recovered.Kinds);
        Assert.Empty(recovered.Synthetics);
        recovered.IsSettled();
    }

    [Fact]
    public void FeePaidInTheBaseAsset_OnASale_IsTakenFromTheRest()
    {
        World world = SpotWorld(balance: 1m);
        world.BothSaw(Bought(1m, 50_000m, minute: 0));
        world.OnlyVenueSaw(Sold(0.5m, 60_000m, minute: 10) with { Fee = 0.001m, FeeAsset = Btc });
        world.Venue.Shows(BalanceOf(0.499m));

        Recovered recovered = world.Recover();

        Assert.Equal((0.499m, 50_000m), (recovered.Account().Quantity, recovered.Account().Average));
        Assert.DoesNotContain(DiscrepancyKind.BalanceMismatch, recovered.Kinds);
        recovered.IsSettled();
    }

    [Fact]
    public void FeePaidInAThirdAsset_LeavesTheQuantityAlone()
    {
        World world = SpotWorld(balance: 0m);
        world.OnlyVenueSaw(Bought(1m, 50_000m, minute: 10) with { Fee = 0.05m, FeeAsset = new("BNB") });
        world.Venue.Shows(BalanceOf(1m));

        Recovered recovered = world.Recover();

        Assert.Equal(new Held(1m, 50_000m), recovered.Account());
        Assert.Equal(0m, recovered.AccountBook()?.Fees);
        recovered.IsSettled();
    }

    [Fact]
    public void OneAssetOverTwoQuoteCurrencies_IsComparedAsASum()
    {
        World world = SpotWorld(balance: 1m);
        world.BothSaw(
            Bought(0.4m, 50_000m, minute: 0), Bought(0.6m, 46_000m, minute: 1) with { On = SpotInEuro });
        world.Venue.Shows(BalanceOf(1m));

        Recovered recovered = world.Recover();

        recovered.ChangedNothing();
        Assert.Equal(0.4m, recovered.Account().Quantity);
        Assert.Equal(0.6m, recovered.Account(on: SpotInEuro).Quantity);
    }

    [Theory]
    [InlineData("1.00000001", false)]
    [InlineData("1.0002", true)]
    public void DustAboveThePositions_IsIgnoredUpToItsThreshold(string balance, bool isMismatch)
    {
        World world = SpotWorld(balance: 1m);
        world.Options.Dust["BTC"] = 0.0001m;
        world.BothSaw(Bought(1m, 50_000m, minute: 0));
        world.Venue.Shows(BalanceOf(decimal.Parse(balance, System.Globalization.CultureInfo.InvariantCulture)));

        Recovered recovered = world.Recover();

        Assert.Equal(isMismatch, recovered.Kinds.Contains(DiscrepancyKind.BalanceMismatch));
        recovered.IsSettled();
    }

    [Fact]
    public void Deposit_IsABalanceOfNobodysAndNeverATrade()
    {
        World world = SpotWorld(balance: 1m);
        world.BothSaw(Bought(1m, 50_000m, minute: 0));
        world.Venue.Shows(BalanceOf(1.5m));

        Recovered recovered = world.Recover();

        Assert.Empty(recovered.Synthetics);
        Assert.Equal(new Held(1m, 50_000m), recovered.Account());
        Discrepancy mismatch = recovered.Difference(DiscrepancyKind.BalanceMismatch);
        Assert.Equal(Btc, mismatch.Asset);
        BalanceSnapshot balance = Assert.Single(recovered.Plan.Projected.Balances, held => held.Asset == Btc);
        Assert.Equal((1.5m, 0.5m), (balance.Total, balance.External));
        recovered.IsSettled();
    }

    [Fact]
    public void AssetBelowTheOwnedPositions_IsUnverifiedAndNeverATrade()
    {
        World world = SpotWorld(balance: 1m);
        world.BothSaw(Bought(1m, 50_000m, minute: 0));
        world.Venue.Shows(BalanceOf(0.7m));

        Recovered recovered = world.Recover();

        Assert.Empty(recovered.Synthetics);
        Assert.Equal(1m, recovered.Account().Quantity);
        Assert.Contains(DiscrepancyKind.BalanceMismatch, recovered.Kinds);
        recovered.HasVerdict(Verdict.Unverified);
    }

    [Fact]
    public void AssetBelowTheOwnedPositions_WithoutAnAccountBook_IsFoundAllTheSame()
    {
        World world = SpotWorld(balance: 1m);
        world.Books.Holds(Alpha, 1m, 50_000m);
        world.Books.KeepsNoAccountBooks();
        world.Venue.Shows(BalanceOf(0.5m));

        Recovered recovered = world.Recover();

        Assert.Empty(recovered.Synthetics);
        Assert.Contains(DiscrepancyKind.BalanceMismatch, recovered.Kinds);
        recovered.HasVerdict(Verdict.Unverified);
    }

    [Fact]
    public void FailedBalances_LeaveThePositionPendingAndAsk()
    {
        World world = SpotWorld(balance: 1m);
        world.BothSaw(Bought(1m, 50_000m, minute: 0));
        world.Venue.Fails<BalancesQuery>();

        Recovered recovered = world.Recover();

        recovered.MovedNothing();
        Assert.Contains(recovered.Plan.Questions, question => question.Query is BalancesQuery);
        Assert.Equal(SyncStatus.Pending, recovered.VerdictOf().StatusWhen(isCommitted: false));
    }

    [Fact]
    public void BalanceWithoutAnyPosition_IsNobodys()
    {
        World world = SpotWorld(balance: 0m);
        world.Venue.Shows(BalanceOf(5m));

        Recovered recovered = world.Recover();

        Assert.Empty(recovered.Synthetics);
        Assert.Empty(recovered.Plan.Projected.Positions);
        BalanceSnapshot balance = Assert.Single(recovered.Plan.Projected.Balances);
        Assert.Equal((5m, 5m), (balance.Total, balance.External));
        recovered.IsSettled();
    }

    [Fact]
    public void WithdrawalOfWhatWasNobodys_LeavesThePositionVerified()
    {
        World world = SpotWorld(balance: 0m);
        world.BothSaw(Bought(1m, 50_000m, minute: 0));
        world.Books.Has(new BalanceSnapshot { Account = Main, Asset = Btc, Total = 1.5m, External = 0.5m });
        world.Venue.Shows(BalanceOf(1.2m));

        Recovered recovered = world.Recover();

        Assert.Empty(recovered.Synthetics);
        Assert.Equal(new Held(1m, 50_000m), recovered.Account());
        Assert.Equal(0.2m, Assert.Single(recovered.Plan.Projected.Balances).External);
        Assert.NotEqual(Verdict.Unverified, recovered.VerdictOf().Verdict);
        recovered.IsSettled();
    }

    [Fact]
    public void RepeatedRecoveries_AfterABaseFee_CorrectNothing()
    {
        World world = SpotWorld(balance: 0m);
        world.OnlyVenueSaw(
            Bought(1m, 50_000m, minute: 10) with { Fee = 0.001m, FeeAsset = Btc },
            Bought(1m, 52_000m, minute: 20) with { Fee = 0.001m, FeeAsset = Btc });
        world.Venue.Shows(BalanceOf(1.998m));
        Recovered recovered = world.Recover();

        for (int restart = 0; restart < 3; restart++)
        {
            recovered = world.RecoverAfter(recovered);
            recovered.ChangedNothing();
        }

        Assert.Equal(new Held(1.998m, 51_000m), recovered.Account());
    }

    /// <summary>A spot venue has balances, and no list of positions.</summary>
    private static World SpotWorld(decimal balance)
    {
        World world = new(Spot);
        world.Venue.WasNotAsked<PositionsQuery>();
        if (balance > 0m)
        {
            world.Books.Has(new BalanceSnapshot { Account = Main, Asset = Btc, Total = balance });
        }

        return world;
    }

    private static BalanceReport BalanceOf(decimal total) => new() { Account = Main, Asset = Btc, Total = total };
}
