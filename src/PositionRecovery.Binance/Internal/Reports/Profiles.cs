namespace PositionRecovery.Binance;

/// <summary>What is constant about each product.</summary>
internal static class Profiles
{
    internal static VenueProfile Of(BinanceProduct product, Naming names)
    {
        bool isSpot = product == BinanceProduct.Spot;
        return new VenueProfile
        {
            Venue = names.Venue,
            Accounts = [names.Account],
            SubmitGuarantee = SubmitGuarantee.QueryableById, // client ids are unique among open orders only
            MaxClientIdLength = 36,
            HistoryRetention = isSpot ? null : Limits.FuturesRetention,
            RequestLife = Limits.RequestLife,
            UnfilledOrderRetention = isSpot ? Limits.SpotUnfilledRetention : Limits.FuturesUnfilledRetention,
            OrderRetention = isSpot ? null : Limits.FuturesRetention,
            MaxParallelQueries = 4,
            SupportsOneCancelsOther = isSpot,
            SupportsReduceOnly = !isSpot,
            TriggerOrderClass = isSpot ? OrderClass.Regular : OrderClass.Conditional,
        };
    }
}
