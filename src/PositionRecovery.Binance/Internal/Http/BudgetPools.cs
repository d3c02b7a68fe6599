using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace PositionRecovery.Binance;

/// <summary>The budgets of this process: the venue counts by network address, so whoever shares that shares the budget,
/// whichever account is asked for. One for each clock, because tests have clocks of their own.</summary>
internal static class BudgetPools
{
    private static readonly ConditionalWeakTable<TimeProvider, ConcurrentDictionary<string, RequestBudget>> Pools = [];

    internal static RequestBudget Of(BinanceOptions options) =>
        Pools.GetValue(options.TimeProvider, static _ => new(StringComparer.Ordinal)).GetOrAdd(
            Addresses.Pool(options),
            static (_, options) => new RequestBudget(options.TimeProvider, RateLimits.Documented(options.Product)),
            options);
}
