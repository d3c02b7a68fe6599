namespace PositionRecovery.Recovery.Tests;

/// <summary>What people and other programs did in the account.</summary>
public sealed class ExternalTests
{
    public static TheoryData<string?, bool, bool> Claims => new()
    {
        // prefix claimed (null: none is asked for), is anything claimed, is it the strategy's afterwards
        { null, false, false },
        { null, true, true },
        { "man-", true, true },
        { "bot-", true, false },
    };

    [Theory]
    [MemberData(nameof(Claims))]
    public async Task Start_OrderPlacedByHandWhileDown_GoesToWhoClaimsIt(string? prefix, bool isClaimed, bool isOurs)
    {
        await using var market = new Market();
        Engine first = market.NewEngine();
        await first.StartAsync();
        first.Kill();
        market.Venue.PlaceManually(Desk.Order(
            "man-1", Market.Btc.Id, OrderSide.Buy, 1m, strategy: StrategyId.External));
        market.Venue.PlaceManually(Desk.Order(
            "man-2", Market.Btc.Id, OrderSide.Buy, 1m, limit: 45_000m, strategy: StrategyId.External));

        Engine engine = market.NewEngine(NewStrategy(prefix, isClaimed));
        (await engine.StartAsync()).IsReady();
        StrategyId owner = isOurs ? TrendStrategy.Name : StrategyId.External;
        Assert.Equal(1m, engine.Coordinator.QuantityOf(Market.Btc.Id, owner));
        Assert.All((List<string>)["man-1", "man-2"], id =>
        {
            OrderSnapshot order = engine.Coordinator.State.FindOrder(new(id))!;
            Assert.Equal((owner, true), (order.Intent.Strategy, order.IsExternal));
        });
        Ledger.Agrees(engine.Coordinator, market.Venue);
        Ledger.HasExitsOnce(engine.Coordinator, market.Venue);
    }

    [Fact]
    public async Task Start_ClaimsAreSwitchedOff_EverythingStaysExternal()
    {
        await using var market = new Market();
        market.Venue.PlaceManually(Market.Account, Market.Btc.Id, OrderSide.Buy, 1m);
        RecoveryOptions options = Market.Options();
        options.ClaimExternalPositions = false;
        Engine engine = market.NewEngine(NewStrategy(null, isClaimed: true), options);
        (await engine.StartAsync()).IsReady();
        Assert.Equal(1m, engine.Coordinator.QuantityOf(Market.Btc.Id, StrategyId.External));
        Assert.Empty(market.Exits);
    }

    [Fact]
    public async Task Start_StopPlacedByHand_CountsAsProtectionAndIsNeverCanceled()
    {
        await using var market = new Market();
        Engine first = market.NewEngine();
        await first.StartAsync();
        await first.TradeAsync("o-1", Market.Btc.Id, OrderSide.Buy, 1m);
        first.Kill();
        market.Venue.PlaceManually(new OrderIntent
        {
            Id = new("man-stop"), Strategy = StrategyId.External, Account = Market.Account,
            Instrument = Market.Btc.Id, Side = OrderSide.Sell, Type = OrderType.StopMarket, Quantity = 1m,
            TriggerPrice = 47_500m, IsReduceOnly = true, Class = OrderClass.Conditional, Action = OrderAction.Exit,
        });

        Engine engine = market.NewEngine();
        RecoveryReport report = await engine.StartAsync();
        report.IsReady();
        Ledger.Agrees(engine.Coordinator, market.Venue);
        Assert.Contains(
            market.Venue.OpenOrdersOf(Market.Account), static o => o.ClientOrder == new ClientOrderId("man-stop"));
        Assert.DoesNotContain(market.Exits, static o => o.Intent.Type == OrderType.StopMarket);
        Assert.Single(market.Exits);
        Assert.Empty(engine.Coordinator.Unprotected);
    }

    /// <summary>Somebody closes the position by hand, with an order that a check finds before it is executed.</summary>
    [Theory]
    [InlineData(ExternalReductions.ReduceOwners, 0, 0)]
    [InlineData(ExternalReductions.KeepSeparate, 1, -1)]
    public async Task Record_ExecutionOfAnOrderPlacedByHand_IsSharedByPolicyLikeOneThatAQueryBrought(
        ExternalReductions policy, int ours, int others)
    {
        await using var market = new Market();
        RecoveryOptions options = Market.Options();
        options.Policy.ExternalReductions = policy;
        Engine engine = market.NewEngine(options: options);
        (await engine.StartAsync()).IsReady();
        await engine.TradeAsync("o-1", Market.Btc.Id, OrderSide.Buy, 1m);
        OrderIntent manual = Desk.Order(
            "man-1", Market.Btc.Id, OrderSide.Sell, 1m, limit: 51_000m, strategy: StrategyId.External);
        market.Venue.PlaceManually(manual);
        (await engine.Coordinator.ReconcileAsync(ReconcileScope.Everything)).IsReady();
        market.Venue.SetPrice(Market.Btc.Id, 51_100m);
        FillReport fill = market.Venue.FillsOf(Market.Account).Single(static f => f.ClientOrder == new ClientOrderId("man-1"));

        await engine.Coordinator.State.RecordAsync(
            new OrderFilledEvent { At = fill.At, Fill = Desk.Fill(manual, fill) });

        Assert.Equal(
            (ours, others),
            (engine.QuantityOf(Market.Btc.Id), engine.Coordinator.QuantityOf(Market.Btc.Id, StrategyId.External)));
        await engine.Coordinator.ReconcileAsync(ReconcileScope.Everything);
        Assert.Equal(
            (ours, others),
            (engine.QuantityOf(Market.Btc.Id), engine.Coordinator.QuantityOf(Market.Btc.Id, StrategyId.External)));
        Ledger.Agrees(engine.Coordinator, market.Venue);
    }

    private static TrendStrategy NewStrategy(string? prefix, bool isClaimed) => new(
        TrendStrategy.Name,
        [],
        isClaimed
            ? [new ExternalClaim { Account = Market.Account, Instrument = Market.Btc.Id, ClientIdPrefix = prefix }]
            : []);
}
