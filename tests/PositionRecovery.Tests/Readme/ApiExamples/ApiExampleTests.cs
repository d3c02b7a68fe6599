using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using PositionRecovery;
using PositionRecovery.Testing;

namespace ApiExamples;

/// <summary>The engines of the examples run: over a simulated exchange that outlives them.</summary>
public sealed class ApiExampleTests : IDisposable
{
    private static readonly AccountId Main = new("BINANCE-USDM:main");
    private static readonly BookKey Key = new(Main, Exchange.Btc.Id, PositionSide.Net);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("position-recovery-");

    [Fact]
    public async Task DeskEngine_WithAPositionAtTheVenue_RecoversItTradesAndStops()
    {
        Environment.SetEnvironmentVariable("BINANCE_KEY", "key");
        Environment.SetEnvironmentVariable("BINANCE_SECRET", "secret");
        Array.ForEach(                                               // what an earlier run left, its log included
            Directory.CreateDirectory("state").GetFiles("desk-7.db*"), static f => f.Delete());
        var clock = new HastyClock(RecoveryOptions.Conservative().StartupDelay);
        SimulatedVenue venue = Exchange.Open(clock)[Main];
        await SendAsync(venue, Order("bo-1", 2m), clock);            // by an engine that died
        var queue = new MyQueue();
        queue.Add(Order("bo-2", 1m));
        queue.Add(Order("bo-2", 1m));
        queue.End();
        var exchange = new MyExchange(order => Trade(venue, order, clock));
        var feed = new MyFeed();

        int exitCode = await new DeskEngine(exchange, queue, feed, clock).RunAsync(CancellationToken.None);

        Assert.Equal(0, exitCode);
        Assert.Equal([Exchange.Btc.Id], feed.Subscribed);
        Assert.Equal(["bo-2"], exchange.Sent.Select(static o => o.Id.Value));
        Assert.StartsWith("bo-2: ", Assert.Single(queue.Refusals), StringComparison.Ordinal);
        Assert.Empty(queue.Retries);
        Assert.Equal(3m, venue.QuantityOf(Key));
        Assert.Equal(2, venue.OpenOrdersOf(Main).Count);             // one stop, one take-profit
    }

    [Fact]
    public async Task HostedEngine_StartedAndStopped_RecoversBeforeItsLoopAndEndsInOrder()
    {
        Exchange market = Exchange.Open(TimeProvider.System);
        SimulatedVenue venue = market[Main];
        await SendAsync(venue, Order("bo-1", 2m), TimeProvider.System);
        using IHost host = HostedEngine.Build(Arguments());
        await host.StartAsync();
        CachedSnapshot seen = await host.Services.GetRequiredService<MyFeed>().Opened.Task;
        PositionSnapshot held = Assert.Single(seen.Positions, static p => p.Quantity != 0m);
        Assert.Equal((new StrategyId("breakout"), 2m), (held.Key.Strategy, held.Quantity));
        Assert.Equal(
            HealthStatus.Healthy,
            (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status);
        await host.StopAsync();
        Assert.Equal(RecoveryPhase.Stopped, host.Services.GetRequiredService<RecoveryCoordinator>().Phase);
        Assert.Equal(2, venue.OpenOrdersOf(Main).Count);             // exits stay
    }

    [Fact]
    public void Configuration_OfTheExample_IsUnderstood()
    {
        using var json = new MemoryStream(Encoding.UTF8.GetBytes("""
            { "PositionRecovery": {
                "TraderId": "desk-7", "StartupDelay": "00:00:10", "MaxRecoveryTime": "00:00:30", "OnFailure": "FailClosed",
                "Reconciliation": { "OpenCheckIntervalSeconds": 5, "InflightCheckIntervalMs": 2000, "GenerateMissingOrders": true },
                "Redis": { "Configuration": "redis:6379,ssl=true" },
                "Binance": { "main": { "Product": "UsdMarginedFutures", "Account": "BINANCE-USDM:main" } } } }
            """));
        IConfigurationRoot root = new ConfigurationBuilder().AddJsonStream(json).Build();
        (IReadOnlyList<string> problems, IReadOnlyList<string> unused) = RecoveryOptionsReader.Read(
            root.GetSection("PositionRecovery"), ["Redis", "Binance"], new RecoveryOptions());
        Assert.Empty(problems.Concat(unused));
    }

    [Fact]
    public async Task InHouseReports_Queries_SayWhatTheyCover()
    {
        var client = new InHouseClient();
        var reports = new InHouseReports(client);
        AccountId account = reports.Profile.Accounts[0];
        VenueQuery[] queries =
        [
            new PositionsQuery { Account = account }, new OpenOrdersQuery { Account = account },
            new FillsQuery { Account = account, From = client.Now.AddDays(-1) },
            new FillsQuery { Account = account, From = client.Now.AddDays(-30) }, new BalancesQuery { Account = account },
        ];
        var seen = new List<string>();
        foreach (VenueQuery query in queries)
        {
            VenueAnswer answer = await reports.QueryAsync(query, CancellationToken.None);
            seen.Add(string.Create(
                CultureInfo.InvariantCulture, $"{query.GetType().Name} {answer.Coverage.Status} {answer.Reports.Count}"));
        }

        Assert.Equal(
            [
                "PositionsQuery Complete 1", "OpenOrdersQuery Complete 0", "FillsQuery Complete 0", "FillsQuery Partial 0",
                "BalancesQuery Unsupported 0",
            ],
            seen);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string[] Arguments() =>
    [
        "--PositionRecovery:TraderId=desk-7",
        "--PositionRecovery:StartupDelay=00:00:00",
        "--PositionRecovery:AllowShortStartupDelay=true",
        $"--PositionRecovery:Sqlite:Path={Path.Combine(_folder.FullName, "desk-7.db")}",
        "--PositionRecovery:Binance:main:Account=BINANCE-USDM:main",
        "--PositionRecovery:Binance:hedge:Account=BINANCE-USDM:hedge",
        "--Logging:LogLevel:Default=None",
    ];

    private static OrderIntent Order(string id, decimal quantity) => new()
    {
        Id = new(id), Strategy = new("breakout"), Account = Main, Instrument = Exchange.Btc.Id, Side = OrderSide.Buy,
        Type = OrderType.Market, Quantity = quantity,
    };

    private static async Task SendAsync(SimulatedVenue venue, OrderIntent order, TimeProvider clock)
    {
        SubmitResult result = await venue.SubmitAsync(
            new OrderSubmission { Order = order, SendBefore = clock.GetUtcNow().AddMinutes(1) }, CancellationToken.None);
        Assert.Equal(SubmitStatus.Accepted, result.Status);
    }

    private static MyFill Trade(SimulatedVenue venue, OrderIntent order, TimeProvider clock)
    {
        SendAsync(venue, order, clock).GetAwaiter().GetResult();     // the simulated venue answers at once
        FillReport fill = venue.FillsOf(Main)[^1];
        return new MyFill(
            fill.Trade.Value, order.Id.Value, "BTCUSDT", order.Side == OrderSide.Buy, fill.Quantity, fill.Price, 0m, "USDT",
            fill.At);
    }
}
