namespace PositionRecovery.Tests.Strategies;

public sealed class RecoveredStatesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void For_PlanAndState_GivesAStrategyItsOwnAndNothingElse()
    {
        var cached = new CachedSnapshot
        {
            Instruments = [StateDesk.Btc],
            Positions = [Position(StateDesk.Alpha, 2m), Position(new("beta"), 3m)],
            Orders = [Order("a-1", StateDesk.Alpha), Order("b-1", new("beta"))],
        };

        RecoveredState state = Recover(cached, new StrategyProfile { Id = StateDesk.Alpha });

        Assert.Equal(2m, Assert.Single(state.Positions).Position.Quantity);
        Assert.Equal("a-1", Assert.Single(state.Orders).Intent.Id.Value);
    }

    [Fact]
    public void For_NothingWasAsked_IsUnverifiedAndSaysWhy()
    {
        var cached = new CachedSnapshot { Instruments = [StateDesk.Btc], Positions = [Position(StateDesk.Alpha, 2m)] };

        RecoveredPosition position = Recover(cached, new StrategyProfile { Id = StateDesk.Alpha }).Positions.Single();

        Assert.Equal(Verdict.Unverified, position.Verdict);
    }

    [Fact]
    public void For_ClaimedInstrumentWithoutAPosition_GivesTheReasons()
    {
        var report = new PositionReport
        {
            Account = StateDesk.Account, Instrument = StateDesk.Btc.Id, Quantity = 5m, AveragePrice = 100m,
        };
        var venue = VenueSnapshot.Of(
            VenueAnswer.Complete(new PositionsQuery { Account = StateDesk.Account }, Now, [report]));
        var cached = new CachedSnapshot { Instruments = [StateDesk.Btc] };
        ReconciliationPlan plan = Reconciler.Reconcile(cached, venue, new ReconciliationOptions(), Now);

        RecoveredState claimant = RecoveredStates.For(
            new StrategyProfile
            {
                Id = StateDesk.Alpha,
                Claims = [new() { Account = StateDesk.Account, Instrument = StateDesk.Btc.Id }],
            },
            plan.Projected,
            plan);
        RecoveredState stranger = RecoveredStates.For(new StrategyProfile { Id = new("beta") }, plan.Projected, plan);

        Assert.NotEmpty(claimant.Reasons);
        Assert.Empty(stranger.Reasons);
    }

    private static RecoveredState Recover(CachedSnapshot cached, StrategyProfile profile)
    {
        ReconciliationPlan plan =
            Reconciler.Reconcile(cached, VenueSnapshot.Of(), new ReconciliationOptions(), Now);
        return RecoveredStates.For(profile, plan.Projected, plan);
    }

    private static PositionSnapshot Position(StrategyId owner, decimal quantity) => new()
    {
        Key = new(owner, StateDesk.Account, StateDesk.Btc.Id, PositionSide.Net), Quantity = quantity, AveragePrice = 100m,
        Epoch = new("EP-" + owner),
    };

    private static OrderSnapshot Order(string id, StrategyId owner) => new()
    {
        Intent = StateDesk.Order(id) with { Strategy = owner }, Status = OrderStatus.Accepted, VenueOrder = new("V" + id),
    };
}
