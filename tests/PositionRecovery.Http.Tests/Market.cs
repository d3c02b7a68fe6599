using PositionRecovery.Binance;
using PositionRecovery.Exchange;
using PositionRecovery.Sqlite;
using PositionRecovery.Testing;

namespace PositionRecovery.Http.Tests;

/// <summary>An exchange that lives on, reached over HTTP; a database on disk; and engines that come and go.</summary>
internal sealed class Market : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("position-recovery-http-");
    private readonly List<IAsyncDisposable> _owned = [];

    private Market(SwiftClock clock, SimulatedVenue venue, ExchangeServer server) =>
        (Clock, Venue, Server) = (clock, venue, server);

    public static AccountId Account { get; } = Things.IdOf(Tests.Account.OneWay);

    public static InstrumentDefinition Btc { get; } = Things.Instrument(Tests.Account.OneWay, "BTCUSDT", 0.1m, 0.001m);

    public static InstrumentDefinition Eth { get; } = Things.Instrument(Tests.Account.OneWay, "ETHUSDT", 0.01m, 0.01m);

    public SwiftClock Clock { get; }

    public SimulatedVenue Venue { get; }

    public ExchangeServer Server { get; }

    public string DatabasePath => Path.Combine(_folder.FullName, "desk.db");

    /// <summary>Exits that the exchange took, oldest first.</summary>
    public AcceptedOrder[] Exits => [.. Venue.AcceptedOrders.Where(
        static o => o.Id.Value.StartsWith("X-", StringComparison.Ordinal))];

    public static async Task<Market> OpenAsync()
    {
        var clock = new SwiftClock();
        var venue = new SimulatedVenue(Things.VenueOf(Tests.Account.OneWay, clock, Btc, Eth));
        venue.SetPrice(Btc.Id, 50_000m);
        venue.SetPrice(Eth.Id, 2_000m);
        return new Market(clock, venue, await Things.ServeAsync(Tests.Account.OneWay, venue, clock));
    }

    /// <summary>Options that wait for nothing longer than needed.</summary>
    public static RecoveryOptions Options() => new()
    {
        AllowShortStartupDelay = true,
        StartupDelay = TimeSpan.Zero,
        QueriesPerSecond = 1_000,
        MaxRecoveryTime = TimeSpan.FromMinutes(2),
        MaxWarmupTime = TimeSpan.FromHours(1),
        QueryTimeout = TimeSpan.FromSeconds(30),
        Policy = new ReconciliationOptions
        {
            VenueTimeout = TimeSpan.FromMilliseconds(10),
            SafetyMargin = TimeSpan.FromMilliseconds(10),
            AbsenceQuietPeriod = TimeSpan.FromMilliseconds(20),
        },
        Reconciliation = new CheckOptions { Enabled = false },
        State = new StateOptions
        {
            TakeOver = true,
            LeaseTime = TimeSpan.FromMinutes(1),
        },
    };

    public SqlitePositionStore OpenStore() =>
        Own(new SqlitePositionStore(new SqliteStoreOptions { Path = DatabasePath, Clock = Clock }));

    /// <summary>The account as a new process reaches it.</summary>
    public VenuePorts Connect() => BinanceVenue.Connect(Things.OptionsOf(Tests.Account.OneWay, Server, Clock) with
    {
        RecvWindow = TimeSpan.FromSeconds(5),
        RequestTimeout = TimeSpan.FromSeconds(10),
    });

    /// <summary>A new engine over the same database and the same exchange.</summary>
    public Engine NewEngine(CrashSwitch? life = null, IPositionStore? store = null)
    {
        life ??= new CrashSwitch();
        var strategy = new BracketStrategy();
        VenuePorts ports = Connect();
        var coordinator = new RecoveryCoordinator(new RecoverySetup
        {
            Trader = new("desk-7"),
            Store = life.Wrap(store ?? OpenStore()),
            Venues = [life.Wrap(ports)],
            Strategies = [life.Wrap(strategy)],
            Options = Options(),
            TimeProvider = Clock,
        });
        return Own(new Engine(coordinator, strategy, ports, life));
    }

    /// <summary>Skips time while something hangs, until it ends.</summary>
    public async Task<T> PassAsync<T>(Task<T> work, Func<bool>? isHanging = null)
    {
        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, Task.Delay(20));
            if (isHanging?.Invoke() == true)
            {
                Clock.Skip(TimeSpan.FromSeconds(1));
            }
        }

        return await work;
    }

    public T Own<T>(T owned)
        where T : IAsyncDisposable
    {
        _owned.Add(owned);
        return owned;
    }

    public async ValueTask DisposeAsync()
    {
        for (int i = _owned.Count - 1; i >= 0; i--)
        {
            await _owned[i].DisposeAsync();
        }
        await Server.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
