namespace PositionRecovery.Tests.Serialization;

/// <summary>Codecs of both formats, with and without a key, and the short way through them.</summary>
internal static class CodecFixtures
{
    public static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(static i => (byte)i)];

    public static readonly RecordFormat[] Formats = [RecordFormat.MessagePack, RecordFormat.Json];

    /// <summary>Which content stands in rows of which kind.</summary>
    public static IReadOnlyDictionary<RowKind, Type> Contents { get; } =
        GoldenRows.Full.ToDictionary(static r => r.Kind, static r => r.Content.GetType());

    public static StateCodec Codec(RecordFormat format, bool isKeyed = false) => new(format, isKeyed ? Key : null);

    public static StateRow Row(RowKind kind, string key, byte[] payload) =>
        new() { Kind = kind, Key = key, Payload = (ReadOnlyMemory<byte>)payload };

    public static byte[] Bytes(this StateRow row) => row.Payload!.Value.ToArray();

    public static object Decoded(this StateCodec codec, StateRow row) =>
        codec.TryDecode(row, new IdCache(), out object? content, out _, out RowDefect? defect)
            ? content
            : throw new InvalidOperationException($"{row.Kind} {row.Key}: {defect}");

    public static RowDefect DefectOf(this StateCodec codec, StateRow row) =>
        codec.TryDecode(row, new IdCache(), out object? content, out _, out RowDefect? defect)
            ? throw new InvalidOperationException($"{row.Kind} {row.Key} was read as {content}")
            : defect;

    public static JournalEntry DecodedEntry(long sequence, ReadOnlyMemory<byte> payload) =>
        StateCodec.TryDecodeEntry(
            Record(sequence, payload), new IdCache(), out JournalEntry? entry, out RowDefect? defect)
            ? entry
            : throw new InvalidOperationException($"entry {sequence}: {defect}");

    public static JournalRecord Record(long sequence, ReadOnlyMemory<byte> payload) =>
        new() { Sequence = sequence, Payload = payload, Hash = new byte[32] };
}
