namespace PositionRecovery.Binance;

/// <summary>A kind of account at Binance; each has an interface of its own.</summary>
public enum BinanceProduct
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>USDⓈ-margined futures (fapi).</summary>
    UsdMarginedFutures = 1,

    /// <summary>Coin-margined futures (dapi).</summary>
    CoinMarginedFutures = 2,

    /// <summary>Spot (api).</summary>
    Spot = 3,
}
