namespace PositionRecovery.Tests.Strategies;

public sealed class ExitPlannerTests
{
    [Fact]
    public void Plan_NothingWorks_PlacesEveryLeg() =>
        Assert.Equal(["place sl 10 @ 90", "place tp 10 @ 110"], new ExitScene().Decide());

    [Fact]
    public void Plan_Placed_IsAReduceOnlyExitOfTheClosingSide()
    {
        OrderIntent stop = new ExitScene().Place("sl").Intent;

        Assert.Equal(
            (OrderSide.Sell, OrderType.StopMarket, OrderAction.Exit, true, 28),
            (stop.Side, stop.Type, stop.Action, stop.IsReduceOnly, stop.Id.Value.Length));
    }

    [Fact]
    public void Plan_EverythingWorks_IsSettledAndProtected()
    {
        ExitProposal proposal = new ExitScene().Placed().Propose();

        Assert.True(proposal.IsSettled);
        Assert.Equal((ProtectionState.Protected, 10m, 10m),
            (proposal.Protection.State, proposal.Protection.Needed, proposal.Protection.Covered));
    }

    [Fact]
    public void Id_SameFacts_IsTheSameForEver() => // a stored order is found by this
        Assert.Equal("X-68WZH7GHVJA3PSPSH9VPXA5J58", new ExitScene().Place("sl").Intent.Id.Value);

    [Theory]
    [InlineData(OrderStatus.Intended)]
    [InlineData(OrderStatus.Submitted)]
    [InlineData(OrderStatus.Unknown)]
    [InlineData(OrderStatus.PendingCancel)]
    [InlineData(OrderStatus.PendingUpdate)]
    public void Plan_OutcomeNotKnown_Waits(OrderStatus status)
    {
        ExitScene scene = new ExitScene().Placed().Change("sl", o => o with { Status = status });

        Assert.Equal(["wait sl", "keep tp"], scene.Decide());
    }

    [Theory]
    [InlineData(OrderStatus.Canceled)]
    [InlineData(OrderStatus.Expired)]
    [InlineData(OrderStatus.Rejected)]
    [InlineData(OrderStatus.Denied)]
    public void Plan_AttemptEnded_PlacesTheNextUnderAnotherId(OrderStatus status)
    {
        ExitScene scene = new ExitScene().Placed().Change("sl", o => o with { Status = status });

        Assert.Equal(["place sl 10 @ 90", "keep tp"], scene.Decide());
        Assert.DoesNotContain(scene.Orders, o => o.Intent.Id == scene.Place("sl").Intent.Id);
        Assert.Equal(ProtectionState.Pending, scene.Propose().Protection.State);
    }

    [Fact]
    public void Plan_EarlierAttemptIsNotKnownAnyMore_ItsNumberIsNotUsedAgain()
    {
        ExitScene scene = new ExitScene().Placed().Change("sl", o => o with { Status = OrderStatus.Canceled }).Placed();
        scene.Orders.RemoveAll(o => o.Status == OrderStatus.Canceled);

        Assert.Equal(["keep sl", "keep tp"], scene.Decide());
    }

    [Theory]
    [InlineData(12, "cancel sl: WrongSize")]
    [InlineData(8, "cancel sl: WrongSize")]
    [InlineData(10, "keep sl")]
    public void Plan_PositionHasAnotherSize_ReplacesTheOrder(int quantity, string expected)
    {
        ExitScene scene = new ExitScene().Placed();
        (scene.Quantity, scene.Closable) = (quantity, quantity);

        Assert.Contains(expected, scene.Decide());
    }

    [Theory]
    [InlineData(90.5, "keep sl")] // one step away is the rounding of an average
    [InlineData(91.5, "cancel sl: WrongPrice")]
    public void Plan_PlanHasAnotherPrice_ReplacesTheOrder(double price, string expected)
    {
        ExitScene scene = new ExitScene().Placed();
        scene.Plan = ExitPlan.Of(ExitLeg.Stop("sl", (decimal)price), ExitLeg.TakeProfit("tp", 110m));

        Assert.Contains(expected, scene.Decide());
    }

