using System.Globalization;
using System.Text;

namespace PositionRecovery.Binance.Tests;

/// <summary>Answers as the venue gives them, with invented numbers.</summary>
internal static class Payload
{
    internal static readonly Naming Usdm = new(new AccountId("BINANCE-USDM:main"));
    internal static readonly Naming Coinm = new(new AccountId("BINANCE-COINM:main"));
    internal static readonly Naming Spot = new(new AccountId("BINANCE-SPOT:main"));

    internal static Naming NamesOf(string file) =>
        file[..file.IndexOf('-', StringComparison.Ordinal)] switch { "usdm" => Usdm, "coinm" => Coinm, _ => Spot };

    internal static byte[] Of(string file) =>
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", file + ".json"));

    internal static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    internal static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    internal static decimal D(string number) => decimal.Parse(number, CultureInfo.InvariantCulture);

    /// <summary>Every mapping by the name of the endpoint, as a list of what it reports and its fault.</summary>
    internal static (IReadOnlyList<VenueReport> Reports, string? Fault) Map(string file, ReadOnlyMemory<byte> body)
    {
        Naming names = NamesOf(file);
        string[] parts = file.Split('-');
        BinanceProduct product = parts[0] switch
        {
            "usdm" => BinanceProduct.UsdMarginedFutures,
            "coinm" => BinanceProduct.CoinMarginedFutures,
            _ => BinanceProduct.Spot,
        };
        return parts[1] switch
        {
            "openOrders" or "allOrders" or "forceOrders" or "cancel" => Told(OrderRows.Of(product, body, names)),
            "openAlgoOrders" or "allAlgoOrders" => Told(AlgoOrderRows.Read(body, names)),
            "positionRisk" => Told(PositionRows.Read(body, names)),
            "balance" => Told(BalanceRows.Read(body, names)),
            "accountConfig" or "positionSide" => Told(AccountRows.Mode(body, names)),
            "account" => Told(AccountRows.SpotBalances(body, names)),
            "userTrades" or "myTrades" => Told(FillRows.Read(body, names)),
            "income" => Told(IncomeRows.CashFlows(body, names)),
            "premiumIndex" or "bookTicker" => Told(PriceRows.Read(body, names)),
            "exchangeInfo" => Told(InstrumentRows.Read(body, names, product)),
            _ => throw new ArgumentOutOfRangeException(nameof(file), file, null),
        };
    }

    private static (IReadOnlyList<VenueReport>, string?) Told<T>(Page<T> page)
        where T : VenueReport => ([.. page.Rows], page.Fault);
}
