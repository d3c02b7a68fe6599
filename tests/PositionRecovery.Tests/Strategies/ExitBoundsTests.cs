namespace PositionRecovery.Tests.Strategies;

/// <summary>Exits that the venue would refuse for their size.</summary>
public sealed class ExitBoundsTests
{
    [Theory]
    [InlineData("quantity below the minimum", 3, 4, null, "Its quantity, 3, is below the venue's minimum of 4.")]
    [InlineData("quantity at the minimum", 4, 4, null, null)]
    [InlineData("worth below the minimum", 3, null, 271, "3 at 90 is worth 270, below the venue's minimum of 271.")]
    [InlineData("worth at the minimum", 3, null, 270, null)]
    [InlineData("nothing told", 1, null, null, null)]
    public void Plan_SpotStopOfASize_IsPlacedOrSaidToBeTooSmall(
        string story, int quantity, int? least, int? worth, string? reason)
    {
        ExitScene scene = ExitScene.Spot();
        scene.Plan = ExitPlan.Of(ExitLeg.Stop("sl", 90m));
        (scene.Quantity, scene.Closable) = (quantity, quantity);
        scene.Definition = ExitScene.Instrument with { IsSpot = true, MinQuantity = least, MinNotional = worth };

        ExitProposal proposal = scene.Propose();

        Assert.Equal(
            reason is null ? ProtectionState.Pending : ProtectionState.Unprotected, proposal.Protection.State);
        Assert.Equal([reason is null ? $"place sl {quantity} @ 90" : "unresolved sl: Warning"], scene.Decide());
        Assert.True(reason is null || reason == proposal.Protection.Reason, $"{story}: {proposal.Protection.Reason}");
        Assert.Equal(reason is not null, proposal.IsSettled);
    }

    public static TheoryData<string, ExitLeg, decimal?, string> Prices => new()
    {
        { "its limit", ExitLeg.Stop("x", 90m) with { LimitPrice = 89m }, 100m, "10 at 89 is worth 890" },
        { "its trigger", ExitLeg.TakeProfit("x", 110m), 100m, "10 at 110 is worth 1100" },
        { "the price now", ExitLeg.Trailing("x", 5m), 95m, "10 at 95 is worth 950" },
    };

    [Theory, MemberData(nameof(Prices))]
    public void Plan_WorthOfAnExit_IsCountedAtThePriceItNames(string what, ExitLeg leg, decimal? mark, string said)
    {
        ExitScene scene = ExitScene.Spot();
        (scene.Plan, scene.Mark) = (ExitPlan.Of(leg), mark);
        scene.Definition = ExitScene.Instrument with { IsSpot = true, MinNotional = 5_000m };

        string why = Assert.Single(scene.Propose().Decisions).Why;

        Assert.True(why == said + ", below the venue's minimum of 5000.", $"{what}: {why}");
    }

    [Fact]
    public void Plan_NoPriceToCountAt_IsPlaced()
    {
        ExitScene scene = ExitScene.Spot();
        (scene.Plan, scene.Mark) = (ExitPlan.Of(ExitLeg.Trailing("x", 5m)), null);
        scene.Definition = ExitScene.Instrument with { IsSpot = true, MinNotional = 5_000m };

        Assert.Equal(["place x 10 @ market"], scene.Decide());
    }

    [Fact]
    public void Plan_ReduceOnly_NeedNotBeWorthAnything()
    {
        var scene = new ExitScene { Definition = ExitScene.Instrument with { MinNotional = 5_000m } };

        Assert.Equal(["place sl 10 @ 90", "place tp 10 @ 110"], scene.Decide());
    }

