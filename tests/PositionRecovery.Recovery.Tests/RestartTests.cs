namespace PositionRecovery.Recovery.Tests;

/// <summary>The engine dies, the world goes on, and the engine comes back.</summary>
public sealed class RestartTests
{
    private static readonly BookKey Btc = new(Market.Account, Market.Btc.Id, PositionSide.Net);

    /// <summary>What happens while the engine is down, to a position of 1 BTC with exits and a working order to buy
    /// 1 more at 49,000, and what the strategy has afterwards.</summary>
    private static readonly Dictionary<string, (Action<Market> Happens, decimal After, DiscrepancyKind? Told)> Stories =
        new()
        {
            ["nothing"] = (static _ => { }, 1m, null),
            ["the order is executed"] = (static m => m.Venue.SetPrice(Market.Btc.Id, 48_900m), 2m,
                DiscrepancyKind.MissedFill),
            ["the order is executed in part"] = (static m => m.Venue.FillPartly(new("o-2"), 0.4m), 1.4m,
                DiscrepancyKind.MissedFill),
            ["the order is executed in part and canceled"] = (static m =>
                {
                    m.Venue.FillPartly(new("o-2"), 0.4m);
                    m.Venue.CancelManually(new("o-2"));
                }, 1.4m, DiscrepancyKind.MissedFill),
            ["the order is canceled"] = (static m => m.Venue.CancelManually(new("o-2")), 1m,
                DiscrepancyKind.OrderStatus),
            ["the order expires"] = (static m => m.Venue.Expire(new("o-2")), 1m, DiscrepancyKind.OrderStatus),
            ["the stop vanishes"] = (static m => m.Venue.CancelManually(StopOf(m)), 1m, DiscrepancyKind.OrderStatus),
            ["both exits vanish"] = (static m =>
                {
                    foreach (OrderReport exit in m.Venue.OpenOrdersOf(Market.Account).Where(Ledger.IsExit))
                    {
                        if (m.Venue.OpenOrdersOf(Market.Account).Any(o => o.ClientOrder == exit.ClientOrder))
                        {
                            m.Venue.CancelManually(exit.ClientOrder!.Value);
                        }
                    }
                }, 1m, DiscrepancyKind.OrderStatus),
            ["the stop is executed"] = (static m =>
                {
                    m.Venue.SetPrice(Market.Btc.Id, 47_000m);
                    m.Venue.SetPrice(Market.Btc.Id, 49_000m);
                }, 1m, DiscrepancyKind.MissedFill),
            ["the target is executed"] = (static m => m.Venue.SetPrice(Market.Btc.Id, 55_100m), 0m,
                DiscrepancyKind.MissedFill),
            ["somebody closes the position"] = (static m => m.Venue.PlaceManually(
                Market.Account, Market.Btc.Id, OrderSide.Sell, 1m), 0m, DiscrepancyKind.ExternalOrder),
            ["somebody closes half of it"] = (static m => m.Venue.PlaceManually(
                Market.Account, Market.Btc.Id, OrderSide.Sell, 0.5m), 0.5m, DiscrepancyKind.ExternalOrder),
        };

    public static TheoryData<string> Names => [.. Stories.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Start_AfterACrash_BooksAgreeAndExitsWorkOnce(string name)
    {
        (Action<Market> happens, decimal after, DiscrepancyKind? told) = Stories[name];
        await using var market = new Market();
        await LiveAsync(market);
        happens(market);

        Engine engine = market.NewEngine();
        RecoveryReport report = await engine.StartAsync();
        report.IsReady();
        Assert.Equal(after, engine.QuantityOf(Market.Btc.Id) ?? 0m);
        Ledger.Agrees(engine.Coordinator, market.Venue);
        Ledger.HasExitsOnce(engine.Coordinator, market.Venue);
        if (told is { } kind)
        {
            Assert.Contains(report.Plan!.Diff, d => d.Kind == kind);
        }
        else
        {
            Assert.Empty(report.Plan!.Diff);
        }

        await engine.StopAsync();
        Engine again = market.NewEngine();
        RecoveryReport second = await again.StartAsync();
        second.IsReady();
        Assert.Empty(second.Plan!.Events);
        Ledger.HasExitsOnce(again.Coordinator, market.Venue);
    }

    [Fact]
    public async Task Start_StopVanished_PlacesTheNextAttemptOfTheStopOnly()
    {
        await using var market = new Market();
        await LiveAsync(market, hasEntry: false);
        Assert.Equal(2, market.Exits.Count());
        market.Venue.CancelManually(StopOf(market));
        Engine engine = market.NewEngine();
        (await engine.StartAsync()).IsReady();
        Truth.Holds(market, engine);
        Assert.Single(market.Exits, static o => o.Number > 3 && o.Intent.Type == OrderType.StopMarket);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0.4)]
    public async Task Start_LiquidatedOrDeleveraged_ResizesExitsAndShutsEntries(bool isPart, double left)
    {
        await using var market = new Market();
        await LiveAsync(market, hasEntry: false);
        market.Venue.SetPrice(Market.Btc.Id, 49_000m);
        if (isPart)
        {
            market.Venue.Deleverage(Btc, 0.6m);
        }
        else
        {
            market.Venue.Liquidate(Btc);
        }

        Engine engine = market.NewEngine();
        RecoveryReport report = await engine.StartAsync();
        Assert.Contains(report.Plan!.Diff, static d => d.Kind == DiscrepancyKind.ForcedOrder);
        Assert.Equal((decimal)left, engine.QuantityOf(Market.Btc.Id) ?? 0m);
        Ledger.Agrees(engine.Coordinator, market.Venue);
        Ledger.HasExitsOnce(engine.Coordinator, market.Venue);
        IntentResult entry = await engine.TradeAsync("o-9", Market.Btc.Id, OrderSide.Buy, 1m);
        Assert.Equal(GateReason.Quarantined, entry.Decision.Reason);
        Assert.True((await engine.TradeAsync("o-10", Market.Eth.Id, OrderSide.Buy, 1m)).IsGranted);
    }

    [Fact]
    public async Task Start_SessionHadNoEnd_IsFoundCrashed()
    {
        await using var market = new Market();
        await LiveAsync(market);
        Engine engine = market.NewEngine();
        await engine.StartAsync();
        Assert.Contains(await market.JournalAsync(), static e => e.Event is SessionCrashedEvent);
        await engine.StopAsync();
    }

    /// <summary>1 BTC at 50,000 with exits, and an order to buy 1 at 49,000; then the engine dies.</summary>
    internal static async Task LiveAsync(Market market, bool hasEntry = true)
    {
        Engine engine = market.NewEngine();
        (await engine.StartAsync()).IsReady();
        Assert.True((await engine.TradeAsync("o-1", Market.Btc.Id, OrderSide.Buy, 1m)).IsGranted);
        (await engine.Coordinator.ReconcileAsync(ReconcileScope.Everything)).IsReady();
        if (hasEntry)
        {
            Assert.True((await engine.TradeAsync("o-2", Market.Btc.Id, OrderSide.Buy, 1m, limit: 49_000m)).IsGranted);
        }

        Truth.Holds(market, engine);
        engine.Kill();
    }

    internal static ClientOrderId StopOf(Market market) => market.Venue.OpenOrdersOf(Market.Account)
        .Single(static o => Ledger.IsExit(o) && o.Type == OrderType.StopMarket).ClientOrder!.Value;
}
