using PositionRecovery;
using PositionRecovery.Testing;

namespace ApiExamples;

/// <summary>The exchange of one test: an account of its own for each name, found by whatever the test calls.
/// </summary>
internal sealed class Exchange
{
    public static readonly InstrumentDefinition Btc = new()
    {
        Id = new("BINANCE-USDM:BTCUSDT"), PriceIncrement = 0.1m, QuantityIncrement = 0.001m,
        QuoteAsset = new("USDT"), BaseAsset = new("BTC"),
    };

    private static readonly AsyncLocal<Exchange?> Local = new();

    private readonly TimeProvider _clock;
    private readonly Dictionary<AccountId, SimulatedVenue> _accounts = [];

    private Exchange(TimeProvider clock) => _clock = clock;

    public static Exchange Current => Local.Value ?? throw new InvalidOperationException("Open an exchange first.");

    public static Exchange Open(TimeProvider clock) => Local.Value = new Exchange(clock);

    public SimulatedVenue this[AccountId account]
    {
        get
        {
            if (!_accounts.TryGetValue(account, out SimulatedVenue? venue))
            {
                venue = new SimulatedVenue(new SimulatedVenueSetup
                {
                    Venue = new("BINANCE-USDM"), Accounts = [new() { Id = account, Identity = $"uid of {account}" }],
                    Instruments = [Btc], TimeProvider = _clock, PriceOf = static (_, _) => 60_000m,
                });
                venue.SetPrice(Btc.Id, 60_000m);
                _accounts.Add(account, venue);
            }

            return venue;
        }
    }

    public VenuePorts PortsOf(AccountId account) => this[account].Ports;
}
