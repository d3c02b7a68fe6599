using System.Globalization;
using System.Web;
using PositionRecovery.Binance;
using PositionRecovery.Exchange;
using PositionRecovery.Testing;
using Xunit.Abstractions;

namespace PositionRecovery.Http.Tests;

/// <summary>Accounts of many symbols, at an exchange that counts as Binance does. The clock runs fast; what is counted
/// is its time.</summary>
public sealed class LargeAccountTests(ITestOutputHelper output)
{
    private const int Symbols = 500;
    private const int Active = 100;
    private static readonly AccountId Id = Things.IdOf(Account.OneWay);

    [Fact]
    public async Task Start_FiveHundredSymbolsWereTraded_StaysWithinTheLimitsAndReadsActiveOnesFirst()
    {
        await using Large large = await Large.OpenAsync(traded: Symbols, trades: 40, orders: 10);
        Assert.Equal((Symbols * 40, Active * 10), (large.Venue.FillsOf(Id).Count, large.Venue.OpenOrdersOf(Id).Count));
        RecoveryReport report = await large.StartAsync(TimeSpan.FromHours(1));
        output.WriteLine(large.Figures());

        large.IsWithinLimits();
        Assert.Equal(RecoveryOutcome.Ready, report.Outcome);
        string[] asked = [.. large.Trades.Select(SymbolOf).Distinct()];
        Assert.Equal(Symbols, asked.Length);
        Assert.All(asked.Take(Active), static s => Assert.True(IsActive(s), $"{s} was asked for too early"));

        // What active ones need fits in the first minute.
        long first = large.Trades.First(static r => !IsActive(SymbolOf(r))).Number;
        Assert.InRange(large.Server.Requests.Where(r => r.Number < first).Sum(static r => r.Weight), 1, 2_400);
        large.TellsHowFarItIs();
    }

    /// <summary>What the time does not suffice for stays shut; what was read is open.</summary>
    [Fact]
    public async Task Start_TimeSufficesForActiveOnes_KeepsTheOthersShut()
    {
        await using Large large = await Large.OpenAsync(traded: Symbols, trades: 40, orders: 10);
        RecoveryReport report = await large.StartAsync(TimeSpan.FromMinutes(4));
        output.WriteLine(large.Figures());

        large.IsWithinLimits();
        Assert.True(report.Outcome == RecoveryOutcome.Degraded, string.Join('\n', report.Problems.TakeLast(9)));
        output.WriteLine($"{large.OpenAfterwards.Count} are open");
        Assert.InRange(large.OpenAfterwards.Count, Active, Symbols - 1);
        Assert.Empty(Enumerable.Range(0, Symbols).Where(IsActive).Select(Name).Except(large.OpenAfterwards));
        Assert.Empty(large.OpenAfterwards.Except(large.Trades.Select(SymbolOf)));
        large.TellsHowFarItIs();
    }

    /// <summary>From empty books 30 days are read, which the API shows week by week. All of it fits in what may be asked
    /// in one minute, so that nothing waits: how long it takes is a matter of the line, and is told and not asserted.
    /// </summary>
    [Theory]
    [InlineData(null)]
    [InlineData(24)]
    public async Task Start_AHundredActiveSymbols_NeverWaitsForTheLimits(int? hours)
    {
        await using Large large = await Large.OpenAsync(traded: Active, trades: 200, orders: 10);
        RecoveryReport report = await large.StartAsync(
            TimeSpan.FromHours(1), hours is { } back ? TimeSpan.FromHours(back) : null);
        output.WriteLine(large.Figures());

        large.IsWithinLimits();
        Assert.Equal(RecoveryOutcome.Ready, report.Outcome);
        Assert.InRange(large.Server.Requests.Sum(static r => r.Weight), 1, 2_400);
    }

    private static string Name(int symbol) => string.Create(CultureInfo.InvariantCulture, $"S{symbol:D3}USDT");

    // Every fifth, so that names do not tell.
    private static bool IsActive(int symbol) => symbol % 5 == 4;

    private static bool IsActive(string symbol) => IsActive(int.Parse(symbol.AsSpan(1, 3), CultureInfo.InvariantCulture));

    private static string SymbolOf(RequestRecord request) => HttpUtility.ParseQueryString(request.Parameters)["symbol"]!;

    private sealed class Large : IAsyncDisposable
    {
        private readonly SwiftClock _clock;
        private readonly InMemoryPositionStore _store = new();
        private readonly List<RecoveryEvent> _events = [];
        private RecoveryCoordinator? _coordinator;

