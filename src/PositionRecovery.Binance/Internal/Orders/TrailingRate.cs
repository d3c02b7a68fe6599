using System.Globalization;

namespace PositionRecovery.Binance;

/// <summary>The venue wants to know how far a stop trails in parts of the price: percents in tenths on futures,
/// hundredths of a percent on Spot. A distance in money becomes one at the price of the moment, rounded down, so that
/// the stop never trails further behind than was asked for.</summary>
internal static class TrailingRate
{
    private const decimal LeastPercent = 0.1m;
    private const decimal MostPercent = 20m;
    private const decimal LeastBips = 10m;
    private const decimal MostBips = 2_000m;

    /// <summary>The rate, or why there is none.</summary>
    internal static (decimal Rate, string? Refusal) Of(bool isSpot, decimal distance, decimal price)
    {
        decimal exact = distance / price * (isSpot ? 10_000m : 100m);
        decimal rate = isSpot ? Math.Floor(exact) : Math.Floor(exact * 10m) / 10m;
        (decimal least, decimal most, string unit) = isSpot
            ? (LeastBips, MostBips, "hundredths of a percent")
            : (LeastPercent, MostPercent, "percent");
        return rate >= least && rate <= most
            ? (rate, null)
            : (0m, string.Create(
                CultureInfo.InvariantCulture,
                $"a trailing distance of {distance} at a price of {price} is {exact:0.###} {unit}; the venue takes "
                + $"{least} to {most}"));
    }
}
