namespace PositionRecovery.Binance;

/// <summary>Where the venue's interfaces are.</summary>
internal static class Addresses
{
    private const string SpotLive = "https://api.binance.com";

    /// <summary>The address before the path of a call, without a slash at its end.</summary>
    internal static string Of(BinanceOptions options) => Text(options.BaseAddress) ?? (options.Product, options.Network)
        switch
    {
        (BinanceProduct.UsdMarginedFutures, BinanceNetwork.Live) => "https://fapi.binance.com",
        (BinanceProduct.UsdMarginedFutures, _) => "https://demo-fapi.binance.com",
        (BinanceProduct.CoinMarginedFutures, BinanceNetwork.Live) => "https://dapi.binance.com",
        (BinanceProduct.CoinMarginedFutures, _) => "https://demo-dapi.binance.com",
        (BinanceProduct.Spot, BinanceNetwork.Live) => SpotLive,
        _ => "https://testnet.binance.vision",
    };

    /// <summary>Where the rights of a key are asked for; <c>null</c> where nobody knows them.</summary>
    internal static string? OfKeyCheck(BinanceOptions options) => Text(options.KeyCheckAddress)
        ?? (options.BaseAddress is null && options.Network == BinanceNetwork.Live ? SpotLive : null);

    /// <summary>Accounts of one pool are counted together: the futures share their limits.</summary>
    internal static string Pool(BinanceOptions options)
    {
        string family = options.Product == BinanceProduct.Spot ? "spot" : "futures";
        return $"{family} {options.BaseAddress?.Authority ?? options.Network.ToString()}";
    }

    /// <summary>The beginning of the product's paths.</summary>
    internal static string Root(BinanceProduct product) => product switch
    {
        BinanceProduct.UsdMarginedFutures => "/fapi/v1",
        BinanceProduct.CoinMarginedFutures => "/dapi/v1",
        _ => "/api/v3",
    };

    private static string? Text(Uri? address) => address?.AbsoluteUri.TrimEnd('/');
}
