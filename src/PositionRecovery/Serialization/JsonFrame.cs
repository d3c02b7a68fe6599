using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PositionRecovery;

/// <summary>Rows and journal entries as JSON, with the members that <see cref="PackFrame"/> has by position. Read are
/// exactly the bytes that would be written: anything else in between would be lost when the row is next written.
/// </summary>
internal static class JsonFrame
{
    private static readonly JsonWriterOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static ReadOnlySpan<byte> CheckName => ",\"check\":\""u8;

    private static ReadOnlySpan<byte> Tail => "\"}"u8;

    internal static bool IsJson(ReadOnlySpan<byte> payload) => payload is [(byte)'{', ..];

    internal static byte[] EncodeRow(RowCheck check, RowKind kind, string key, object content, long sequence)
    {
        int placeLength = RowCheck.PlaceLength(key);
        var buffer = new ArrayBufferWriter<byte>();
        RowCheck.WritePlace(kind, key, buffer.GetSpan(placeLength));
        buffer.Advance(placeLength);
        WriteOpenRow(buffer, kind, content, sequence);
        Span<byte> made = stackalloc byte[RowCheck.MaxLength];
        check.Make(buffer.WrittenSpan, made);
        Span<byte> hex = stackalloc byte[RowCheck.MaxLength * 2];
        Convert.TryToHexStringLower(made[..check.Length], hex, out int digits);
        return [.. buffer.WrittenSpan[placeLength..], .. CheckName, .. hex[..digits], .. Tail];
    }

    /// <summary>What is wrong with the check of a row, which comes before anything else of it is read.</summary>
    internal static RowDefect? DefectOf(RowCheck check, RowKind kind, string key, ReadOnlySpan<byte> payload)
    {
        Span<byte> hashes = stackalloc byte[RowCheck.MaxLength + Crc32C.Length];
        return check.DefectOf(
            kind,
            key,
            Cut(payload, hashes[..RowCheck.MaxLength]),
            Cut(payload, hashes[RowCheck.MaxLength..]));
    }

    /// <summary>Reads a row whose check holds.</summary>
    internal static object DecodeRow(
        RowCheck check, RowKind kind, string key, ReadOnlySpan<byte> payload, out long sequence)
    {
        ReadOnlySpan<byte> text = payload[..^TailLength(check.Length)];
        (object content, sequence) = JsonText.Parse(payload, key).Object(o =>
        {
            PackFrame.RequireVersion(o.Required("v", JsonScalar.Long));
            long at = o.Required("seq", Sequence);
            return (o.Required("body", body => RowContent.Read(body, kind)), at);
        });
        var buffer = new ArrayBufferWriter<byte>(payload.Length);
        WriteOpenRow(buffer, kind, content, sequence);
        return buffer.WrittenSpan.SequenceEqual(text) ? content : throw NotOurs();
    }

    internal static byte[] EncodeEntry(JournalEntry entry)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Compact))
        {
            writer.WriteStartObject();
            writer.Put("v", StateCodec.Version);
            writer.Put("unit", entry.Unit);
            writer.Put("epoch", entry.Epoch);
            writer.Put("at", entry.At);
            writer.PutWord("actor", entry.Actor);
            writer.PutObject("event", entry.Event, JsonEvents.Write);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    internal static JournalEntry DecodeEntry(long sequence, ReadOnlySpan<byte> payload)
    {
        JournalEntry entry = JsonText.Parse(payload, "journal").Object(o =>
        {
            PackFrame.RequireVersion(o.Required("v", JsonScalar.Long));
            return new JournalEntry
            {
                Sequence = sequence,
                Unit = o.Required("unit", JsonScalar.Long),
                Epoch = o.Required("epoch", JsonScalar.Long),
                At = o.Required("at", JsonScalar.Time),
                Actor = o.Required("actor", JsonScalar.Word<JournalActor>),
                Event = o.Required("event", JsonEvents.Event),
            };
        });
        return payload.SequenceEqual(EncodeEntry(entry)) ? entry : throw NotOurs();
    }

    /// <summary>Writes a row up to its check; the object stays open for that.</summary>
    private static void WriteOpenRow(ArrayBufferWriter<byte> buffer, RowKind kind, object content, long sequence)
    {
        using var writer = new Utf8JsonWriter(buffer, Compact);
        writer.WriteStartObject();
        writer.Put("v", StateCodec.Version);
        writer.Put("seq", sequence);
        writer.WritePropertyName("body");
        RowContent.Write(writer, kind, content);
    }

    private static long Sequence(JsonCursor at) =>
        JsonScalar.Long(at) is var sequence and >= 0 ? sequence : throw at.Expected("a sequence");

    /// <summary>How long a row goes on behind what a check of so many bytes is over.</summary>
    private static int TailLength(int check) => CheckName.Length + (check * 2) + Tail.Length;

    /// <summary>Cuts a row before a check that fills the buffer for it.</summary>
    private static CheckedBytes Cut(ReadOnlySpan<byte> payload, Span<byte> check)
    {
        int at = payload.Length - TailLength(check.Length);
        if (at <= 0 || !payload[at..].StartsWith(CheckName) || !payload.EndsWith(Tail))
        {
            return default;
        }

        ReadOnlySpan<byte> hex = payload[(at + CheckName.Length)..^Tail.Length];
        return hex.ContainsAnyInRange((byte)'A', (byte)'F')
            || Convert.FromHexString(hex, check, out _, out _) != OperationStatus.Done
            ? default
            : new CheckedBytes(payload[..at], check);
    }

    private static RowDefectException NotOurs() =>
        new(RowDefectReason.Corrupt, "it is not in the form in which this version writes it");
}
