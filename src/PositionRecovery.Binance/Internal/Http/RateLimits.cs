using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace PositionRecovery.Binance;

/// <summary>The limits the venue announces, and what it says of them in each answer.</summary>
internal static class RateLimits
{
    private const string WeightHeader = "X-MBX-USED-WEIGHT-";
    private const string OrderHeader = "X-MBX-ORDER-COUNT-";

    /// <summary>As documented; they hold until the venue announced others.</summary>
    internal static IReadOnlyList<RateLimit> Documented(BinanceProduct product) => product == BinanceProduct.Spot
        ?
        [
            new(RateLimitKind.Weight, TimeSpan.FromMinutes(1), 6_000),
            new(RateLimitKind.Orders, TimeSpan.FromSeconds(10), 50),
            new(RateLimitKind.Orders, TimeSpan.FromDays(1), 160_000),
            new(RateLimitKind.Requests, TimeSpan.FromMinutes(5), 300_000),
        ]
        :
        [
            new(RateLimitKind.Weight, TimeSpan.FromMinutes(1), 2_400),
            new(RateLimitKind.Orders, TimeSpan.FromSeconds(10), 300),
            new(RateLimitKind.Orders, TimeSpan.FromMinutes(1), 1_200),
        ];

    /// <summary>Reads <c>rateLimits</c> of the answer of <c>exchangeInfo</c>; empty when there is none. Reads no
    /// further than that, which comes before the symbols.</summary>
    internal static IReadOnlyList<RateLimit> Read(ReadOnlySpan<byte> exchangeInfo)
    {
        try
        {
            var reader = new Utf8JsonReader(exchangeInfo);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isIt = reader.ValueTextEquals("rateLimits"u8);
                reader.Read();
                if (isIt)
                {
                    using JsonDocument found = JsonDocument.ParseValue(ref reader);
                    return found.RootElement.ValueKind == JsonValueKind.Array
                        ? [.. found.RootElement.EnumerateArray().Select(Limit).OfType<RateLimit>()]
                        : [];
                }

                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // Whoever asked for it says so; the limits stay as they are.
        }

        return [];
    }

    /// <summary>What the headers say is used up.</summary>
    internal static IEnumerable<(RateLimitKind Kind, TimeSpan Span, int Used)> Used(HttpResponseHeaders headers)
    {
        foreach ((string name, IEnumerable<string> values) in headers)
        {
            RateLimitKind? kind =
                name.StartsWith(WeightHeader, StringComparison.OrdinalIgnoreCase) ? RateLimitKind.Weight
                : name.StartsWith(OrderHeader, StringComparison.OrdinalIgnoreCase) ? RateLimitKind.Orders
                : null;
            if (kind is { } known
                && Span(name[(known == RateLimitKind.Weight ? WeightHeader : OrderHeader).Length..]) is { } span
                && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out int used))
            {
                yield return (known, span, used);
            }
        }
    }

    private static TimeSpan? Span(string text) =>
        text.Length > 1 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None,
            CultureInfo.InvariantCulture, out int count)
            ? Span(text[^1..], count)
            : null;

    private static TimeSpan? Span(string? unit, int count) => count is < 1 or > 1_000 ? null : unit switch
    {
        "S" or "s" or "SECOND" => TimeSpan.FromSeconds(count),
        "M" or "m" or "MINUTE" => TimeSpan.FromMinutes(count),
        "H" or "h" or "HOUR" => TimeSpan.FromHours(count),
        "D" or "d" or "DAY" => TimeSpan.FromDays(count),
        _ => null,
    };

    private static RateLimit? Limit(JsonElement row)
    {
        RateLimitKind? kind = Text(row, "rateLimitType") switch
        {
            "REQUEST_WEIGHT" => RateLimitKind.Weight,
            "ORDERS" => RateLimitKind.Orders,
            "RAW_REQUESTS" => RateLimitKind.Requests,
            _ => null,
        };
        return kind is { } known && Span(Text(row, "interval"), Number(row, "intervalNum")) is { } span
            && Number(row, "limit") is > 0 and int limit
            ? new RateLimit(known, span, limit)
            : null;
    }

    private static string? Text(JsonElement row, string name) => row.ValueKind == JsonValueKind.Object
        && row.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
        ? value.GetString()
        : null;

    private static int Number(JsonElement row, string name) => row.ValueKind == JsonValueKind.Object
        && row.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt32(out int number)
        ? number
        : 0;
}
