namespace PositionRecovery.Binance;

/// <summary>What is constant about an account's venue.</summary>
internal static class BinanceProfile
{
    /// <summary>How far a time stamp may be ahead of the venue's clock.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(1);

    internal static VenueProfile Of(BinanceOptions options)
    {
        bool isSpot = options.Product == BinanceProduct.Spot;
        return new VenueProfile
        {
            Venue = Naming.VenueOf(options.Account),
            Accounts = [options.Account],

            // A client order id is unique among open orders only; asking finds it, sending again may execute twice.
            SubmitGuarantee = SubmitGuarantee.QueryableById,
            MaxClientIdLength = 36,

            HistoryRetention = isSpot ? null : Limits.FuturesRetention,
            RequestLife = options.RecvWindow + Ahead,
            UnfilledOrderRetention = isSpot ? Limits.SpotUnfilledRetention : Limits.FuturesUnfilledRetention,
            OrderRetention = isSpot ? null : Limits.FuturesRetention,
            SupportsOneCancelsOther = isSpot,
            SupportsReduceOnly = !isSpot,
            TriggerOrderClass = isSpot ? OrderClass.Regular : OrderClass.Conditional,
        };
    }
}