        private Large(SwiftClock clock, SimulatedVenue venue, ExchangeServer server) =>
            (_clock, Venue, Server) = (clock, venue, server);

        /// <summary>Symbols that could be entered when it had recovered.</summary>
        internal HashSet<string> OpenAfterwards { get; private set; } = [];

        internal IEnumerable<RequestRecord> Trades =>
            Server.Requests.Where(static r => r.Path == "/fapi/v1/userTrades");

        internal SimulatedVenue Venue { get; }

        internal ExchangeServer Server { get; }

        /// <param name="traded">How many symbols were traded, the active ones among them.</param>
        /// <param name="trades">How many trades each of them has.</param>
        /// <param name="orders">How many orders work in each active one.</param>
        internal static async Task<Large> OpenAsync(int traded, int trades, int orders)
        {
            var clock = new SwiftClock();
            InstrumentDefinition[] instruments =
                [.. Enumerable.Range(0, Symbols).Select(static i => Things.Instrument(Account.OneWay, Name(i), 0.1m, 0.1m))];
            var venue = new SimulatedVenue(Things.VenueOf(Account.OneWay, clock, instruments));
            venue.Arrange(new VenueScene
            {
                Account = Id,
                Marks = [.. instruments.Select(i => new MarkReport { Account = Id, Instrument = i.Id, Mark = 100m })],
            });
            var scene = new SceneBuilder(venue.Now, trades, orders);
            for (int i = 0; i < Symbols; i++)
            {
                if (IsActive(i) || traded == Symbols)
                {
                    scene.Add(instruments[i].Id, IsActive(i));
                }
            }

            venue.Arrange(scene.Scene);
            return new Large(clock, venue, await Things.ServeAsync(Account.OneWay, venue, clock, ExchangeLimits.Futures));
        }

        /// <summary>Recovers. Nothing opens before it ends.</summary>
        internal async Task<RecoveryReport> StartAsync(TimeSpan time, TimeSpan? lookback = null)
        {
            RecoveryOptions options = Market.Options();
            options.Reconciliation.LookbackMinutes = (int?)lookback?.TotalMinutes;
            options.QueriesPerSecond = 1_000; // the venue's limits are to hold without the pace of the library
            options.QueryTimeout = TimeSpan.FromMinutes(5);
            options.MaxRecoveryTime = time;
            options.OnFailure = FailurePolicy.Degraded;
            VenuePorts ports = BinanceVenue.Connect(Things.OptionsOf(Account.OneWay, Server, _clock) with
            {
                IsReadOnly = true,
                RequestTimeout = TimeSpan.FromMinutes(2),
            });
            _coordinator = new RecoveryCoordinator(new RecoverySetup
            {
                Trader = new("desk-7"), Store = _store, Venues = [ports], Strategies = [], Options = options,
                TimeProvider = _clock,
            });
            Task watching = WatchAsync(_coordinator);
            Task<RecoveryReport> starting = _coordinator.StartAsync(CancellationToken.None);
            await PassAsync(starting);
            RecoveryReport report = await starting;
            OpenAfterwards = [.. Enumerable.Range(0, Symbols).Select(Name).Where(IsOpen)];
            await _coordinator.DisposeAsync();
            await watching;
            return report;
        }

        private bool IsOpen(string symbol) => _coordinator!.Gate.Check(RequestOf(symbol)).IsOpen;

        /// <summary>That it was shown how far the reading is, and that it went on.</summary>
        internal void TellsHowFarItIs()
        {
            double[] told = [.. _events.Where(static e => e is { Phase: RecoveryPhase.Query, Progress: > 0 and < 1 })
                .Select(static e => e.Progress!.Value)];
            Assert.True(told.Distinct().Count() > 3, string.Join(' ', told.Distinct()));
            Assert.Equal(told.Order(), told);
        }

        private static GateRequest RequestOf(string symbol) => new()
        {
            Strategy = new("manual"), Account = Id, Instrument = new($"BINANCE-USDM:{symbol}"),
            Action = OrderAction.Enter,
        };

        private async Task WatchAsync(RecoveryCoordinator coordinator)
        {
            await foreach (RecoveryEvent happened in coordinator.WatchAsync())
            {
                lock (_events)
                {
                    _events.Add(happened);
                }
            }
        }

