namespace PositionRecovery.Binance;

/// <summary>What is constant about an account's venue.</summary>
internal static class BinanceProfile
{
    /// <summary>How long the venue itself may hold a request back before its engine takes it.</summary>
    private static readonly TimeSpan VenueTimeout = TimeSpan.FromSeconds(10);

    internal static VenueProfile Of(BinanceOptions options)
    {
        bool isSpot = options.Product == BinanceProduct.Spot;
        return new VenueProfile
        {
            Venue = Symbols.Venue(options.Account),
            Accounts = [options.Account],

            // A client order id is unique among open orders only; asking finds it, sending again may execute twice.
            SubmitGuarantee = SubmitGuarantee.QueryableById,
            MaxClientIdLength = 36,

            // Futures keep executions for three months (89 days at least); Spot keeps them all.
            HistoryRetention = isSpot ? null : TimeSpan.FromDays(89),
            RequestLife = options.RecvWindow + VenueTimeout,
            UnfilledOrderRetention = TimeSpan.FromDays(isSpot ? 90 : 3),
            OrderRetention = isSpot ? null : TimeSpan.FromDays(90),
            SupportsOneCancelsOther = isSpot,
            SupportsReduceOnly = !isSpot,
            TriggerOrderClass = isSpot ? OrderClass.Regular : OrderClass.Conditional,
        };
    }
}
