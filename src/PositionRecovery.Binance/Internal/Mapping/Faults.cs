using System.Text;
using System.Text.Json;

namespace PositionRecovery.Binance;

/// <summary>Words for what is wrong in an answer: the field and its value, both bounded and printable.</summary>
internal static class Faults
{
    private const int MaxShown = 48;
    private const int MaxReason = 240;

    internal static string Of(ReadOnlySpan<byte> field, ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.StartObject or JsonTokenType.StartArray => $"{Shown(field)} is no single value",
        _ => $"{Shown(field)} is '{Shown(json.ValueSpan)}'",
    };

    internal static string Missing(string field) => $"{field} is missing";

    /// <summary>The first line of a message.</summary>
    internal static string Of(Exception thrown)
    {
        string text = thrown.Message;
        int end = text.AsSpan().IndexOfAny('\r', '\n');
        text = end < 0 ? text : text[..end];
        return Bounded(text);
    }

    internal static string Bounded(string text) => text.Length <= MaxReason ? text : text[..MaxReason] + "…";

    private static string Shown(ReadOnlySpan<byte> value)
    {
        var text = new StringBuilder(MaxShown + 1);
        foreach (byte b in value[..Math.Min(value.Length, MaxShown)])
        {
            text.Append(b is >= (byte)' ' and < 0x7F ? (char)b : '?');
        }

        return value.Length > MaxShown ? text.Append('…').ToString() : text.ToString();
    }
}
