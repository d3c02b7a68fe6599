using System.Globalization;

namespace PositionRecovery.Binance;

/// <summary>The calls that read, with what each costs of the request weight. A parameter that is <c>null</c> is left
/// out.</summary>
internal sealed class Calls(BinanceProduct product)
{
    /// <summary>The most rows of a page.</summary>
    internal const int PageSize = 1_000;

    /// <summary>The rows of a page when the venue goes by its default, whatever was asked for: a page of so many may be
    /// cut, one of fewer is not.</summary>
    internal const int DefaultPageSize = 500;

    /// <inheritdoc cref="DefaultPageSize"/>
    internal const int DefaultIncomePageSize = 100;

    /// <summary>The weight of a page of executions of futures.</summary>
    internal const int TradesCost = 5;

    /// <summary>The most rows of a page of forced orders.</summary>
    internal const int ForcedPageSize = 100;

    /// <inheritdoc cref="DefaultPageSize"/>
    internal const int DefaultForcedPageSize = 50;

    private readonly string _root = product switch
    {
        BinanceProduct.UsdMarginedFutures => "/fapi/v1/",
        BinanceProduct.CoinMarginedFutures => "/dapi/v1/",
        BinanceProduct.Spot => "/api/v3/",
        _ => throw new ArgumentOutOfRangeException(nameof(product), product, $"Product is {product}."),
    };

    internal BinanceProduct Product => product;

    internal bool IsSpot => product == BinanceProduct.Spot;

    private bool IsUsd => product == BinanceProduct.UsdMarginedFutures;

    private string Newest => IsUsd ? "/fapi/v3/" : _root;

    internal ApiRequest AccountConfig() => Get(_root + "accountConfig", 5);

    internal ApiRequest PositionMode() => Get(_root + "positionSide/dual", 30);

    internal ApiRequest Balance() => Get(Newest + "balance", IsUsd ? 5 : 1);

    /// <summary>COIN-M has no choice of a symbol.</summary>
    internal ApiRequest Positions(string? symbol) => IsUsd
        ? Get(Newest + "positionRisk", 5, ("symbol", symbol))
        : Get(Newest + "positionRisk", 1);

    internal ApiRequest SpotAccount() => Get(_root + "account", 20, ("omitZeroBalances", "true"));

    internal ApiRequest OpenOrders(string? symbol) => Get(
        _root + "openOrders",
        symbol is null ? (IsSpot ? 80 : 40) : (IsSpot ? 6 : 1),
        ("symbol", symbol));

    internal ApiRequest OpenAlgoOrders(string? symbol) =>
        Get(_root + "openAlgoOrders", symbol is null ? 40 : 1, ("symbol", symbol));

    internal ApiRequest Order(string symbol, string? id, string? clientId) => Get(
        _root + "order", IsSpot ? 4 : 1, ("symbol", symbol), ("orderId", id), ("origClientOrderId", clientId));

    internal ApiRequest AlgoOrder(string? id, string? clientId) =>
        Get(_root + "algoOrder", 1, ("algoId", id), ("clientAlgoId", clientId));

    /// <summary>The first order of this id or a later one.</summary>
    internal ApiRequest AlgoOrdersFrom(string symbol, string id) =>
        Get(_root + "allAlgoOrders", 5, ("symbol", symbol), ("algoId", id), ("limit", "1"));

    internal ApiRequest AllOrders(string? symbol, Window window) => Get(
        _root + "allOrders", IsSpot ? 20 : 5,
        ("symbol", symbol), ("startTime", window.Start), ("endTime", window.End), ("limit", Text(PageSize)));

    /// <summary>Spot: the most recent ones.</summary>
    internal ApiRequest LatestOrders(string symbol) =>
        Get(_root + "allOrders", 20, ("symbol", symbol), ("limit", Text(PageSize)));

    internal ApiRequest AllAlgoOrders(string symbol, Window window) => Get(
        _root + "allAlgoOrders", 5,
        ("symbol", symbol), ("startTime", window.Start), ("endTime", window.End), ("limit", Text(PageSize)));

    internal ApiRequest ForceOrders(string? symbol, Window window) => Get(
        _root + "forceOrders", symbol is null ? 50 : 20,
        ("symbol", symbol), ("startTime", window.Start), ("endTime", window.End), ("limit", Text(ForcedPageSize)));

    internal ApiRequest Trades(string symbol, Window window) => Get(
        TradesPath, TradesWeight,
        ("symbol", symbol), ("startTime", window.Start), ("endTime", window.End), ("limit", Text(PageSize)));

    internal ApiRequest TradesFrom(string symbol, long id) => Get(
        TradesPath, TradesWeight, ("symbol", symbol), ("fromId", Text(id)), ("limit", Text(PageSize)));

    internal ApiRequest LatestTrades(string symbol) =>
        Get(TradesPath, TradesWeight, ("symbol", symbol), ("limit", Text(PageSize)));

    internal ApiRequest Income(string? symbol, string? type, Window window) => Get(
        _root + "income", 30,
        ("symbol", symbol), ("incomeType", type), ("startTime", window.Start), ("endTime", window.End),
        ("limit", Text(PageSize)));

    internal ApiRequest ExchangeInfo(string? symbol) => IsSpot
        ? Public(_root + "exchangeInfo", 20, ("symbol", symbol))
        : Public(_root + "exchangeInfo", 1);

    internal ApiRequest PremiumIndex(string? symbol) =>
        Public(_root + "premiumIndex", symbol is null ? 10 : 1, ("symbol", symbol));

    internal ApiRequest BookTicker(string? symbol) => Public(
        _root + "ticker/bookTicker", symbol is null ? (IsSpot ? 4 : 5) : 2, ("symbol", symbol));

    private string TradesPath => _root + (IsSpot ? "myTrades" : "userTrades");

    private int TradesWeight => IsSpot ? 20 : TradesCost;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static ApiRequest Public(string path, int weight, params ReadOnlySpan<(string, string?)> parameters) =>
        Get(path, weight, parameters) with { Security = ApiSecurity.Public };

    private static ApiRequest Get(
        string path, int weight, params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var given = new List<(string Name, string Value)>(parameters.Length);
        foreach ((string name, string? value) in parameters)
        {
            if (value is not null)
            {
                given.Add((name, value));
            }
        }

        return new ApiRequest { Method = HttpMethod.Get, Path = path, Parameters = given, Weight = weight };
    }
}
