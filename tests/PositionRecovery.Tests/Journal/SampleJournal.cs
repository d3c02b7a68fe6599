using PositionRecovery.Tests.Serialization;

namespace PositionRecovery.Tests.Journal;

/// <summary>A journal of entries of all kinds, chained with a key or without.</summary>
internal static class SampleJournal
{
    public const int Length = 1_000;

    public static readonly TraderId Trader = new("desk-7");

    public static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(static i => (byte)i)];

    /// <summary>What comes all day long; the large ones come once in a while.</summary>
    private static readonly JournalEntry[] Usual =
        [.. GoldenRows.Entries.Where(static e => e.Event is not (OrderImportedEvent or SessionStartedEvent))];

    private static readonly Lazy<JournalRecord[]> Keyed = new(static () => Make(Trader, Key));

    private static readonly Lazy<JournalRecord[]> Plain = new(static () => Make(Trader, []));

    public static JournalRecord[] Records(bool isKeyed) => isKeyed ? Keyed.Value : Plain.Value;

    public static byte[] KeyOf(bool isKeyed) => isKeyed ? Key : [];

    public static JournalAnchor AnchorAt(bool isKeyed, int sequence) => sequence == 0
        ? JournalAnchor.Beginning(Trader)
        : new() { Trader = Trader, Sequence = sequence, Hash = Records(isKeyed)[sequence - 1].Hash };

    public static JournalVerification Verify(bool isKeyed, IEnumerable<JournalRecord> records, int? anchor = Length) =>
        JournalVerifier.Verify(
            Trader, records, anchor is { } at ? AnchorAt(isKeyed, at) : null, KeyOf(isKeyed));

    /// <summary>Chains payloads as somebody with this key would.</summary>
    public static JournalRecord[] Chain(TraderId trader, byte[] key, IEnumerable<ReadOnlyMemory<byte>> payloads)
    {
        var head = new byte[32];
        HashChain.Genesis(trader, head);
        return
        [
            .. payloads.Select((payload, i) =>
            {
                HashChain.Next(head, i + 1, payload.Span, key, head);
                return new JournalRecord { Sequence = i + 1, Payload = payload, Hash = head.ToArray() };
            }),
        ];
    }

    public static JournalRecord[] Make(TraderId trader, byte[] key)
    {
        var codec = new StateCodec(RecordFormat.MessagePack, key);
        return Chain(trader, key, Enumerable.Range(1, Length).Select(i => codec.EncodeEntry(
            Usual[i % Usual.Length] with { Sequence = i, Unit = i, Epoch = 1 + (i / 100) })));
    }
}
