using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PositionRecovery.Sample;

/// <summary>What was found, for other programs. State, journal and history are documents of the library within.
/// </summary>
internal static class StoredJson
{
    private static readonly JsonWriterOptions Indented = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, NewLine = "\n",
    };

    public static string Of(Inspection found) => Document(writer =>
    {
        WriteHead(writer, found.Trader);
        writer.WriteNumber("sequence", found.Picture.Sequence);
        writer.WriteNumber("epoch", found.Picture.Epoch);
        Write(writer, "warnings", found.Warnings);
        Write(writer, "quarantined", found.Picture.Quarantined);
        if (found.Journal is { } entries)
        {
            WriteDocument(writer, "journal", SnapshotJson.WriteJournal(entries));
        }

        if (found.History is { } changes)
        {
            WriteDocument(writer, "history", SnapshotJson.WriteHistory(changes));
        }

        if (found is { Journal: null, History: null })
        {
            WriteDocument(writer, "state", SnapshotJson.Write(found.Picture.State));
        }
    });

    public static string Of(StoredTrader trader, Proof proof) => Document(writer =>
    {
        WriteHead(writer, trader);
        writer.WriteBoolean("isIntact", proof.IsIntact);
        Write(writer, "file", proof.File ?? []);
        JournalVerification journal = proof.State.Journal;
        writer.WriteStartObject("journal");
        writer.WriteBoolean("isIntact", journal.IsIntact);
        writer.WriteString("fault", JsonNamingPolicy.CamelCase.ConvertName(journal.Fault.ToString()));
        if (journal.FirstBadSequence is { } bad)
        {
            writer.WriteNumber("firstBadSequence", bad);
        }

        writer.WriteString("explanation", journal.Explanation);
        writer.WriteString("reached", journal.Reached.ToString());
        writer.WriteEndObject();
        Write(writer, "quarantined", proof.State.Quarantined);
        Write(writer, "differences", proof.State.Differences);
    });

    private static string Document(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void WriteHead(Utf8JsonWriter writer, StoredTrader trader)
    {
        writer.WriteString("trader", trader.Id.Value);
        writer.WriteString("store", trader.Address.Name);
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<QuarantinedRow> rows)
    {
        writer.WriteStartArray(name);
        foreach (QuarantinedRow row in rows)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(row.Kind.ToString()));
            writer.WriteString("key", row.Key);
            writer.WriteString("reason", row.Reason);
            writer.WriteBoolean("isRebuilt", row.IsRebuilt);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteDocument(Utf8JsonWriter writer, string name, byte[] utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        writer.WritePropertyName(name);
        document.RootElement.WriteTo(writer);
    }
}
