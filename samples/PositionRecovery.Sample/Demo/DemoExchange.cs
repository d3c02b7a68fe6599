using PositionRecovery.Exchange;
using PositionRecovery.Testing;

namespace PositionRecovery.Sample;

/// <summary>The exchange of the demo: over HTTP on this machine, as a real one is reached.</summary>
internal static class DemoExchange
{
    /// <summary>Where the engine finds its key, and the secret of it. Arguments can be read by everybody.</summary>
    public const string KeyVariable = "DEMO_EXCHANGE_KEY";

    /// <inheritdoc cref="KeyVariable"/>
    public const string SecretVariable = "DEMO_EXCHANGE_SECRET";

    public static ExchangeKey Key { get; } = new() { Key = "demo-key", Secret = "demo-secret" };

    /// <param name="venue">What is behind it.</param>
    /// <param name="stopping">Ends the start early.</param>
    public static Task<ExchangeServer> StartAsync(SimulatedVenue venue, CancellationToken stopping) =>
        ExchangeServer.StartAsync(
            new ExchangeOptions
            {
                Futures = venue,
                Keys = [Key],

                // The demo looks more often than one would look at a real exchange, so that nobody has to wait.
                Limits = ExchangeLimits.Futures with { WeightPerMinute = 100_000 },
            },
            stopping);
}
