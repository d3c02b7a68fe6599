using PositionRecovery.Testing;

namespace PositionRecovery.Recovery.Tests;

/// <summary>The example of the README of PositionRecovery.Testing, compiled and run.</summary>
public sealed class CrashExampleTests
{
    // <example>
    private static readonly AccountId Main = new("SIM:main");

    private static readonly InstrumentDefinition Btc = new()
    {
        Id = new("SIM:BTCUSDT"), PriceIncrement = 0.1m, QuantityIncrement = 0.001m, QuoteAsset = new("USDT"),
    };

    [Fact]
    public async Task Exits_KilledAnywhereInTheRecovery_AreThereOnceAfterTheNext()
    {
        int points = await RecoverAsync(killAt: null);
        for (int point = 1; point <= points; point++)
        {
            await RecoverAsync(point);
        }
    }

    private static async Task<int> RecoverAsync(int? killAt)
    {
        var clock = new SkippingClock();
        var venue = new SimulatedVenue(new SimulatedVenueSetup
        {
            Accounts = [new SimulatedAccount { Id = Main }], Instruments = [Btc], TimeProvider = clock,
        });
        venue.SetPrice(Btc.Id, 50_000m);
        var store = new InMemoryPositionStore();

        var trading = new CrashSwitch();
        await BuyAsync(NewEngine(venue, store, clock, trading), venue);
        trading.Kill();                                         // nothing of it happens any more
        venue.SetPrice(Btc.Id, 50_500m);                        // the market goes on

        var dying = new CrashSwitch(killAt);
        await Task.WhenAny(NewEngine(venue, store, clock, dying).StartAsync(), dying.Died);
        dying.Kill();
        clock.Skip(TimeSpan.FromMinutes(2));                    // what it had under way is too old now

        await using RecoveryCoordinator last = NewEngine(venue, store, clock, new CrashSwitch());
        RecoveryReport report = await last.StartAsync();
        Assert.Equal(RecoveryOutcome.Ready, report.Outcome);
        Assert.Equal(1m, venue.QuantityOf(new BookKey(Main, Btc.Id, PositionSide.Net)));
        Assert.Single(venue.OpenOrdersOf(Main));                // judged by the venue, not by what the engine believes
        Assert.Equal(2, venue.AcceptedOrders.Count);            // the entry and one stop, ever
        await last.StopAsync();
        return dying.Points.Count;
    }

    private static async Task BuyAsync(RecoveryCoordinator engine, SimulatedVenue venue)
    {
        await engine.StartAsync();
        var order = new OrderIntent
        {
            Id = new("entry-1"), Strategy = new("mine"), Account = Main, Instrument = Btc.Id,
            Side = OrderSide.Buy, Type = OrderType.Market, Quantity = 1m,
        };
        IntentResult permit = await engine.State.IntendAsync(order);
        await venue.SubmitAsync(
            new OrderSubmission { Order = order, SendBefore = permit.SendBefore!.Value }, CancellationToken.None);
    }

    private static RecoveryCoordinator NewEngine(
        SimulatedVenue venue, InMemoryPositionStore store, TimeProvider clock, CrashSwitch life) =>
        new(new RecoverySetup
        {
            Trader = new("desk-7"),
            Store = life.Wrap(store),
            Venues = [life.Wrap(venue.Ports)],
            Strategies = [life.Wrap(new MyStrategy())],
            TimeProvider = clock,
            Options = new RecoveryOptions
            {
                AllowShortStartupDelay = true, StartupDelay = TimeSpan.Zero, QueriesPerSecond = 1_000,
                Reconciliation = new CheckOptions { Enabled = false },
                State = new StateOptions { TakeOver = true },
                Policy = new ReconciliationOptions
                {
                    RequestLife = TimeSpan.FromMilliseconds(10), VenueTimeout = TimeSpan.FromMilliseconds(10),
                    SafetyMargin = TimeSpan.FromMilliseconds(10), AbsenceQuietPeriod = TimeSpan.FromMilliseconds(20),
                },
            },
        });

    private sealed class MyStrategy() : RecoverableStrategy(new StrategyProfile { Id = new("mine") })
    {
        protected override ExitPlan PlanExits(ExitContext context) => context.Position.AveragePrice is { } entry
            ? ExitPlan.Of(ExitLeg.Stop("sl", entry * 0.95m))
            : ExitPlan.Undecided("no price known");
    }    // </example>

    [Fact]
    public void Example_InTheReadme_IsTheCodeInThisFile()
    {
        DirectoryInfo root = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "PositionRecovery.sln")))
        {
            root = root.Parent!;
        }

        string source = Read(root, "tests/PositionRecovery.Recovery.Tests/CrashExampleTests.cs");
        string[] parts = source.Split("    // <example>\n")[1].Split("    // </example>\n");
        Assert.Contains(parts[0], Read(root, "src/PositionRecovery.Testing/README.md"), StringComparison.Ordinal);
    }

    private static string Read(DirectoryInfo root, string path) =>
        File.ReadAllText(Path.Combine(root.FullName, path)).ReplaceLineEndings("\n");
}
