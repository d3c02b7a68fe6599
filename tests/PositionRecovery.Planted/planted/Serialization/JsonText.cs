using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace PositionRecovery;

/// <summary>From bytes to a tree of values: strict JSON, or a message that says where it is not.</summary>
internal static class JsonText
{
    private static readonly JsonDocumentOptions Strict = new()
    {
        AllowDuplicateProperties = false,
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
        MaxDepth = JsonLimits.MaxDepth,
    };

    /// <summary>Some editors put this mark before a text; it says nothing.</summary>
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    internal static JsonCursor Parse(ReadOnlySpan<byte> utf8, string sourceName)
    {
        JsonPath root = JsonPath.Root(sourceName);
        ReadOnlySpan<byte> text = utf8.StartsWith(ByteOrderMark) ? utf8[ByteOrderMark.Length..] : utf8;
        if (text.Length > JsonLimits.MaxBytes)
        {
            throw Unreadable(root, $"the file has {text.Length} bytes; at most {JsonLimits.MaxBytes} are read.", null);
        }

        if (!Utf8.IsValid(text))
        {
            throw Unreadable(root, "the file is not UTF-8.", null);
        }

        try
        {
            return JsonCursor.Root(JsonElement.Parse(text, Strict), sourceName);
        }
        catch (JsonException broken)
        {
            throw Broken(text, root, broken);
        }
        catch (InvalidOperationException halfCharacter)
        {
            throw Unreadable(root, "a name has half of a character (a lone surrogate).", halfCharacter);
        }
    }

    /// <summary>Reads once more, this time keeping account of where it is: only broken files pay for that.</summary>
    private static SnapshotFormatException Broken(ReadOnlySpan<byte> text, JsonPath root, JsonException broken)
    {
        var walk = new JsonWalk(text, root);
        JsonPath place = walk.FindFault(out string? repeated);
        if (repeated is not null)
        {
            return Unreadable(place, $"\"{JsonExcerpt.Of(repeated)}\" is there twice.", broken);
        }

        string where = broken is { LineNumber: { } line, BytePositionInLine: { } column }
            ? string.Create(CultureInfo.InvariantCulture, $" (line {line + 1}, byte {column + 1})")
            : string.Empty;
        return Unreadable(place, $"no valid JSON{where}: {JsonExcerpt.Of(broken)}", broken);
    }

    private static SnapshotFormatException Unreadable(JsonPath place, string problem, Exception? cause) =>
        new(place, problem, null, cause);
}
