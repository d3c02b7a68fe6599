using System.Globalization;
using System.Text.Json;

namespace PositionRecovery.Binance;

/// <summary>Pages of past prices: how they are asked for and read. Pure.</summary>
internal static class Klines
{
    private static readonly (int Seconds, string Name)[] Sizes =
    [
        (60, "1m"), (180, "3m"), (300, "5m"), (900, "15m"), (1_800, "30m"), (3_600, "1h"), (7_200, "2h"),
        (14_400, "4h"), (21_600, "6h"), (28_800, "8h"), (43_200, "12h"), (86_400, "1d"),
    ];

    /// <summary>What bars of this size are called; <c>null</c> when the venue has none.</summary>
    internal static string? Interval(BinanceProduct product, TimeSpan size) =>
        product == BinanceProduct.Spot && size == TimeSpan.FromSeconds(1)
            ? "1s"
            : Array.Find(Sizes, s => TimeSpan.FromSeconds(s.Seconds) == size).Name;

    /// <summary>The most bars of one page: what the venue gives, and on COIN-M what fits into 200 days.</summary>
    internal static int PageSize(BinanceProduct product, TimeSpan size) => product switch
    {
        BinanceProduct.Spot => 1_000,
        BinanceProduct.CoinMarginedFutures => (int)Math.Min(1_500, TimeSpan.FromDays(200) / size),
        _ => 1_500,
    };

    /// <summary>One page.</summary>
    /// <param name="product">Of which product.</param>
    /// <param name="symbol">The symbol.</param>
    /// <param name="interval">The size.</param>
    /// <param name="from">When the first bar begins.</param>
    /// <param name="to">When the last bar ends.</param>
    /// <param name="count">How many bars lie between.</param>
    internal static ApiRequest Page(
        BinanceProduct product,
        string symbol,
        string interval,
        DateTimeOffset from,
        DateTimeOffset to,
        int count) => new()
        {
            Method = HttpMethod.Get,
            Path = Addresses.Root(product) + "/klines",
            Parameters =
            [
                ("symbol", symbol),
                ("interval", interval),
                ("startTime", QueryText.Whole(from.ToUnixTimeMilliseconds())),
                ("endTime", QueryText.Whole(to.ToUnixTimeMilliseconds() - 1)),
                ("limit", QueryText.Whole(count)),
            ],
            Security = ApiSecurity.Public,
            Weight = product == BinanceProduct.Spot ? 2 : count switch
            {
                < 100 => 1,
                < 500 => 2,
                <= 1_000 => 5,
                _ => 10,
            },
        };

    /// <summary>The bars of a page, oldest first.</summary>
    /// <exception cref="VenueException">They cannot be read, or are not in order.</exception>
    internal static IReadOnlyList<HistoricalBar> Read(
        ReadOnlyMemory<byte> body, InstrumentId instrument, TimeSpan size, int most)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 16 });
            int count = document.RootElement.GetArrayLength();
            if (count > most)
            {
                throw Wrong(instrument, $"{count} came, asked for were {most}");
            }

            var bars = new List<HistoricalBar>(count);
            foreach (JsonElement row in document.RootElement.EnumerateArray())
            {
                HistoricalBar bar = Bar(row, instrument, size);
                if (bars.Count > 0 && bar.OpenTime <= bars[^1].OpenTime)
                {
                    throw Wrong(instrument, "they are not in order");
                }

                bars.Add(bar);
            }

            return bars;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or FormatException
            or OverflowException or ArgumentException or IndexOutOfRangeException)
        {
            throw Wrong(instrument, unreadable.Message);
        }
    }

    private static HistoricalBar Bar(JsonElement row, InstrumentId instrument, TimeSpan size) => new()
    {
        Instrument = instrument,
        BarSize = size,
        OpenTime = DateTimeOffset.FromUnixTimeMilliseconds(row[0].GetInt64()),
        Open = Amount(row[1]),
        High = Amount(row[2]),
        Low = Amount(row[3]),
        Close = Amount(row[4]),
        Volume = Amount(row[5]),
    };

    private static decimal Amount(JsonElement value) => decimal.Parse(
        Replies.Text(value) ?? throw new FormatException("an amount is missing"),
        NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
        CultureInfo.InvariantCulture);

    private static VenueException Wrong(InstrumentId instrument, string what) =>
        new($"The bars of {instrument} cannot be used: {what}.");
}