    [Theory]
    [InlineData(false, 2, 1800)]
    [InlineData(true, 2, 20)]
    public void Plan_Multiplier_CountsAndThePriceOfInverseOnesDoesNot(bool isInverse, int quantity, int worth)
    {
        ExitScene scene = ExitScene.Spot();
        scene.Plan = ExitPlan.Of(ExitLeg.Stop("sl", 90m));
        (scene.Quantity, scene.Closable) = (quantity, quantity);
        scene.Definition = ExitScene.Instrument with
        {
            Multiplier = 10m,
            IsInverse = isInverse,
            MinNotional = worth + 1m,
        };

        Assert.Contains($"is worth {worth},", scene.Propose().Protection.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_WorthBeyondAllNumbers_IsNotTooSmall()
    {
        ExitScene scene = ExitScene.Spot();
        scene.Plan = ExitPlan.Of(ExitLeg.Stop("sl", 90m));
        scene.Definition = ExitScene.Instrument with { Multiplier = Guard.MaxPrice, MinNotional = Guard.MaxPrice };
        (scene.Quantity, scene.Closable) = (Guard.MaxQuantity, Guard.MaxQuantity);

        Assert.Equal(["place sl 1000000000000000 @ 90"], scene.Decide());
    }

    [Theory]
    [InlineData(4, null, "place sl 4 @ 90", 4)]
    [InlineData(null, 4, "place sl 4 @ 90", 4)]
    [InlineData(4, 6, "place sl 4 @ 90", 4)]
    [InlineData(10, 10, "place sl 10 @ 90", 0)]
    public void Plan_MoreThanTheVenueTakes_PlacesWhatItTakesAndSaysSo(
        int? most, int? mostAtMarket, string placed, int bound)
    {
        var scene = new ExitScene { Plan = ExitPlan.Of(ExitLeg.Stop("sl", 90m)) };
        scene.Definition = ExitScene.Instrument with { MaxQuantity = most, MaxMarketQuantity = mostAtMarket };

        string[] expected = bound == 0 ? [placed] : [placed, "unresolved sl: Critical"];
        Assert.Equal(expected, scene.Decide());
        if (bound > 0)
        {
            Assert.Equal(
                (ProtectionState.Unprotected, 10m,
                    $"Its quantity, 10, is above the venue's maximum of {bound} for one order: {10 - bound} are left out."),
                (scene.Propose().Protection.State, scene.Propose().Protection.Needed,
                    scene.Propose().Protection.Reason));
        }
    }

    [Fact]
    public void Plan_LimitOrder_IsBoundByTheMaximumOfLimitOrdersOnly()
    {
        var scene = new ExitScene { Plan = ExitPlan.Of(ExitLeg.Stop("sl", 90m) with { LimitPrice = 89m }) };
        scene.Definition = ExitScene.Instrument with { MaxQuantity = 20m, MaxMarketQuantity = 4m };

        Assert.Equal(["place sl 10 @ 90"], scene.Decide());
        scene.Rules = new ExitRules { WouldTrigger = WouldTriggerAction.CloseAtMarket };
        scene.Mark = 80m;
        Assert.Equal(["place sl 4 @ market"], scene.Decide());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Plan_OneOfTheGreatestWorks_IsKeptAndTheRestStaysUnprotected(int filled)
    {
        var scene = new ExitScene { Plan = ExitPlan.Of(ExitLeg.Stop("sl", 90m)) };
        scene.Definition = ExitScene.Instrument with { MaxQuantity = 4m };
        scene.Placed().Change("sl", o => o with
        {
            Filled = filled,
            Status = filled > 0 ? OrderStatus.PartiallyFilled : OrderStatus.Accepted,
        });
        (scene.Quantity, scene.Closable) = (10m - filled, 10m - filled);

        Assert.Equal(["unresolved sl: Critical", "keep sl"], scene.Decide());
        Assert.Equal(
            (ProtectionState.Unprotected, 4m - filled),
            (scene.Propose().Protection.State, scene.Propose().Protection.Covered));
    }

    [Fact]
    public void Plan_TheGreatestWasExecuted_TheNextFollows()
    {
        var scene = new ExitScene { Plan = ExitPlan.Of(ExitLeg.Stop("sl", 90m)) };
        scene.Definition = ExitScene.Instrument with { MaxQuantity = 6m };
        scene.Placed().Change("sl", o => o with { Status = OrderStatus.Filled, Filled = 6m });
        (scene.Quantity, scene.Closable) = (4m, 4m);

        Assert.Equal(["place sl 4 @ 90"], scene.Decide());
    }
}
