using PositionRecovery.Testing;

namespace PositionRecovery.Sample;

/// <summary>The exchange of the sample: simulated, with one account. Like the large futures exchanges it has no pairs
/// of orders of which one cancels the other, and keeps orders with a trigger apart from the others.</summary>
internal static class SampleExchange
{
    public static readonly AccountId Account = new("SIM:main");

    public static readonly AssetId Usdt = new("USDT");

    public static readonly IReadOnlyList<Listing> Listings =
    [
        Perpetual("BTCUSDT", 0.1m, 0.001m, 60_000m, 0.5m),
        Perpetual("ETHUSDT", 0.01m, 0.01m, 3_000m, 8m),
        Perpetual("SOLUSDT", 0.01m, 0.1m, 150m, 150m),
        Perpetual("BNBUSDT", 0.1m, 0.01m, 600m, 40m),
        Perpetual("XRPUSDT", 0.0001m, 1m, 0.5m, 40_000m),
    ];

    public static IEnumerable<string> Symbols => Listings.Select(static l => l.Symbol);

    public static Listing? Find(string symbol) =>
        Listings.FirstOrDefault(l => l.Symbol.Equals(symbol, StringComparison.OrdinalIgnoreCase));

    /// <param name="prices">Past prices, from which indicators warm up.</param>
    /// <param name="clock">The clock.</param>
    public static SimulatedVenue Open(Func<InstrumentId, DateTimeOffset, decimal> prices, TimeProvider clock)
    {
        var venue = new SimulatedVenue(new SimulatedVenueSetup
        {
            Accounts = [new SimulatedAccount
            {
                Id = Account, Identity = "uid-1", Balances = new Dictionary<AssetId, decimal> { [Usdt] = 100_000m },
            }],
            Instruments = [.. Listings.Select(static l => l.Definition)],
            SupportsOneCancelsOther = false,
            FeeRate = 0.0004m,
            PriceOf = prices,
            TimeProvider = clock,
        });
        foreach (Listing listing in Listings)
        {
            venue.SetPrice(listing.Id, prices(listing.Id, clock.GetUtcNow()));
        }

        return venue;
    }

    /// <summary>A price as the exchange would quote it.</summary>
    public static decimal Quoted(Listing listing, decimal price)
    {
        decimal tick = listing.Definition.PriceIncrement;
        return decimal.Round(price / tick, 0, MidpointRounding.ToEven) * tick;
    }

    private static Listing Perpetual(string symbol, decimal tick, decimal step, decimal price, decimal lot) => new(
        new InstrumentDefinition
        {
            Id = new("SIM:" + symbol), BaseAsset = new(symbol[..3]), QuoteAsset = Usdt,
            PriceIncrement = tick, QuantityIncrement = step,
        },
        price,
        lot);
}
