using PositionRecovery.Sqlite;
using PositionRecovery.Testing;

namespace PositionRecovery.Recovery.Tests;

/// <summary>A venue that lives on, a database on disk, and engines that come and go.</summary>
internal sealed class Market : IAsyncDisposable
{
    public static readonly AccountId Account = new("SIM:main");
    public static readonly AssetId Usdt = new("USDT");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("position-recovery-");
    private readonly List<IAsyncDisposable> _owned = [];

    public Market(Func<SimulatedVenueSetup, SimulatedVenueSetup>? venue = null)
    {
        var setup = new SimulatedVenueSetup
        {
            Accounts = [new SimulatedAccount
            {
                Id = Account, Identity = "uid-1", Balances = new Dictionary<AssetId, decimal> { [Usdt] = 1_000_000m },
            }],
            Instruments = [Btc, Eth],
            TimeProvider = Clock,
        };
        Venue = new SimulatedVenue(venue?.Invoke(setup) ?? setup);
        Venue.SetPrice(Btc.Id, 50_000m);
        Venue.SetPrice(Eth.Id, 2_000m);
    }

    public static InstrumentDefinition Btc { get; } = Perpetual("BTCUSDT", 0.1m, 0.001m);

    public static InstrumentDefinition Eth { get; } = Perpetual("ETHUSDT", 0.01m, 0.01m);

    public SkippingClock Clock { get; } = new();

    public SimulatedVenue Venue { get; }

    public string DatabasePath => Path.Combine(_folder.FullName, "desk.db");

    public IEnumerable<AcceptedOrder> Exits => Venue.AcceptedOrders.Where(
        static o => o.Id.Value.StartsWith("X-", StringComparison.Ordinal));

    public static InstrumentDefinition Perpetual(string name, decimal tick, decimal step) => new()
    {
        Id = new("SIM:" + name), PriceIncrement = tick, QuantityIncrement = step, QuoteAsset = Usdt,
        BaseAsset = new(name[..3]),
    };

    /// <summary>Options that wait for nothing longer than needed.</summary>
    public static RecoveryOptions Options() => new()
    {
        AllowShortStartupDelay = true,
        StartupDelay = TimeSpan.Zero,
        QueriesPerSecond = 1_000,
        Policy = new ReconciliationOptions
        {
            RequestLife = TimeSpan.FromMilliseconds(10),
            VenueTimeout = TimeSpan.FromMilliseconds(10),
            SafetyMargin = TimeSpan.FromMilliseconds(10),
            AbsenceQuietPeriod = TimeSpan.FromMilliseconds(20),
        },
        Reconciliation = new CheckOptions { Enabled = false },
        State = new StateOptions { TakeOver = true, LeaseTime = TimeSpan.FromSeconds(60) },
    };

    public SqlitePositionStore OpenStore()
    {
        var store = new SqlitePositionStore(new SqliteStoreOptions { Path = DatabasePath });
        _owned.Add(store);
        return store;
    }

    /// <summary>Disposes something at the end.</summary>
    public T Own<T>(T owned)
        where T : IAsyncDisposable
    {
        _owned.Add(owned);
        return owned;
    }

    /// <summary>A new engine over the same database and the same venue.</summary>
    public Engine NewEngine(
        TrendStrategy? strategy = null,
        RecoveryOptions? options = null,
        CrashSwitch? life = null,
        IPositionStore? store = null,
        IReadOnlyList<VenuePorts>? venues = null)
    {
        life ??= new CrashSwitch();
        strategy ??= new TrendStrategy();
        var coordinator = new RecoveryCoordinator(new RecoverySetup
        {
            Trader = new("desk-7"),
            Store = life.Wrap(store ?? OpenStore()),
            Venues = [.. (venues ?? [Venue.Ports]).Select(life.Wrap)],
            Strategies = [life.Wrap(strategy)],
            Options = options ?? Options(),
            TimeProvider = Clock,
        });
        var engine = new Engine(coordinator, strategy, Venue, life);
        _owned.Add(engine);
        return engine;
    }

    public async ValueTask DisposeAsync()
    {
        for (int i = _owned.Count - 1; i >= 0; i--)
        {
            await _owned[i].DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }
}
