using PositionRecovery.Testing;

namespace PositionRecovery.Recovery.Tests;

/// <summary>Venues that are down, in part or whole, and several of them.</summary>
public sealed class OutageTests
{
    private static readonly AccountId Other = new("SIM:other");
    private static readonly AccountId Abroad = new("ALT:main");
    private static readonly InstrumentDefinition Sol = Market.Perpetual("SOLUSDT", 0.01m, 0.1m) with
    {
        Id = new("ALT:SOLUSDT"),
    };

    [Fact]
    public async Task Start_PositionsOfOneAccountCannotBeRead_TheOtherAccountTrades()
    {
        await using Market market = TwoAccounts();
        await LiveAsync(market, [market.Venue.Ports], Market.Account, Other);
        market.Venue.Plant(new VenueFault
        {
            Kind = VenueFaultKind.AnswerFailed, Call = VenueCallKind.Positions, Account = Other, Times = null,
        });

        RecoveryCoordinator engine = market.NewCoordinator([new TrendStrategy()]);
        RecoveryReport report = await engine.StartAsync();
        Assert.True(report.Outcome == RecoveryOutcome.Degraded, report.Words());
        Assert.True(engine.Gate(Market.Btc.Id).IsOpen);
        GateDecision shut = engine.Gate(Market.Btc.Id, account: Other);
        Assert.Equal(GateReason.Unverified, shut.Reason);
        Assert.Equal(Verdict.Unverified, report.VerdictOf(Market.Btc.Id, Other));
        Assert.Equal(1m, engine.QuantityOf(Market.Btc.Id, account: Other));
        Assert.True((await engine.TradeAsync(market.Venue, NewOrder("n-1", Market.Account))).IsGranted);
        Assert.False((await engine.TradeAsync(market.Venue, NewOrder("n-2", Other))).IsGranted);

        market.Venue.Heal();
        (await engine.ReconcileAsync(ReconcileScope.Everything)).IsReady();
        Assert.True(engine.Gate(Market.Btc.Id, account: Other).IsOpen);
        Ledger.Agrees(engine, market.Venue);
        Ledger.HasExitsOnce(engine, market.Venue);
    }

    [Theory]
    [InlineData(VenueCallKind.OpenOrders)]
    [InlineData(VenueCallKind.Fills)]
    [InlineData(VenueCallKind.OrderHistory)]
    [InlineData(VenueCallKind.Balances)]
    [InlineData(VenueCallKind.Marks)]
    [InlineData(VenueCallKind.Account)]
    [InlineData(VenueCallKind.CashFlows)]
    [InlineData(VenueCallKind.Order)]
    public async Task Start_OneEndpointIsDown_NothingIsLostAndExitsWorkOnceItIsBack(VenueCallKind call)
    {
        await using var market = new Market();
        await RestartTests.LiveAsync(market);
        market.Venue.SetPrice(Market.Btc.Id, 48_900m);
        market.Venue.Plant(new VenueFault { Kind = VenueFaultKind.AnswerFailed, Call = call, Times = null });
        Engine engine = market.NewEngine();
        RecoveryReport report = await engine.StartAsync();
        Assert.Contains(report.Outcome, new[] { RecoveryOutcome.Ready, RecoveryOutcome.Degraded });
        if (report.VerdictOf(Market.Btc.Id) is Verdict.Verified or Verdict.Repaired)
        {
            Assert.Equal(2m, engine.QuantityOf(Market.Btc.Id));
        }

        bool isProtected = market.Venue.OpenOrdersOf(Market.Account)
            .Where(static o => Ledger.IsExit(o) && o.Type == OrderType.StopMarket).Sum(static o => o.Quantity) == 2m;
        Assert.True(isProtected || engine.Coordinator.Unprotected.Count == 1, report.Words());

        market.Venue.Heal();
        RecoveryReport later = await engine.Coordinator.ReconcileAsync(ReconcileScope.Everything);
        later.IsReady();
        Assert.Equal(2m, engine.QuantityOf(Market.Btc.Id));
        Ledger.Agrees(engine.Coordinator, market.Venue);
        Ledger.HasExitsOnce(engine.Coordinator, market.Venue);
    }

