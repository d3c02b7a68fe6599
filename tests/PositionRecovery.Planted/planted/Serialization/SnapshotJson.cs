using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PositionRecovery;

/// <summary>Snapshots, options and plans as files: UTF-8 JSON, versioned, exact to the last digit. The form is
/// described in the README of this package. Thread-safe; it keeps no state and does no I/O.</summary>
/// <remarks>
/// <para>Writing the same object gives the same bytes. Reading what was written gives an equal object: decimals with
/// their scale, times as instants with all their ticks.</para>
/// <para>Reading is strict about what it understands (JSON without comments, no member twice, no number that would have
/// to be rounded) and tolerant about members it does not know. It refuses files of more than 256 MiB, nesting of more
/// than 16 levels, lists of more than 1,000,000 elements and venue snapshots of more than 1,000,000 reports.</para>
/// </remarks>
public static class SnapshotJson
{
    private const int Version = 1;
    private const string CachedFormat = "position-recovery/cached";
    private const string VenueFormat = "position-recovery/venue";
    private const string OptionsFormat = "position-recovery/options";
    private const string PlanFormat = "position-recovery/plan";
    private const string IncidentFormat = "position-recovery/incident";
    private const string StateFormat = "position-recovery/state";
    private const string JournalFormat = "position-recovery/journal";
    private const string HistoryFormat = "position-recovery/history";

    /// <summary>The default encoder also escapes what is dangerous inside of HTML, such as apostrophes and plus signs,
    /// which makes files hard to read; these are never put into HTML.</summary>
    private static readonly JsonWriterOptions Indented = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        NewLine = "\n",
    };

    /// <summary>Writes what an engine believed.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <returns>The document, as UTF-8.</returns>
    public static byte[] Write(CachedSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return Document(CachedFormat, snapshot, JsonCached.WriteMembers);
    }

    /// <summary>Writes what venues said.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <returns>The document, as UTF-8.</returns>
    public static byte[] Write(VenueSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return Document(VenueFormat, snapshot, JsonVenue.WriteMembers);
    }

    /// <summary>Writes options, members at their default included.</summary>
    /// <param name="options">The options.</param>
    /// <returns>The document, as UTF-8.</returns>
    public static byte[] Write(ReconciliationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Document(OptionsFormat, options, JsonOptions.WriteMembers);
    }

    /// <summary>Writes a plan, the state after it included.</summary>
    /// <param name="plan">The plan.</param>
    /// <returns>The document, as UTF-8.</returns>
    public static byte[] Write(ReconciliationPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return Document(PlanFormat, plan, JsonPlan.WriteMembers);
    }

    /// <summary>Writes all that a plan was made from.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <returns>The document, as UTF-8.</returns>
    public static byte[] Write(IncidentBundle bundle)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        return Document(IncidentFormat, bundle, JsonIncident.WriteMembers);
    }

    /// <summary>Writes all that is known of a trader: what <see cref="Write(CachedSnapshot)"/> writes, and the lives of
    /// positions, the sessions and the events held back.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The document, as UTF-8.</returns>
    public static byte[] Write(TraderState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Document(StateFormat, state, JsonTrader.WriteMembers);
    }

    /// <summary>Writes entries of a journal, for people and other programs. They come without their hashes, so the
    /// document proves nothing and is not read back.</summary>
    /// <param name="entries">The entries.</param>
    /// <returns>The document, as UTF-8.</returns>
    public static byte[] WriteJournal(IReadOnlyCollection<JournalEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return Document(JournalFormat, entries, JsonTrader.WriteMembers);
    }

    /// <summary>Writes the history of positions, for people and other programs. It is not read back.</summary>
    /// <param name="changes">The changes.</param>
    /// <returns>The document, as UTF-8.</returns>
    public static byte[] WriteHistory(IReadOnlyCollection<PositionChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return Document(HistoryFormat, changes, JsonTrader.WriteMembers);
    }

    /// <summary>Reads what an engine believed.</summary>
    /// <param name="utf8">The document, as UTF-8.</param>
    /// <param name="sourceName">What to call it in errors: a file name.</param>
    /// <returns>The snapshot.</returns>
    /// <exception cref="SnapshotFormatException">The document is not of this form.</exception>
    public static CachedSnapshot ReadCached(ReadOnlySpan<byte> utf8, string sourceName) =>
        JsonCached.Snapshot(Content(utf8, sourceName, CachedFormat));

    /// <summary>Reads what venues said.</summary>
    /// <inheritdoc cref="ReadCached"/>
    public static VenueSnapshot ReadVenue(ReadOnlySpan<byte> utf8, string sourceName) =>
        JsonVenue.Snapshot(Content(utf8, sourceName, VenueFormat));

    /// <summary>Reads options. What is left out keeps its default; that options make sense together is checked where
    /// they are used.</summary>
    /// <param name="utf8">The document, as UTF-8.</param>
    /// <param name="sourceName">What to call it in errors: a file name.</param>
    /// <returns>New options.</returns>
    /// <exception cref="SnapshotFormatException">The document is not of this form.</exception>
    public static ReconciliationOptions ReadOptions(ReadOnlySpan<byte> utf8, string sourceName) =>
        JsonOptions.Options(Content(utf8, sourceName, OptionsFormat));

    /// <summary>Reads a plan.</summary>
    /// <param name="utf8">The document, as UTF-8.</param>
    /// <param name="sourceName">What to call it in errors: a file name.</param>
    /// <returns>The plan. That its id belongs to its content is not checked.</returns>
    /// <exception cref="SnapshotFormatException">The document is not of this form.</exception>
    public static ReconciliationPlan ReadPlan(ReadOnlySpan<byte> utf8, string sourceName) =>
        JsonPlan.Plan(Content(utf8, sourceName, PlanFormat));

    /// <summary>Reads all that a plan was made from.</summary>
    /// <inheritdoc cref="ReadCached"/>
    public static IncidentBundle ReadIncident(ReadOnlySpan<byte> utf8, string sourceName) =>
        JsonIncident.Bundle(Content(utf8, sourceName, IncidentFormat));

    /// <summary>Reads all that is known of a trader.</summary>
    /// <inheritdoc cref="ReadCached"/>
    public static TraderState ReadState(ReadOnlySpan<byte> utf8, string sourceName) =>
        JsonTrader.State(Content(utf8, sourceName, StateFormat));

    private static byte[] Document<T>(string format, T content, Action<Utf8JsonWriter, T> writeMembers)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
        {
            writer.WriteStartObject();
            writer.WriteString("format", format);
            writer.WriteNumber("version", Version);
            writeMembers(writer, content);
            writer.WriteEndObject();
        }

        // A text file ends with the end of a line.
        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    private static JsonCursor Content(ReadOnlySpan<byte> utf8, string sourceName, string format)
    {
        ArgumentNullException.ThrowIfNull(sourceName);
        JsonCursor document = JsonText.Parse(utf8, sourceName);
        return document.Object(o =>
        {
            o.Required("format", at => JsonScalar.Text(at) == format ? format : throw at.Expected($"\"{format}\""));
            o.Required("version", SupportedVersion);
            return document;
        });
    }

    private static int SupportedVersion(JsonCursor at) => JsonScalar.Int(at) switch
    {
        Version => Version,
        > Version => throw at.Wrong(
            $"the file is of version {JsonExcerpt.Of(at.Value)}, made by a newer version of this library; "
            + $"this one reads version {Version}."),
        _ => throw at.Expected($"the version {Version}"),
    };
}
