namespace PositionRecovery.Binance;

/// <summary>How far back the venue shows things, and how much is read for one answer.</summary>
internal static class Limits
{
    /// <summary>Executions and income of futures are kept for three months, which are 89 days at least, orders for 90
    /// days.</summary>
    internal static readonly TimeSpan FuturesRetention = TimeSpan.FromDays(89);

    /// <summary>Orders of futures that ended without an execution.</summary>
    internal static readonly TimeSpan FuturesUnfilledRetention = TimeSpan.FromDays(3);

    /// <summary>The same on spot, where they are archived.</summary>
    internal static readonly TimeSpan SpotUnfilledRetention = TimeSpan.FromDays(90);

    /// <summary>How far ahead the end of what is asked for lies.</summary>
    internal static readonly TimeSpan Lead = TimeSpan.FromMinutes(1);

    /// <summary>The venue does not say whether it selects orders by when they were made or changed. What was made this
    /// long before is read as well.</summary>
    internal static readonly TimeSpan OrderAge = TimeSpan.FromDays(1);

    /// <summary>How long before its execution an order was made, where bookings show what older ones
    /// executed.</summary>
    internal static readonly TimeSpan BookedOrderAge = TimeSpan.FromDays(6);

    /// <summary>For so long the trace of what was traded is used again: what came after it is asked for.</summary>
    internal static readonly TimeSpan TraceLife = TimeSpan.FromMinutes(30);

    /// <summary>The most pages of one history.</summary>
    internal const int Pages = 60;

    /// <summary>The most pages of income for one answer: the weeks that are kept have one each. Each costs six times
    /// what other pages do.</summary>
    internal const int IncomePages = 13;

    /// <summary>The most pages of income to find the instruments that were traded.</summary>
    internal const int SearchPages = 5;

    /// <summary>The most weight that executions of a whole account may cost; an account that costs more is asked
    /// instrument by instrument.</summary>
    internal const int WideWeight = 1_000;

    /// <summary>How many calls of one answer are under way at once.</summary>
    internal const int AtOnce = 4;

    /// <summary>The longest stretch of time of one call.</summary>
    internal static TimeSpan LongestWindow(bool isSpot) =>
        (isSpot ? TimeSpan.FromDays(1) : TimeSpan.FromDays(7)) - TimeSpan.FromMinutes(1);
}
