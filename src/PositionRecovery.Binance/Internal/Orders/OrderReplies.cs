using System.Text.Json;

namespace PositionRecovery.Binance;

/// <summary>What answers to orders say. Pure.</summary>
internal static class OrderReplies
{
    private static readonly string[] Working =
        ["NEW", "PARTIALLY_FILLED", "PENDING_NEW", "PENDING_CANCEL", "TRIGGERING"];

    private static readonly string[] Ended =
        ["FILLED", "CANCELED", "REJECTED", "EXPIRED", "EXPIRED_IN_MATCH", "FINISHED"];

    /// <summary>The venue's id of the order of this name; <c>null</c> when the answer is not about it.</summary>
    internal static VenueOrderId? Placed(ReadOnlyMemory<byte> body, ClientOrderId order)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 16 });
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            return root.TryGetProperty("orders", out JsonElement pair) && pair.ValueKind == JsonValueKind.Array
                ? pair.EnumerateArray().Select(o => Id(o, order)).FirstOrDefault(static id => id is not null)
                : Id(root, order);
        }
        catch (Exception undecodable) when (undecodable is JsonException or InvalidOperationException)
        {
            return null; // taken for an outcome that is not known
        }
    }

    /// <summary>Whether an order is known to work, or to have ended; <c>null</c> for anything else.</summary>
    internal static bool? HasEnded(ReadOnlyMemory<byte> body) =>
        (Replies.Value(body, "algoStatus") ?? Replies.Value(body, "status")) is not { } status ? null
            : Ended.Contains(status, StringComparer.Ordinal) ? true
            : Working.Contains(status, StringComparer.Ordinal) ? false
            : null;

    /// <summary>Whether the answer says that a cancellation was taken: an order, or a code of success.</summary>
    internal static bool IsCanceled(ReadOnlyMemory<byte> body) =>
        Replies.Value(body, "orderId") is not null || Replies.Value(body, "orderListId") is not null
        || (Replies.Value(body, "algoId") is not null && Replies.Value(body, "code") is null or "200");

    private static VenueOrderId? Id(JsonElement order, ClientOrderId expected)
    {
        if (order.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        (string id, string name) = order.TryGetProperty("algoId", out _)
            ? ("algoId", "clientAlgoId")
            : ("orderId", "clientOrderId");
        return order.TryGetProperty(name, out JsonElement given) && Replies.Text(given) == expected.Value
            && order.TryGetProperty(id, out JsonElement number)
            && Replies.Text(number) is { Length: > 0 and <= 32 } text
            && text.All(char.IsAsciiDigit)
            ? new VenueOrderId(text)
            : null;
    }
}