    [Fact]
    public void Plan_WrongSizeAndNothingCanFollow_TheOrderStays()
    {
        ExitScene scene = new ExitScene().Placed();
        (scene.Quantity, scene.Closable, scene.Mark) = (12m, 12m, 89m);

        Assert.Equal(["cancel tp: WrongSize", "keep sl", "unresolved sl: Critical"], scene.Decide());
        Assert.Equal(ProtectionState.Unprotected, scene.Propose().Protection.State);
    }

    [Theory]
    [InlineData(10, 90.3, 90.5, 109.8, 109.5)] // a long's stop goes up, its target down: both trigger sooner
    [InlineData(-10, 109.8, 109.5, 90.3, 90.5)]
    public void Plan_PriceOffTheGrid_RoundsToTheSafeSide(
        int quantity, double stop, double stopPlaced, double target, double targetPlaced)
    {
        var scene = new ExitScene
        {
            Quantity = quantity,
            Plan = ExitPlan.Of(ExitLeg.Stop("sl", (decimal)stop), ExitLeg.TakeProfit("tp", (decimal)target)),
        };

        Assert.Equal((decimal)stopPlaced, scene.Place("sl").Intent.TriggerPrice);
        Assert.Equal((decimal)targetPlaced, scene.Place("tp").Intent.TriggerPrice);
    }

    [Fact]
    public void Plan_SharesThatDoNotDivide_LastLegTakesTheRest()
    {
        var scene = new ExitScene
        {
            Plan = ExitPlan.Of(
                ExitLeg.Stop("a", 90m) with { Share = 0.35m },
                ExitLeg.Stop("b", 89m) with { Share = 0.35m },
                ExitLeg.Stop("c", 88m) with { Share = 0.3m }),
        };

        Assert.Equal(["place a 3 @ 90", "place b 3 @ 89", "place c 4 @ 88"], scene.Decide());
    }

    [Fact]
    public void Plan_OneTargetExecuted_TheOtherKeepsItsSize()
    {
        var scene = new ExitScene
        {
            Plan = ExitPlan.Of(
                ExitLeg.TakeProfit("near", 105m) with { Share = 0.5m },
                ExitLeg.TakeProfit("far", 110m) with { Share = 0.5m }),
        };
        scene.Placed().Change("near", o => o with { Status = OrderStatus.Filled, Filled = 5m });
        (scene.Quantity, scene.Closable) = (5m, 5m);

        Assert.Equal(["omit near", "keep far"], scene.Decide());
        Assert.Equal(ProtectionState.ByChoice, scene.Propose().Protection.State);
    }

    [Fact]
    public void Plan_LessThanTheSmallestQuantity_SaysSo()
    {
        var scene = new ExitScene { Quantity = 0.4m, Closable = 0.4m };

        Assert.Equal(["unresolved sl: Warning", "unresolved tp: Warning"], scene.Decide());
        Assert.Equal(ProtectionState.Unprotected, scene.Propose().Protection.State);
    }

    [Fact]
    public void Plan_VenueHasLessThanTheBook_ClosesWhatTheVenueHas()
    {
        var scene = new ExitScene { Closable = 6m };

        Assert.Equal(["place sl 6 @ 90", "place tp 6 @ 110"], scene.Decide());
    }

    [Fact]
    public void Plan_QuantityNotProven_TouchesNothing()
    {
        ExitScene scene = new ExitScene().Placed().Change("tp", o => o with { Status = OrderStatus.Canceled });
        scene.Closable = null;

        Assert.Equal(["keep sl", "unresolved tp: Warning"], scene.Decide());
        Assert.Equal(ProtectionState.Protected, scene.Propose().Protection.State);
    }

    [Fact]
    public void Plan_Undecided_LeavesWhatWorksAlone()
    {
        ExitScene scene = new ExitScene().Placed();
        scene.Plan = ExitPlan.Undecided("no price known");

        Assert.All(scene.Propose().Decisions, d => Assert.Equal(ExitDecisionKind.Keep, d.Kind));
        Assert.Equal((ProtectionState.Undecided, "no price known"),
            (scene.Propose().Protection.State, scene.Propose().Protection.Reason));
    }

