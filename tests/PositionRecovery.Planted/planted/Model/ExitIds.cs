using System.Globalization;

namespace PositionRecovery;

/// <summary>Client order ids of the exits this library places: made from what an exit is for and nothing else, so that
/// a repeated recovery finds the one that was placed before.</summary>
internal static class ExitIds
{
    internal const string Prefix = "X-";

    /// <param name="key">Whose position it protects.</param>
    /// <param name="epoch">The life of the position.</param>
    /// <param name="purpose">What it is for.</param>
    /// <param name="leg">The strategy's name for it.</param>
    /// <param name="attempt">1, and one more after each that ended with something left to do.</param>
    internal static ClientOrderId Of(PositionKey key, EpochId epoch, string purpose, string leg, int attempt) =>
        new(ContentId.Of(
            Prefix,
            key.Account.Value,
            key.Instrument.Value,
            key.Side.ToString(),
            key.Strategy.Value,
            epoch.Value,
            purpose,
            leg,
            attempt.ToString(CultureInfo.InvariantCulture)));

    internal static bool IsOne(ClientOrderId id) => id.Value.StartsWith(Prefix, StringComparison.Ordinal);
}
