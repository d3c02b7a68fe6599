using System.Globalization;
using PositionRecovery;
using PositionRecovery.Exchange;
using PositionRecovery.Testing;

const string usage = """
    A simulated exchange over HTTP, on the loopback address.

      --port N        the port; 5080 by default, 0 for any
      --symbols A,B   what can be traded, each against USDT; BTCUSDT,ETHUSDT by default
      --price N       the price that the first symbol wanders around; 60000 by default
      --seed N        the same seed gives the same prices; 1 by default
      --every N       how many seconds between two prices; 1 by default, 0 for a price that stands still
      --hedge true    an account that keeps long and short positions apart
      --limits false  no limits of weight and orders
      --key, --secret what requests are signed with
    """;
string[] known = ["port", "symbols", "price", "seed", "every", "hedge", "limits", "key", "secret"];
IConfigurationRoot given = new ConfigurationBuilder().AddCommandLine(args).Build();
if (given.AsEnumerable().Any(p => !known.Contains(p.Key, StringComparer.OrdinalIgnoreCase)) || args.Contains("--help"))
{
    Console.WriteLine(usage);
    return args.Contains("--help") ? 0 : 2;
}

string Value(string name, string otherwise) => given[name] ?? otherwise;
int Number(string name, int otherwise) => given[name] is { } text
    ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

const decimal tick = 0.1m;
decimal around = decimal.Parse(Value("price", "60000"), CultureInfo.InvariantCulture);
string[] symbols = Value("symbols", "BTCUSDT,ETHUSDT").Split(',');
var walk = new MarketWalk(Number("seed", 1), tick);
decimal PriceOf(InstrumentId id, DateTimeOffset time)
{
    string symbol = Listing.SymbolOf(id);
    return walk.PriceOf(symbol, Array.IndexOf(symbols, symbol) == 0 ? around : around / 20m, time);
}

SimulatedVenue NewVenue(bool isSpot) => new(new SimulatedVenueSetup
{
    Venue = new VenueId(isSpot ? "BINANCE-SPOT" : "BINANCE"),
    Accounts =
    [
        new SimulatedAccount
        {
            Id = new AccountId("demo"),
            Mode = !isSpot && bool.Parse(Value("hedge", "false")) ? PositionMode.Hedging : PositionMode.Netting,
            Balances = new Dictionary<AssetId, decimal> { [new AssetId("USDT")] = 100_000m },
        },
    ],
    Instruments =
    [
        .. symbols.Select(s => new InstrumentDefinition
        {
            Id = new InstrumentId($"{(isSpot ? "BINANCE-SPOT" : "BINANCE")}:{s}"),
            PriceIncrement = tick,
            QuantityIncrement = 0.001m,
            QuoteAsset = new AssetId("USDT"),
            BaseAsset = new AssetId(s.Replace("USDT", string.Empty, StringComparison.Ordinal)),
            IsSpot = isSpot,
        }),
    ],
    SeparatesConditionalOrders = !isSpot,
    FeeRate = 0.0004m,
    FeeIn = isSpot ? FeeCurrency.Received : FeeCurrency.Profit,
    PriceOf = PriceOf,
});

SimulatedVenue futures = NewVenue(isSpot: false);
SimulatedVenue spot = NewVenue(isSpot: true);
void Move()
{
    foreach (SimulatedVenue venue in new[] { futures, spot })
    {
        foreach (string symbol in symbols)
        {
            var id = new InstrumentId($"{venue.Profile.Venue}:{symbol}");
            venue.SetPrice(id, PriceOf(id, venue.Now));
        }
    }
}

Move();
var key = new ExchangeKey { Key = Value("key", "demo-key"), Secret = Value("secret", "demo-secret-not-real") };
var options = new ExchangeOptions
{
    Futures = futures, Spot = spot, Keys = [key], Port = Number("port", 5080), HasControl = true,
};
if (!bool.Parse(Value("limits", "true")))
{
    ExchangeLimits none = ExchangeLimits.Futures with { WeightPerMinute = int.MaxValue, Orders = [] };
    options = options with { Limits = none, SpotLimits = none };
}

await using ExchangeServer server = await ExchangeServer.StartAsync(options);
Console.WriteLine($"address  {server.BaseAddress}");
Console.WriteLine($"key      {key.Key}");
Console.WriteLine($"secret   {key.Secret}");
Console.WriteLine("control  /control, without a key; end with Ctrl+C");
int every = Number("every", 1);
using ITimer? timer = every == 0 ? null : TimeProvider.System.CreateTimer(
    _ => Move(), null, TimeSpan.FromSeconds(every), TimeSpan.FromSeconds(every));
await server.WaitAsync();
return 0;
