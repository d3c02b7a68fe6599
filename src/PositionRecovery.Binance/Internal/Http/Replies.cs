using System.Globalization;
using System.Text.Json;

namespace PositionRecovery.Binance;

/// <summary>Small answers that the adapter itself needs.</summary>
internal static class Replies
{
    /// <exception cref="ApiException">It says no time.</exception>
    internal static DateTimeOffset ServerTime(ApiRequest request, ReadOnlyMemory<byte> body) =>
        Value(body, "serverTime") is { } text
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long at) && at < 253_402_300_799_999
            ? DateTimeOffset.FromUnixTimeMilliseconds(at)
            : throw Unreadable(request);

    /// <summary>The price in the answer, which is an object or, on COIN-M, an array of one.</summary>
    /// <exception cref="ApiException">It says no price.</exception>
    internal static decimal Price(ApiRequest request, ReadOnlyMemory<byte> body) =>
        decimal.TryParse(
            Value(body, "price"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal price)
        && price > 0m
            ? price
            : throw Unreadable(request);

    /// <summary>A member of the object, or of the first object of the array, as text; <c>null</c> when there is none,
    /// or when the answer cannot be read.</summary>
    internal static string? Value(ReadOnlyMemory<byte> body, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 16 });
            JsonElement root = document.RootElement;
            root = root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0 ? root[0] : root;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out JsonElement value)
                ? Text(value)
                : null;
        }
        catch (Exception undecodable) when (undecodable is JsonException or InvalidOperationException)
        {
            return null; // whoever asks decides what that means
        }
    }

    /// <summary>Texts and numbers alike.</summary>
    internal static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    internal static ApiException Unreadable(ApiRequest request) =>
        new($"{request.Path}: the answer cannot be read.") { IsTransient = true };
}
