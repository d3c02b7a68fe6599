namespace PositionRecovery;

/// <summary>Rows and journal entries as MessagePack. A row is <c>[version, sequence, body, check]</c>, an entry is
/// <c>[version, unit, epoch, time, actor, event]</c>. Version and check stay where they are in all versions.</summary>
internal static class PackFrame
{
    private const int RowMembers = 4;
    private const int EntryMembers = 6;
    private const int OnStack = 1024;
    private const int BinHead = 2;

    internal static bool IsRow(ReadOnlySpan<byte> payload) =>
        payload is [MessagePackFormat.FixArray | RowMembers, ..];

    internal static byte[] EncodeRow(RowCheck check, RowKind kind, string key, object content, long sequence)
    {
        var writer = new PackWriter(stackalloc byte[OnStack]);
        try
        {
            int placeLength = RowCheck.PlaceLength(key);
            RowCheck.WritePlace(kind, key, writer.Raw(placeLength));
            writer.Header(RowMembers);
            writer.Number(StateCodec.Version);
            writer.Number(sequence);
            RowContent.Write(ref writer, kind, content);
            Span<byte> made = stackalloc byte[RowCheck.MaxLength];
            check.Make(writer.Written, made);
            writer.Bytes(made[..check.Length]);
            return writer.Written[placeLength..].ToArray();
        }
        finally
        {
            writer.Free();
        }
    }

    /// <summary>What is wrong with the check of a row, which comes before anything else of it is read.</summary>
    internal static RowDefect? DefectOf(RowCheck check, RowKind kind, string key, ReadOnlySpan<byte> payload) =>
        check.DefectOf(kind, key, Cut(payload, RowCheck.MaxLength), Cut(payload, Crc32C.Length));

    /// <summary>Reads a row whose check holds.</summary>
    internal static object DecodeRow(
        RowCheck check, RowKind kind, ReadOnlySpan<byte> payload, IdCache ids, out long sequence)
    {
        int length = payload.Length - check.Length - BinHead;
        var reader = new PackReader(payload, ids);
        reader.BeginRoot();
        RequireVersion(reader.Number());
        sequence = reader.Number();
        if (sequence < 0)
        {
            throw reader.Wrong("the sequence is negative");
        }

        object content = RowContent.Read(ref reader, kind);
        return reader.Position == length ? content : throw reader.Wrong("the content does not end at the check");
    }

    internal static byte[] EncodeEntry(JournalEntry entry)
    {
        var writer = new PackWriter(stackalloc byte[OnStack]);
        try
        {
            writer.Header(EntryMembers);
            writer.Number(StateCodec.Version);
            writer.Number(entry.Unit);
            writer.Number(entry.Epoch);
            writer.Time(entry.At);
            writer.Word(entry.Actor);
            PackEvents.Write(ref writer, entry.Event);
            return writer.Written.ToArray();
        }
        finally
        {
            writer.Free();
        }
    }

    internal static JournalEntry DecodeEntry(long sequence, ReadOnlySpan<byte> payload, IdCache ids)
    {
        var reader = new PackReader(payload, ids);
        PackScope outer = reader.BeginRoot();
        RequireVersion(reader.Number());
        var entry = new JournalEntry
        {
            Sequence = sequence,
            Unit = reader.Number(),
            Epoch = reader.Number(),
            At = reader.Time(),
            Actor = reader.Word<JournalActor>(),
            Event = PackEvents.Read(ref reader),
        };
        reader.End(outer);
        return reader.Position == payload.Length ? entry : throw reader.Wrong("there are bytes after the entry");
    }

    internal static void RequireVersion(long version)
    {
        if (version != StateCodec.Version)
        {
            throw version > StateCodec.Version
                ? new RowDefectException(RowDefectReason.Newer, FormattableString.Invariant(
                    $"it is of version {version}, made by a newer version of this library"))
                : new RowDefectException(RowDefectReason.Corrupt, FormattableString.Invariant(
                    $"there is no version {version}"));
        }
    }

    /// <summary>Cuts a row before a check of so many bytes at its end.</summary>
    private static CheckedBytes Cut(ReadOnlySpan<byte> payload, int length)
    {
        int at = payload.Length - length - BinHead;
        return at > 0 && payload[at] == MessagePackFormat.Bin8 && payload[at + 1] == length
            ? new CheckedBytes(payload[..at], payload[(at + BinHead)..])
            : default;
    }
}