    [Fact]
    public void Plan_NoExitsWanted_WithdrawsOurs()
    {
        ExitScene scene = new ExitScene().Placed();
        scene.Plan = ExitPlan.None;

        Assert.All(scene.Propose().Decisions, d => Assert.Equal(ExitCancelReason.Orphan, d.CancelReason));
        Assert.Equal(ProtectionState.ByChoice, scene.Propose().Protection.State);
    }

    [Theory]
    [InlineData(true, "Cancel")]
    [InlineData(false, "Keep")]
    public void Plan_Flat_WithdrawsOrphansOnceProven(bool isProven, string expected)
    {
        ExitScene scene = new ExitScene().Placed();
        scene.Orders.Add(ExitScene.Foreign("manual-1", OrderType.StopMarket, 10m, 90m));
        (scene.Quantity, scene.Closable, scene.Plan) = (0m, isProven ? 0m : null, ExitPlan.None);

        ExitProposal proposal = scene.Propose();

        Assert.Equal([expected, expected], proposal.Decisions.Select(d => d.Kind.ToString()));
        Assert.DoesNotContain(proposal.Decisions, d => d.Order!.IsExternal);
    }

    [Fact]
    public void Plan_NextLifeReduceOnly_PlacesAndWithdrawsTheOldOnesAtOnce()
    {
        ExitScene scene = new ExitScene().Placed();
        scene.Epoch = new EpochId("EP-2");

        Assert.Equal(["cancel", "cancel", "place", "place"], scene.Decide().Select(d => d.Split(' ')[0]));
    }

    [Fact]
    public void Plan_NextLifeOthersHoldToo_WaitsForTheEndOfTheOldOnes()
    {
        ExitScene scene = new ExitScene().Placed();
        (scene.Epoch, scene.Others) = (new EpochId("EP-2"), 5m);

        Assert.Equal(["cancel", "cancel", "wait", "wait"], scene.Decide().Select(d => d.Split(' ')[0]));
    }

    [Theory]
    [InlineData(90)]
    [InlineData(89.6)]
    public void Plan_SomebodyPlacedSuchAStop_CountsAndIsNeverCanceled(double price)
    {
        var scene = new ExitScene();
        scene.Orders.Add(ExitScene.Foreign("manual-1", OrderType.StopMarket, 10m, (decimal)price));

        Assert.Equal(["place tp 10 @ 110", "keep sl"], scene.Decide());
        Assert.Equal(ProtectionState.Protected, scene.Propose().Protection.State);
    }

    [Theory]
    [InlineData("too small", 9, 90, 0)]
    [InlineData("elsewhere", 10, 80, 0)]
    [InlineData("for others first", 10, 90, 1)]
    public void Plan_SomebodysStopDoesLess_OursIsPlacedToo(string why, int quantity, int price, int others)
    {
        var scene = new ExitScene { Others = others };
        scene.Orders.Add(ExitScene.Foreign("manual-1", OrderType.StopMarket, quantity, price));

        Assert.True(scene.Decide().Contains("place sl 10 @ 90"), why);
    }

    [Fact]
    public void Plan_AnotherStrategysStop_DoesNotCount()
    {
        var scene = new ExitScene();
        scene.Orders.Add(ExitScene.Foreign("b-1", OrderType.StopMarket, 10m, 90m, owner: new("beta")));

        Assert.Contains("place sl 10 @ 90", scene.Decide());
    }

    [Fact]
    public void Plan_StoreWasLost_AdoptsByPurpose()
    {
        var scene = new ExitScene();
        scene.Orders.Add(ExitScene.Foreign("X-0000", OrderType.StopMarket, 10m, 87m));
        scene.Orders.Add(ExitScene.Foreign("X-0001", OrderType.TakeProfitMarket, 6m, 110m));

        Assert.Equal(["place tp 4 @ 110", "keep sl", "keep tp"], scene.Decide());
    }

