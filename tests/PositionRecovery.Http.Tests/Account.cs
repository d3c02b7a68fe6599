using PositionRecovery.Binance;
using PositionRecovery.Exchange;
using PositionRecovery.Testing;

namespace PositionRecovery.Http.Tests;

/// <summary>Which account is looked at, and how it is kept.</summary>
public enum Account
{
    OneWay,
    Hedge,
    Spot,
}

/// <summary>Names of things that are the same in all tests.</summary>
internal static class Things
{
    public static readonly ExchangeKey Key = new() { Key = "test-key", Secret = "demo-secret-not-real-0001" };

    public static readonly AssetId Usdt = new("USDT");

    public static AccountId IdOf(Account account) => new(account == Account.Spot ? "BINANCE:main" : "BINANCE-USDM:main");

    /// <summary>Limits that no test reaches that is not about them.</summary>
    public static ExchangeLimits Wide(ExchangeLimits limits) => limits with
    {
        WeightPerMinute = 1_000_000,
        Orders = [.. limits.Orders.Select(static o => (o.Interval, 100_000))],
    };

    public static InstrumentDefinition Instrument(Account account, string symbol, decimal tick, decimal step) => new()
    {
        Id = new($"{IdOf(account).Value.Split(':')[0]}:{symbol}"),
        PriceIncrement = tick,
        QuantityIncrement = step,
        QuoteAsset = Usdt,
        BaseAsset = new(symbol[..^4]),
        IsSpot = account == Account.Spot,
        MinQuantity = step,
        MaxQuantity = 500_000m,
        MaxMarketQuantity = 250_000m,
        MinNotional = 2m,
    };

    public static SimulatedVenueSetup VenueOf(
        Account account, TimeProvider clock, params IReadOnlyList<InstrumentDefinition> instruments) => new()
        {
            Venue = new(IdOf(account).Value.Split(':')[0]),
            Accounts =
            [
                new SimulatedAccount
                {
                    Id = IdOf(account),
                    Identity = "uid-1",
                    Mode = account == Account.Hedge ? PositionMode.Hedging : PositionMode.Netting,
                    Balances = new Dictionary<AssetId, decimal> { [Usdt] = 1_000_000m, [new("BTC")] = 10m },
                },
            ],
            Instruments = instruments,
            TimeProvider = clock,
            SeparatesConditionalOrders = account != Account.Spot,
            SupportsOneCancelsOther = account == Account.Spot,
            SupportsReduceOnly = account != Account.Spot,
        };

    /// <summary>The exchange before a venue. There is always a futures API; of a spot account it is an empty one.
    /// </summary>
    public static async Task<ExchangeServer> ServeAsync(
        Account account, SimulatedVenue venue, TimeProvider clock, ExchangeLimits? limits = null) =>
        await ExchangeServer.StartAsync(new ExchangeOptions
        {
            Futures = account == Account.Spot ? new SimulatedVenue(VenueOf(Account.OneWay, clock)) : venue,
            Spot = account == Account.Spot ? venue : null,
            Keys = [Key],
            TimeProvider = clock,
            Limits = limits ?? Wide(ExchangeLimits.Futures),
            SpotLimits = limits ?? Wide(ExchangeLimits.Spot),
        });

    public static BinanceOptions OptionsOf(Account account, ExchangeServer server, TimeProvider clock) => new()
    {
        Product = account == Account.Spot ? BinanceProduct.Spot : BinanceProduct.UsdMarginedFutures,
        Account = IdOf(account),
        ApiKey = Secret.FromText(Key.Key),
        ApiSecret = Secret.FromText(Key.Secret),
        BaseAddress = server.BaseAddress,
        RecvWindow = TimeSpan.FromSeconds(60),
        RequestTimeout = TimeSpan.FromMinutes(1),
        TimeProvider = clock,
    };
}
