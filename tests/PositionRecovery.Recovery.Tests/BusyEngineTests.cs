using PositionRecovery.Testing;

namespace PositionRecovery.Recovery.Tests;

/// <summary>Engines that go on trading while they are compared. What kept moving is not judged, and what is not judged
/// is not traded.</summary>
public sealed class BusyEngineTests
{
    private static readonly AccountId Other = new("SIM:other");

    [Fact]
    public async Task Start_OneInstrumentMovesWheneverCompared_StaysShutUntilItIsProven()
    {
        var clock = new FakeTimeProvider();
        await using Market market = NewMarket(clock);
        RecoveryCoordinator first = await LiveAsync(market, clock, Desk.PatientOptions());
        DateTimeOffset?[] agreed = AgreedAt(first);
        await first.DisposeAsync();
        clock.Advance(TimeSpan.FromMinutes(20));

        RecoveryCoordinator engine = market.NewCoordinator(
            [new TrendStrategy()], Desk.CheckingOptions(), clock: clock);
        StayBusy(market, engine);
        RecoveryReport report = await clock.DriveAsync(engine.StartAsync());
        Assert.True(report.Outcome == RecoveryOutcome.Degraded, report.Words());
        Assert.Equal(GateReason.Unverified, engine.Gate(Market.Btc.Id).Reason);
        Assert.Equal(GateReason.Unverified, engine.Gate(Market.Btc.Id, account: Other).Reason);
        Assert.True(engine.Gate(Market.Eth.Id).IsOpen, report.Words());
        Assert.Equal(agreed, AgreedAt(engine));

        market.Venue.BeforeCall = null;
        await clock.DriveUntilAsync(
            () => engine.Gate(Market.Btc.Id).IsOpen && engine.Gate(Market.Btc.Id, account: Other).IsOpen,
            "what moved is proven",
            engine);
        await clock.DriveAsync(InFlightTests.StopAsync(engine));
    }

    [Fact]
    public async Task Reconcile_OneInstrumentMovesWheneverCompared_TheOthersAreRepaired()
    {
        var clock = new FakeTimeProvider();
        await using Market market = NewMarket(clock);
        RecoveryCoordinator engine = await LiveAsync(market, clock, Desk.PatientOptions());
        await clock.DriveAsync(engine.TradeAsync(
            market.Venue, Desk.Order("o-3", Market.Eth.Id, OrderSide.Buy, 2m), isTold: false));
        StayBusy(market, engine);

        RecoveryReport report = await clock.DriveAsync(engine.ReconcileAsync(ReconcileScope.Everything));

        Assert.True(report.Outcome == RecoveryOutcome.Degraded, report.Words());
        Assert.Equal(2m, engine.QuantityOf(Market.Eth.Id));
        Assert.Equal(GateReason.Unverified, engine.Gate(Market.Btc.Id).Reason);
        Assert.True(engine.Gate(Market.Btc.Id, OrderAction.Exit).IsOpen);
        Assert.True(engine.Gate(Market.Eth.Id).IsOpen);

        market.Venue.BeforeCall = null;
        (await clock.DriveAsync(engine.ReconcileAsync(ReconcileScope.Everything))).IsReady();
        await clock.DriveAsync(InFlightTests.StopAsync(engine));
    }

    private static Market NewMarket(FakeTimeProvider clock) => new(s => s with
    {
        TimeProvider = clock,
        Accounts =
        [
            .. s.Accounts,
            new SimulatedAccount
            {
                Id = Other, Identity = "uid-2", Balances = new Dictionary<AssetId, decimal> { [Market.Usdt] = 1_000m },
            },
        ],
    });

    /// <summary>1 BTC in each account with exits, and an order to buy more.</summary>
    private static async Task<RecoveryCoordinator> LiveAsync(
        Market market, FakeTimeProvider clock, RecoveryOptions options)
    {
        RecoveryCoordinator engine = market.NewCoordinator([new TrendStrategy()], options, clock: clock);
        (await clock.DriveAsync(engine.StartAsync())).IsReady();
        foreach (AccountId account in (AccountId[])[Market.Account, Other])
        {
            await clock.DriveAsync(engine.TradeAsync(
                market.Venue, Desk.Order($"o-{account.Value[4..]}", Market.Btc.Id, OrderSide.Buy, 1m, account: account)));
        }

        await clock.DriveAsync(engine.TradeAsync(
            market.Venue, Desk.Order("o-2", Market.Btc.Id, OrderSide.Buy, 1m, limit: 40_000m)));
        (await clock.DriveAsync(engine.ReconcileAsync(ReconcileScope.Everything))).IsReady();
        return engine;
    }

    /// <summary>The engine speaks of BTC in one account whenever the venue is asked for positions.</summary>
    private static void StayBusy(Market market, RecoveryCoordinator engine) => market.Venue.BeforeCall = (call, _) =>
    {
        if (call.Kind == VenueCallKind.Positions)
        {
            Assert.True(engine.State.TryRecord(new OrderAcceptedEvent { At = market.Venue.Now, Order = new("o-2") }));
        }

        return ValueTask.CompletedTask;
    };

    private static DateTimeOffset?[] AgreedAt(RecoveryCoordinator engine) =>
        [.. engine.State.Snapshot().Accounts.OrderBy(static a => a.Account.Value).Select(static a => a.AgreedAt)];
}