    [Fact]
    public void Plan_StoreWasLostAndPurposeUnprovable_PlacesNothing()
    {
        var scene = new ExitScene();
        scene.Orders.Add(ExitScene.Foreign("X-0000", OrderType.Unknown, 10m, 87m));

        Assert.Equal(["unresolved sl: Critical", "unresolved tp: Critical"], scene.Decide());
    }

    [Theory]
    [InlineData(WouldTriggerAction.Alert, "unresolved sl: Critical", ProtectionState.Unprotected)]
    [InlineData(WouldTriggerAction.CloseAtMarket, "place sl 10 @ market", ProtectionState.Pending)]
    public void Plan_StopIsReachedAlready_FollowsTheRule(
        object action, string expected, object protection)
    {
        var scene = new ExitScene { Mark = 90m, Rules = new ExitRules { WouldTrigger = (WouldTriggerAction)action } };

        Assert.Contains(expected, scene.Decide());
        Assert.Equal(protection, scene.Propose().Protection.State);
    }

    [Fact]
    public void Plan_NoPriceKnown_PlacesAndTakesTheVenuesWordOnTheNextAttempt()
    {
        var scene = new ExitScene { Mark = null };
        scene.Placed().Change("sl", o => o with
        {
            Status = OrderStatus.Rejected,
            Reason = ExitIntents.WouldTrigger + ": order would immediately trigger",
        });

        Assert.Equal(["unresolved sl: Critical", "keep tp"], scene.Decide());
    }

    [Fact]
    public void Plan_RefusedAgainAndAgain_CallsAPerson()
    {
        var scene = new ExitScene();
        for (int i = 0; i < 3; i++)
        {
            scene.Placed(OrderStatus.Rejected);
        }

        Assert.Equal(["unresolved sl: Critical", "unresolved tp: Critical"], scene.Decide());
        scene.Plan = ExitPlan.Of(ExitLeg.Stop("sl", 85m));
        Assert.Contains("place sl 10 @ 85", scene.Decide()); // another order is not the one that was refused
    }

    [Theory]
    [InlineData(1, 0, true)]
    [InlineData(2, 0, false)]
    [InlineData(2, 1, true)]
    [InlineData(5, 7, false)]
    [InlineData(5, 8, true)]
    [InlineData(300, 59, false)]
    [InlineData(300, 60, true)]
    public void Plan_CouldNotBeSent_IsTriedAgainAfterAWaitThatGrows(int times, int secondsAgo, bool isTried)
    {
        var scene = new ExitScene { Plan = ExitPlan.Of(ExitLeg.Stop("sl", 90m)) };
        for (int i = 0; i < times; i++)
        {
            OrderSnapshot order = scene.Place("sl");
            scene.Orders.Add(order with { Status = OrderStatus.Denied, UpdatedAt = ExitScene.Now.AddDays(-1) });
        }

        scene.Orders[^1] = scene.Orders[^1] with { UpdatedAt = ExitScene.Now.AddSeconds(-secondsAgo) };

        Assert.Equal([isTried ? "place sl 10 @ 90" : "unresolved sl: Critical"], scene.Decide());
    }

    [Theory]
    [InlineData(10, 100, true)]
    [InlineData(10, 80, true)]
    [InlineData(40, 100, false)]
    public void Plan_VenueSaidItWouldTrigger_CountsMoreThanAPriceForAWhile(int secondsAgo, int mark, bool isReached)
    {
        var scene = new ExitScene
        {
            Plan = ExitPlan.Of(ExitLeg.Stop("sl", 90m)),
            Mark = mark,
            Rules = new ExitRules { WouldTrigger = WouldTriggerAction.CloseAtMarket },
        };
        scene.Orders.Add(new ExitScene { Plan = scene.Plan }.Place("sl") with
        {
            Status = OrderStatus.Rejected,
            Reason = "would trigger at once: too late",
            UpdatedAt = ExitScene.Now.AddSeconds(-secondsAgo),
        });

        Assert.Equal(
            isReached ? OrderType.Market : OrderType.StopMarket, scene.Place("sl").Intent.Type);
    }

