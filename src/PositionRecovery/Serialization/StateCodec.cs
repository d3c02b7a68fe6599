using System.Diagnostics.CodeAnalysis;

namespace PositionRecovery;

/// <summary>Turns what a state is made of into rows and journal payloads, and back. Writes one format and reads both.
/// What cannot be taken at its word comes back as a defect, never as an exception and never as a guess. Thread-safe.
/// </summary>
internal sealed class StateCodec
{
    internal const int Version = 1;

    /// <summary>The most bytes of a row or a journal record.</summary>
    internal const int MaxBytes = 1024 * 1024;

    private static readonly RowDefect Empty = new(RowDefectReason.Corrupt, "it is empty");

    private static readonly RowDefect Strange = new(RowDefectReason.Corrupt, "it is in no format that is known");

    private readonly RecordFormat _format;
    private readonly RowCheck _check;

    /// <summary>Makes one.</summary>
    /// <param name="format">What is written.</param>
    /// <param name="key">The key that rows are authenticated with; <c>null</c> or empty for none.</param>
    internal StateCodec(RecordFormat format, byte[]? key)
    {
        _format = Guard.Known(format);
        _check = new RowCheck(key);
    }

    /// <summary>The row that holds a content; with <c>null</c> the row that deletes it.</summary>
    /// <param name="kind">What the row is about.</param>
    /// <param name="key">Names it within its kind.</param>
    /// <param name="content">What is in it.</param>
    /// <param name="sequence">The sequence the content is as of.</param>
    internal StateRow Encode(RowKind kind, string key, object? content, long sequence)
    {
        RowKey.Checked(key);
        byte[]? payload = content is null ? null
            : _format == RecordFormat.Json ? JsonFrame.EncodeRow(_check, kind, key, content, sequence)
            : PackFrame.EncodeRow(_check, kind, key, content, sequence);
        if (payload?.Length > MaxBytes)
        {
            throw TooLarge($"{kind} row {key}", payload.Length);
        }

        return new StateRow
        {
            Kind = kind,
            Key = key,
            Payload = payload is null ? (ReadOnlyMemory<byte>?)null : payload,
            Content = content,
        };
    }

    /// <summary>Reads a row.</summary>
    /// <param name="row">The row as a store gave it.</param>
    /// <param name="ids">The identifiers met so far in this load.</param>
    /// <param name="content">What is in it.</param>
    /// <param name="sequence">The sequence the content is as of.</param>
    /// <param name="defect">Why it cannot be read.</param>
    /// <returns>Whether it can.</returns>
    internal bool TryDecode(
        StateRow row,
        IdCache ids,
        [NotNullWhen(true)] out object? content,
        out long sequence,
        [NotNullWhen(false)] out RowDefect? defect)
    {
        (content, sequence) = (null, 0);
        ReadOnlySpan<byte> payload = row.Payload.GetValueOrDefault().Span;
        bool isPacked = PackFrame.IsRow(payload);
        defect = Unfit(payload)
            ?? (isPacked ? PackFrame.DefectOf(_check, row.Kind, row.Key, payload)
            : JsonFrame.IsJson(payload) ? JsonFrame.DefectOf(_check, row.Kind, row.Key, payload)
            : Strange);
        if (defect is not null)
        {
            return false;
        }

        try
        {
            content = isPacked
                ? PackFrame.DecodeRow(_check, row.Kind, payload, ids, out sequence)
                : JsonFrame.DecodeRow(_check, row.Kind, row.Key, payload, out sequence);
            return true;
        }
        catch (Exception fault) when (DefectOf(fault) is not null)
        {
            defect = DefectOf(fault)!;
            return false;
        }
    }

    /// <summary>The payload of a journal record.</summary>
    internal ReadOnlyMemory<byte> EncodeEntry(JournalEntry entry)
    {
        byte[] payload = _format == RecordFormat.Json ? JsonFrame.EncodeEntry(entry) : PackFrame.EncodeEntry(entry);
        return payload.Length <= MaxBytes ? payload : throw TooLarge("journal entry", payload.Length);
    }

    /// <summary>Reads the payload of a journal record. That it is part of the chain is
    /// the verifier's to say.</summary>
    /// <param name="record">The record as a store gave it.</param>
    /// <param name="ids">The identifiers met so far.</param>
    /// <param name="entry">What it says.</param>
    /// <param name="defect">Why it cannot be read.</param>
    /// <returns>Whether it can.</returns>
    internal static bool TryDecodeEntry(
        JournalRecord record,
        IdCache ids,
        [NotNullWhen(true)] out JournalEntry? entry,
        [NotNullWhen(false)] out RowDefect? defect)
    {
        entry = null;
        ReadOnlySpan<byte> payload = record.Payload.Span;
        defect = Unfit(payload);
        if (defect is not null)
        {
            return false;
        }

        try
        {
            entry = JsonFrame.IsJson(payload)
                ? JsonFrame.DecodeEntry(record.Sequence, payload)
                : PackFrame.DecodeEntry(record.Sequence, payload, ids);
            return true;
        }
        catch (Exception fault) when (DefectOf(fault) is not null)
        {
            defect = DefectOf(fault)!;
            return false;
        }
    }

    private static RowDefect? Unfit(ReadOnlySpan<byte> payload) => payload.Length switch
    {
        0 => Empty,
        > MaxBytes => new(RowDefectReason.Oversized, FormattableString.Invariant(
            $"it has {payload.Length} bytes; at most {MaxBytes} are read")),
        _ => null,
    };

    /// <summary>What the readers, and the model behind them, throw at bytes that are not ours. Anything else is a
    /// defect of this library.</summary>
    private static RowDefect? DefectOf(Exception fault) => fault switch
    {
        RowDefectException e => e.Defect,
        PackFormatException e => new(e.IsNewer ? RowDefectReason.Newer : RowDefectReason.Corrupt, e.Message),
        SnapshotFormatException e => new(RowDefectReason.Corrupt, e.Message),
        ArgumentException e => new(RowDefectReason.Corrupt, JsonExcerpt.Of(e)),
        _ => null,
    };

    private static InvariantException TooLarge(string what, int length) => new(FormattableString.Invariant(
        $"The {what} would take {length} bytes; at most {MaxBytes} are stored."));
}
