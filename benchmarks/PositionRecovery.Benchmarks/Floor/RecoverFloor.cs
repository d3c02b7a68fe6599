using System.Diagnostics;
using System.Globalization;
using PositionRecovery.Testing;

namespace PositionRecovery.Benchmarks.Floor;

/// <summary>How long a whole recovery takes, the start-up delay left out, and a pass while running, beside asking the
/// simulated venue the same account-wide questions and doing nothing with the answers.</summary>
internal static class RecoverFloor
{
    private const int Positions = 1_000;
    private const int Times = 7;

    private static readonly AccountId Account = new("SIM:main");

    internal static void Run() => RunAsync().GetAwaiter().GetResult();

    private static async Task RunAsync()
    {
        Console.WriteLine("recover|what|positions|open orders|ms|raw ms|ratio");
        SimulatedVenue venue = NewVenue();
        await using var store = new InMemoryPositionStore();
        double cold = await StartAsync(venue, store);
        var warm = new List<double>();
        for (int i = 0; i < Times; i++)
        {
            warm.Add(await StartAsync(venue, store));
        }

        var passes = new List<double>();
        await using RecoveryCoordinator running = NewCoordinator(venue, store);
        Check(await running.StartAsync());
        for (int i = 0; i < Times; i++)
        {
            long begin = Stopwatch.GetTimestamp();
            Check(await running.ReconcileAsync(ReconcileScope.Everything));
            passes.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }

        int orders = venue.OpenOrdersOf(Account).Count;
        double raw = await RawAsync(venue);
        Row("cold, exits placed", orders, cold, raw);
        Row("warm, all matched", orders, Median(warm), raw);
        Row("pass while running", orders, Median(passes), raw);
    }

    private static async Task<double> StartAsync(SimulatedVenue venue, IPositionStore store)
    {
        await using RecoveryCoordinator coordinator = NewCoordinator(venue, store);
        long begin = Stopwatch.GetTimestamp();
        Check(await coordinator.StartAsync());
        double took = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        await coordinator.StopAsync();
        return took;
    }

    private static void Check(RecoveryReport report)
    {
        if (report.Outcome != RecoveryOutcome.Ready || report.Unprotected.Count > 0)
        {
            throw new InvalidOperationException(report.Summary);
        }
    }

    private static async Task<double> RawAsync(SimulatedVenue venue)
    {
        var times = new List<double>();
        DateTimeOffset from = venue.Now.AddDays(-1);
        VenueQuery[] queries =
        [
            new AccountQuery { Account = Account }, new BalancesQuery { Account = Account },
            new FillsQuery { Account = Account, From = from }, new PositionsQuery { Account = Account },
            new OpenOrdersQuery { Account = Account, Class = OrderClass.Conditional },
            new OpenOrdersQuery { Account = Account, Class = OrderClass.Regular },
            new OrderHistoryQuery { Account = Account, From = from }, new FillsQuery { Account = Account, From = from },
            new MarksQuery { Account = Account }, new PositionsQuery { Account = Account },
            new FillsQuery { Account = Account, From = from }, new CashFlowsQuery { Account = Account, From = from },
        ];
        for (int i = 0; i < Times; i++)
        {
            long begin = Stopwatch.GetTimestamp();
            foreach (VenueQuery query in queries)
            {
                await venue.QueryAsync(query, CancellationToken.None);
            }

            times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }

        return Median(times);
    }

    private static SimulatedVenue NewVenue()
    {
        InstrumentDefinition[] instruments = [.. Enumerable.Range(0, Positions).Select(static i =>
            new InstrumentDefinition
            {
                Id = new(string.Create(CultureInfo.InvariantCulture, $"SIM:I{i:0000}")), PriceIncrement = 0.01m,
                QuantityIncrement = 0.01m, QuoteAsset = new("USDT"),
            })];
        var venue = new SimulatedVenue(new SimulatedVenueSetup
        {
            Accounts =
            [
                new SimulatedAccount
                {
                    Id = Account, Identity = "uid-1",
                    Balances = new Dictionary<AssetId, decimal> { [new("USDT")] = 1_000_000_000m },
                },
            ],
            Instruments = instruments,
        });
        foreach (InstrumentDefinition instrument in instruments)
        {
            venue.SetPrice(instrument.Id, 100m);
            venue.PlaceManually(Account, instrument.Id, OrderSide.Buy, 1m);
        }

        return venue;
    }

    private static RecoveryCoordinator NewCoordinator(SimulatedVenue venue, IPositionStore store) => new(
        new RecoverySetup
        {
            Trader = new("desk-7"),
            Store = store,
            Venues = [venue.Ports],
            Strategies = [new Holder()],
            Options = new RecoveryOptions
            {
                AllowShortStartupDelay = true,
                StartupDelay = TimeSpan.Zero,
                QueriesPerSecond = 1_000,
                MaxRecoveryTime = TimeSpan.FromMinutes(5),
                Reconciliation = new CheckOptions { Enabled = false },
                State = new StateOptions { TakeOver = true, LeaseTime = TimeSpan.FromMinutes(5) },
            },
        });

    private static void Row(string what, int orders, double milliseconds, double raw) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"recover|{what}|{Positions}|{orders}|{milliseconds:F0}|{raw:F1}|{milliseconds / raw:F1}x"));

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <summary>Claims everything and wants one stop for each position.</summary>
    private sealed class Holder() : RecoverableStrategy(new StrategyProfile
    {
        Id = new("holder"),
        Claims = [.. Enumerable.Range(0, Positions).Select(static i => new ExternalClaim
        {
            Account = Account, Instrument = new(string.Create(CultureInfo.InvariantCulture, $"SIM:I{i:0000}")),
        })],
    })
    {
        protected override ExitPlan PlanExits(ExitContext context) =>
            ExitPlan.Of(ExitLeg.Stop("sl", (context.Position.AveragePrice ?? 100m) * 0.9m));
    }
}