        /// <summary>Skips time while it waits for the limits: nearly all of the minute's weight is used, and nothing was
        /// asked for a while.</summary>
        private async Task PassAsync(Task work)
        {
            int seen = -1;
            int still = 0;
            while (!work.IsCompleted)
            {
                await Task.WhenAny(work, Task.Delay(25));
                int asked = Server.Requests.Count;
                still = asked == seen ? still + 1 : 0;
                seen = asked;
                DateTimeOffset minute = _clock.GetUtcNow().AddMinutes(-1);
                if (still >= 4 && _coordinator!.Phase == RecoveryPhase.Query
                    && Server.Requests.Where(r => r.At > minute).Sum(static r => r.Weight) > 2_000)
                {
                    Assert.False(IsOpen(Name(4)), "it is open while it is read");
                    _clock.Skip(TimeSpan.FromSeconds(5));
                    still = 0;
                }
            }
        }

        internal void IsWithinLimits()
        {
            Assert.InRange(Server.HeaviestMinute(), 1, 2_400);
            Assert.Equal(0, Server.IgnoredLimits);
            Assert.DoesNotContain(Server.Requests, static r => r.IsLimited);
        }

        internal string Figures() => string.Create(
            CultureInfo.InvariantCulture,
            $"{Server.Requests.Count} requests of {Server.Requests.Sum(static r => r.Weight)} weight; heaviest minute {Server.HeaviestMinute()}; ")
            + string.Join(", ", Server.Requests.GroupBy(static r => r.Path).Select(static g => $"{g.Key} {g.Count()}"))
            + "; " + _coordinator!.LastReport!.Summary;

        public async ValueTask DisposeAsync()
        {
            await Server.DisposeAsync();
            await _store.DisposeAsync();
        }
    }

    /// <summary>Every symbol was bought and sold by orders of ten executions, over four weeks; of active ones a bit is
    /// left.</summary>
    private sealed class SceneBuilder(DateTimeOffset now, int trades, int orders)
    {
        private const int Each = 10;

        private readonly List<OrderReport> _orders = [];
        private readonly List<FillReport> _fills = [];
        private readonly List<PositionReport> _positions = [];
        private long _number;

        internal VenueScene Scene => new()
        {
            Account = Id, Orders = _orders, Fills = _fills, Positions = _positions,
        };

        internal void Add(InstrumentId instrument, bool isActive)
        {
            int count = trades / Each;
            for (int i = 0; i < count; i++)
            {
                bool isKept = isActive && i == count - 1;
                TimeSpan age = (TimeSpan.FromDays(28) * (count - i) / (count + 1)) + TimeSpan.FromMinutes(_orders.Count);
                Trade(instrument, i % 2 == 0 || isKept ? OrderSide.Buy : OrderSide.Sell, now - age);
            }

            if (!isActive)
            {
                return;
            }

            _positions.Add(new PositionReport
            {
                Account = Id, Instrument = instrument, Quantity = 2m * Each, AveragePrice = 100m,
                UpdatedAt = _fills[^1].At,
            });
            for (int i = 0; i < orders; i++)
            {
                bool isStop = i % 2 == 1;
                DateTimeOffset made = now.AddMinutes(-_orders.Count);
                _orders.Add(Order(instrument, OrderSide.Sell, made) with
                {
                    Status = OrderStatus.Accepted,
                    Quantity = 0.1m,
                    Filled = 0m,
                    AveragePrice = null,
                    Type = isStop ? OrderType.StopMarket : OrderType.Limit,
                    Class = isStop ? OrderClass.Conditional : OrderClass.Regular,
                    Price = isStop ? null : 110m + i,
                    TriggerPrice = isStop ? 90m - i : null,
                });
            }
        }

        private void Trade(InstrumentId instrument, OrderSide side, DateTimeOffset at)
        {
            OrderReport order = Order(instrument, side, at);
            _orders.Add(order);
            for (int i = 0; i < Each; i++)
            {
                _fills.Add(new FillReport
                {
                    Account = Id, Instrument = instrument, Side = side, Quantity = 1m, Price = 100m,
                    Fee = 0.04m, FeeAsset = Things.Usdt,
                    Trade = new((++_number).ToString(CultureInfo.InvariantCulture)), VenueOrder = order.VenueOrder,
                    ClientOrder = order.ClientOrder, At = at.AddMilliseconds(i + 1),
                });
            }
        }

        private OrderReport Order(InstrumentId instrument, OrderSide side, DateTimeOffset at) => new()
        {
            Account = Id, Instrument = instrument, Side = side, Type = OrderType.Market, Status = OrderStatus.Filled,
            Quantity = Each, Filled = Each, AveragePrice = 100m, TimeInForce = TimeInForce.GoodTilCanceled,
            VenueOrder = new((++_number).ToString(CultureInfo.InvariantCulture)),
            ClientOrder = new($"web-{_number}"), CreatedAt = at, UpdatedAt = at.AddMilliseconds(Each),
        };
    }
}
