using PositionRecovery.Testing;

namespace PositionRecovery.Exchange.Tests;

/// <summary>Two venues, a server before them, and a client who can sign.</summary>
internal sealed class House : IAsyncDisposable
{
    private House(SimulatedVenue futures, SimulatedVenue spot, FakeTimeProvider clock, ExchangeServer server)
    {
        (Futures, Spot, Clock, Server) = (futures, spot, clock, server);
        Client = new Caller(server.BaseAddress, Key, () => futures.Now);
    }

    public static ExchangeKey Key { get; } = new() { Key = "test-key", Secret = "demo-secret-not-real-0001" };

    public static ExchangeKey Reader { get; } = new() { Key = "read-key", Secret = "another-secret", CanTrade = false };

    public static AccountId Account { get; } = new("main");

    public static InstrumentId Eth { get; } = new("BINANCE:ETHUSDT");

    public static InstrumentId SpotAda { get; } = new("BINANCE-SPOT:ADAUSDT");

    public SimulatedVenue Futures { get; }

    public SimulatedVenue Spot { get; }

    public FakeTimeProvider Clock { get; }

    public ExchangeServer Server { get; }

    public Caller Client { get; }

    public ExchangeControl Control => Server.Control;

    public static async Task<House> OpenAsync(
        bool isHedging = false, ExchangeLimits? limits = null, TimeProvider? clock = null, decimal feeRate = 0m)
    {
        var fake = new FakeTimeProvider(new DateTimeOffset(2026, 11, 2, 10, 0, 0, TimeSpan.Zero));
        SimulatedVenue futures = NewFutures(isHedging, clock ?? fake, feeRate);
        SimulatedVenue spot = NewSpot(clock ?? fake, feeRate);
        ExchangeServer server = await ExchangeServer.StartAsync(new ExchangeOptions
        {
            Futures = futures,
            Spot = spot,
            Keys = [Key, Reader],
            TimeProvider = clock ?? fake,
            HasControl = true,
            Limits = limits ?? ExchangeLimits.Futures,
        });
        return new House(futures, spot, fake, server);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }

    private static SimulatedVenue NewFutures(bool isHedging, TimeProvider clock, decimal feeRate)
    {
        var venue = new SimulatedVenue(new SimulatedVenueSetup
        {
            Venue = new VenueId("BINANCE"),
            Accounts =
            [
                new SimulatedAccount
                {
                    Id = Account,
                    Mode = isHedging ? PositionMode.Hedging : PositionMode.Netting,
                    Balances = new Dictionary<AssetId, decimal> { [new AssetId("USDT")] = 10_000m },
                    Leverage = 5m,
                },
            ],
            Instruments =
            [
                Perpetual(Eth, 0.1m, 0.001m),
                Perpetual(new InstrumentId("BINANCE:BTCUSDT"), 0.5m, 0.001m) with
                {
                    MinQuantity = 0.002m, MaxQuantity = 200m, MaxMarketQuantity = 100m, MinNotional = 30m,
                },
            ],
            TimeProvider = clock,
            FeeRate = feeRate,
        });
        venue.SetPrice(Eth, 4_000m);
        venue.SetPrice(new InstrumentId("BINANCE:BTCUSDT"), 60_000m);
        return venue;
    }

    private static SimulatedVenue NewSpot(TimeProvider clock, decimal feeRate)
    {
        var venue = new SimulatedVenue(new SimulatedVenueSetup
        {
            Venue = new VenueId("BINANCE-SPOT"),
            Accounts =
            [
                new SimulatedAccount
                {
                    Id = Account,
                    Balances = new Dictionary<AssetId, decimal>
                    {
                        [new AssetId("USDT")] = 1_000m, [new AssetId("ADA")] = 500m,
                    },
                },
            ],
            Instruments =
            [
                new InstrumentDefinition
                {
                    Id = SpotAda,
                    PriceIncrement = 0.0001m,
                    QuantityIncrement = 0.1m,
                    QuoteAsset = new AssetId("USDT"),
                    BaseAsset = new AssetId("ADA"),
                    IsSpot = true,
                },
            ],
            TimeProvider = clock,
            SeparatesConditionalOrders = false,
            FeeRate = feeRate,
            FeeIn = FeeCurrency.Received,
        });
        venue.SetPrice(SpotAda, 0.5m);
        return venue;
    }

    private static InstrumentDefinition Perpetual(InstrumentId id, decimal tick, decimal step) => new()
    {
        Id = id, PriceIncrement = tick, QuantityIncrement = step, QuoteAsset = new AssetId("USDT"),
    };
}
