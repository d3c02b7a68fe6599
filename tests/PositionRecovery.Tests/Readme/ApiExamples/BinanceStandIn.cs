using ApiExamples;

// What the examples use of the adapter, over a simulated venue.
namespace PositionRecovery.Binance;

/// <summary>A kind of account.</summary>
internal enum BinanceProduct
{
    Unknown = 0,
    UsdMarginedFutures = 1,
}

/// <summary>How to reach an account.</summary>
internal sealed record BinanceOptions
{
    public required BinanceProduct Product { get; init; }

    public required AccountId Account { get; init; }

    public required Secret ApiKey { get; init; }

    public required Secret ApiSecret { get; init; }
}

/// <summary>Wires the ports of an account.</summary>
internal static class BinanceVenue
{
    public static VenuePorts Connect(BinanceOptions options) => Exchange.Current.PortsOf(options.Account);
}
