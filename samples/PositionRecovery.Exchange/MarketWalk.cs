namespace PositionRecovery.Exchange;

/// <summary>Prices that wander by a seed: the same seed gives the same price at the same time, for bars and for the
/// market alike.</summary>
internal sealed class MarketWalk(int seed, decimal tick)
{
    private static readonly (double Minutes, double Share)[] Waves = [(1_440, 0.04), (97, 0.012), (11, 0.004), (2, 0.001)];

    internal decimal PriceOf(string symbol, decimal around, DateTimeOffset time)
    {
        double minutes = (time - DateTimeOffset.UnixEpoch).TotalMinutes;
        int start = symbol.Aggregate(seed, static (hash, c) => unchecked((hash * 31) + c));
        double change = Waves.Select((w, i) =>
            w.Share * Math.Sin((2 * Math.PI * minutes / w.Minutes) + ((start % 1_000 * (i + 1)) / 100.0))).Sum();
        return Math.Round(around * (decimal)(1 + change) / tick) * tick;
    }
}