    [Fact]
    public async Task Start_OneOfTwoVenuesIsDown_TheOtherTradesAndTheFirstOpensWhenItIsBack()
    {
        await using var market = new Market();
        SimulatedVenue abroad = NewVenueAbroad();
        VenuePorts[] venues = [market.Venue.Ports, abroad.Ports];
        await LiveAsync(market, venues, Market.Account);
        abroad.Plant(VenueFault.Outage);

        RecoveryCoordinator engine = market.NewCoordinator([new TrendStrategy()], venues: venues);
        RecoveryReport report = await engine.StartAsync();
        Assert.True(report.Outcome == RecoveryOutcome.Degraded, report.Words());
        Assert.True((await engine.TradeAsync(market.Venue, NewOrder("n-1", Market.Account))).IsGranted);
        Assert.Equal(GateReason.Unverified, engine.Gate(Sol.Id, account: Abroad).Reason);
        Assert.Equal(GateReason.Unverified, engine.Gate(Sol.Id, OrderAction.Exit, account: Abroad).Reason);

        abroad.Heal();
        Task opened = engine.Gate.WaitUntilOpenAsync(new GateRequest
        {
            Strategy = TrendStrategy.Name, Account = Abroad, Instrument = Sol.Id, Action = OrderAction.Enter,
        }).AsTask();
        await ReconcileUntilAsync(engine, () => opened.IsCompleted);
        Assert.True((await engine.TradeAsync(abroad, Desk.Order(
            "n-3", Sol.Id, OrderSide.Buy, 1m, account: Abroad))).IsGranted);
        (await engine.ReconcileAsync(ReconcileScope.Everything)).IsReady();
        Ledger.Agrees(engine, market.Venue, abroad);
        Ledger.HasExitsOnce(engine, market.Venue, abroad);
    }

    [Fact]
    public async Task Start_SeveralVenuesAndAccountsMoved_AllAgreeAgain()
    {
        await using Market market = TwoAccounts();
        SimulatedVenue abroad = NewVenueAbroad();
        VenuePorts[] venues = [market.Venue.Ports, abroad.Ports];
        RecoveryCoordinator first = market.NewCoordinator([new TrendStrategy()], venues: venues);
        (await first.StartAsync()).IsReady();
        await first.TradeAsync(market.Venue, NewOrder("o-1", Market.Account));
        await first.TradeAsync(market.Venue, NewOrder("o-2", Other), isTold: false);
        await first.TradeAsync(
            abroad, Desk.Order("o-3", Sol.Id, OrderSide.Sell, 5m, account: Abroad), isTold: false);
        await first.DisposeAsync();

        RecoveryCoordinator engine = market.NewCoordinator([new TrendStrategy()], venues: venues);
        (await engine.StartAsync()).IsReady();
        Assert.Equal(
            (1m, 1m, -5m),
            (engine.QuantityOf(Market.Btc.Id), engine.QuantityOf(Market.Btc.Id, account: Other),
                engine.QuantityOf(Sol.Id, account: Abroad)));
        Ledger.Agrees(engine, market.Venue, abroad);
        Ledger.HasExitsOnce(engine, market.Venue, abroad);
    }

    [Fact]
    public async Task Start_NobodyAnswers_NothingIsConcludedAndNothingMayBeTraded()
    {
        await using var market = new Market();
        await RestartTests.LiveAsync(market);
        market.Venue.Plant(VenueFault.Outage);
        Engine engine = market.NewEngine();
        RecoveryReport report = await engine.StartAsync();
        Assert.NotEqual(RecoveryOutcome.Ready, report.Outcome);
        Assert.Equal(1m, engine.QuantityOf(Market.Btc.Id));
        Assert.False(engine.Coordinator.Gate(Market.Btc.Id).IsOpen);
        Assert.False(engine.Coordinator.Gate(Market.Eth.Id).IsOpen);
        Assert.Equal(OrderStatus.Accepted, engine.Coordinator.State.FindOrder(new("o-2"))!.Status);
        Assert.Equal(2, market.Exits.Count());
        Assert.True(engine.Coordinator.Gate(Market.Btc.Id, OrderAction.Cancel).IsOpen);
    }

    private static Market TwoAccounts() => new(static s => s with
    {
        Accounts =
        [
            .. s.Accounts,
            new SimulatedAccount
            {
                Id = Other, Identity = "uid-2", Balances = new Dictionary<AssetId, decimal> { [Market.Usdt] = 1_000m },
            },
        ],
    });

    private static SimulatedVenue NewVenueAbroad()
    {
        var venue = new SimulatedVenue(new SimulatedVenueSetup
        {
            Venue = new("ALT"),
            Accounts = [new SimulatedAccount { Id = Abroad, Identity = "alt-1" }],
            Instruments = [Sol],
        });
        venue.SetPrice(Sol.Id, 150m);
        return venue;
    }

    private static OrderIntent NewOrder(string id, AccountId account) =>
        Desk.Order(id, Market.Btc.Id, OrderSide.Buy, 1m, account: account);

    /// <summary>One BTC in each account, with exits, and a clean end.</summary>
    private static async Task LiveAsync(Market market, VenuePorts[] venues, params AccountId[] accounts)
    {
        RecoveryCoordinator engine = market.NewCoordinator([new TrendStrategy()], venues: venues);
        (await engine.StartAsync()).IsReady();
        foreach (AccountId account in accounts)
        {
            await engine.TradeAsync(market.Venue, NewOrder($"first-{account.Value[4..]}", account));
        }

        (await engine.ReconcileAsync(ReconcileScope.Everything)).IsReady();
        await engine.StopAsync();
    }

    private static async Task ReconcileUntilAsync(RecoveryCoordinator engine, Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await engine.ReconcileAsync(ReconcileScope.Everything, limit.Token);
        }
    }
}
