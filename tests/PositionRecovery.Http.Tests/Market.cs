using PositionRecovery.Binance;
using PositionRecovery.Exchange;
using PositionRecovery.Redis.Tests;
using PositionRecovery.Sqlite;
using PositionRecovery.Testing;

namespace PositionRecovery.Http.Tests;

/// <summary>An exchange that lives on, reached over HTTP; a database on disk or a Redis; and engines that come and go.
/// </summary>
internal sealed class Market : IAsyncDisposable
{
    /// <summary>An order may be sent for as long.</summary>
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(10);

    /// <summary>After it a request can arrive no more, and what an engine had under way is too old: longer than a
    /// recovery may take, so that nobody waits for it, and than a slow machine needs for anything.</summary>
    public static readonly TimeSpan LongAfter = LeaseTime + TimeSpan.FromMinutes(2);

    private static readonly TimeSpan RequestTimeout = TimeSpan.FromMinutes(1);

    private static int _traders;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("position-recovery-http-");
    private readonly List<IAsyncDisposable> _owned = [];

    private readonly RedisServer? _redis;

    private Market(SwiftClock clock, SimulatedVenue venue, ExchangeServer server, RedisServer? redis)
    {
        (Clock, Venue, Server, _redis) = (clock, venue, server, redis);
        Trader = new($"desk-{Interlocked.Increment(ref _traders)}");

        // Nobody waits for what hangs: its time is over at once.
        server.Control.Hung += _ => Task.Run(() => clock.Skip(RequestTimeout));
    }

    public static AccountId Account { get; } = Things.IdOf(Tests.Account.OneWay);

    public static InstrumentDefinition Btc { get; } = Things.Instrument(Tests.Account.OneWay, "BTCUSDT", 0.1m, 0.001m);

    public static InstrumentDefinition Eth { get; } = Things.Instrument(Tests.Account.OneWay, "ETHUSDT", 0.01m, 0.01m);

    /// <summary>One of its own: all markets share a Redis.</summary>
    public TraderId Trader { get; }

    public SwiftClock Clock { get; }

    public SimulatedVenue Venue { get; }

    public ExchangeServer Server { get; }

    public string DatabasePath => Path.Combine(_folder.FullName, "desk.db");

    /// <summary>Exits that the exchange took, oldest first.</summary>
    public AcceptedOrder[] Exits => [.. Venue.AcceptedOrders.Where(
        static o => o.Id.Value.StartsWith("X-", StringComparison.Ordinal))];

    public static async Task<Market> OpenAsync(RedisServer? redis = null)
    {
        var clock = new SwiftClock();
        var venue = new SimulatedVenue(Things.VenueOf(Tests.Account.OneWay, clock, Btc, Eth));
        venue.SetPrice(Btc.Id, 50_000m);
        venue.SetPrice(Eth.Id, 2_000m);
        return new Market(clock, venue, await Things.ServeAsync(Tests.Account.OneWay, venue, clock), redis);
    }

    /// <summary>Options that wait for nothing longer than needed.</summary>
    public static RecoveryOptions Options() => new()
    {
        AllowShortStartupDelay = true,
        StartupDelay = TimeSpan.Zero,
        QueriesPerSecond = 1_000,
        MaxRecoveryTime = LeaseTime / 2, // a request may be under way for longer: nobody waits for it
        MaxWarmupTime = TimeSpan.FromHours(1),
        QueryTimeout = TimeSpan.FromMinutes(2),
        SubmitTimeout = TimeSpan.FromMinutes(2),
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
            LeaseTime = LeaseTime,
            StoreTimeout = TimeSpan.FromMinutes(1),
            IntentTimeout = TimeSpan.FromMinutes(1),
        },
    };

    public IPositionStore OpenStore() => Own<IPositionStore>(_redis is { } server
        ? Stores.At(server)
        : new SqlitePositionStore(new SqliteStoreOptions { Path = DatabasePath, Clock = Clock }));

    /// <summary>The account as a new process reaches it.</summary>
    public VenuePorts Connect() => BinanceVenue.Connect(Things.OptionsOf(Tests.Account.OneWay, Server, Clock) with
    {
        RecvWindow = TimeSpan.FromMinutes(1),
        RequestTimeout = RequestTimeout,
    });

    /// <summary>A new engine over the same database and the same exchange.</summary>
    public Engine NewEngine(CrashSwitch? life = null)
    {
        life ??= new CrashSwitch();
        var strategy = new BracketStrategy();
        VenuePorts ports = Connect();
        var coordinator = new RecoveryCoordinator(new RecoverySetup
        {
            Trader = Trader,
            Store = life.Wrap(OpenStore()),
            Venues = [life.Wrap(ports)],
            Strategies = [life.Wrap(strategy)],
            Options = Options(),
            TimeProvider = Clock,
        });
        return Own(new Engine(coordinator, strategy, ports, life));
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