    [Fact]
    public void Plan_AttemptsUsedUp_CallsAPerson()
    {
        var scene = new ExitScene { Rules = new ExitRules { MaxAttempts = 4 } };
        for (int i = 0; i < 5; i++)
        {
            scene.Placed(OrderStatus.Canceled);
        }

        Assert.Equal(["unresolved sl: Critical", "unresolved tp: Critical"], scene.Decide());
        Assert.Equal(8, scene.Orders.Select(o => o.Intent.Id).Distinct().Count());
    }

    [Theory]
    [InlineData(OrderStatus.Submitted, false)]
    [InlineData(OrderStatus.Rejected, true)]
    public void Plan_VenueCannotBeAsked_NeverSendsASecondTime(OrderStatus status, bool isInferred)
    {
        var scene = new ExitScene();
        scene.Venue = scene.Venue with { SubmitGuarantee = SubmitGuarantee.Neither };
        scene.Placed().Change("sl", o => o with { Status = status, IsInferredTerminal = isInferred });

        Assert.Contains("unresolved sl: Critical", scene.Decide());
    }

    [Fact]
    public void Plan_Trailing_IsKeptWhereverItsTriggerIs()
    {
        var scene = new ExitScene { Plan = ExitPlan.Of(ExitLeg.Trailing("trail", 3.7m)) };
        Assert.Equal(3.5m, scene.Propose().Decisions.Single().TrailingDistance);

        scene.Placed().Change("trail", o => o with { Intent = o.Intent with { TriggerPrice = 97.5m } });

        Assert.Equal(["keep trail"], scene.Decide());
    }

    [Fact]
    public void Plan_PairAtAVenueWithPairs_IsOneDecision()
    {
        ExitScene scene = ExitScene.Spot(hasPairs: true);
        scene.Plan = ExitPlan.OneCancelsOther(ExitLeg.TakeProfit("tp", 110m), ExitLeg.Stop("sl", 90m));

        Assert.Equal(["place sl 10 @ 90 with tp 10 @ 110"], scene.Decide());
        Assert.Equal(["keep tp", "keep sl"], scene.Placed().Decide());
    }

    [Fact]
    public void Plan_PairExecutedInPart_TheVenueSizesTheOther()
    {
        ExitScene scene = ExitScene.Spot(hasPairs: true);
        scene.Plan = ExitPlan.OneCancelsOther(ExitLeg.Stop("sl", 90m), ExitLeg.TakeProfit("tp", 110m));
        scene.Placed().Change("tp", o => o with { Status = OrderStatus.PartiallyFilled, Filled = 4m });
        (scene.Quantity, scene.Closable) = (6m, 6m);

        Assert.Equal(["keep sl", "keep tp"], scene.Decide());
    }

    [Fact]
    public void Plan_SpotWithoutPairs_PlacesTheStopOnly() =>
        Assert.Equal(["place sl 10 @ 90", "omit tp"], ExitScene.Spot().Decide());

    [Fact]
    public void Plan_SpotTargetHoldsTheQuantityOfTheStop_GivesWay()
    {
        ExitScene scene = ExitScene.Spot();
        scene.Plan = ExitPlan.Of(ExitLeg.TakeProfit("tp", 110m));
        scene.Placed();
        scene.Plan = ExitPlan.Of(ExitLeg.Stop("sl", 90m), ExitLeg.TakeProfit("tp", 110m));

        Assert.Equal(["cancel tp: Surplus", "wait sl"], scene.Decide());
    }

    [Fact]
    public void Plan_SpotSomebodyHoldsTheQuantity_PlacesNothingBeside()
    {
        ExitScene scene = ExitScene.Spot();
        scene.Orders.Add(ExitScene.Foreign("manual-1", OrderType.Limit, 10m, 150m, isReduceOnly: false));

        Assert.Equal(["unresolved sl: Critical", "omit tp"], scene.Decide());
    }

    [Fact]
    public void Plan_LifeWithoutId_PlacesNothing()
    {
        var scene = new ExitScene { Epoch = null };

        Assert.Equal(["unresolved -: Critical"], scene.Decide());
    }
}
