namespace PositionRecovery.Tests.Serialization.Interop;

/// <summary>That our bytes are MessagePack is not our own word: two other implementations read and write the same.
/// </summary>
public sealed class MessagePackInteropTests
{
    private static readonly bool[] Keyed = [false, true];

    private static readonly int[] TextLengths = [31, 32, 255, 256, 4_096];

    private static readonly int[] BytesLengths = [0, 255, 256, 4_096];

    [PeerFact(nameof(Peer.Python))]
    public void Python_OurScalars_AreTheSameValuesThere() => OursAreTheSameThere(Peer.Python);

    [PeerFact(nameof(Peer.Node))]
    public void Node_OurScalars_AreTheSameValuesThere() => OursAreTheSameThere(Peer.Node);

    [PeerFact(nameof(Peer.Python))]
    public void Python_TheirScalars_AreTheSameValuesHere() => TheirsAreTheSameHere(Peer.Python);

    [PeerFact(nameof(Peer.Node))]
    public void Node_TheirScalars_AreTheSameValuesHere() => TheirsAreTheSameHere(Peer.Node);

    [PeerFact(nameof(Peer.Python))]
    public void Python_OurRowsAndEntries_ArePackedToTheSameBytesThere() => OursArePackedTheSameThere(Peer.Python);

    [PeerFact(nameof(Peer.Node))]
    public void Node_OurRowsAndEntries_ArePackedToTheSameBytesThere() => OursArePackedTheSameThere(Peer.Node);

    [PeerFact(nameof(Peer.Python))]
    public void Python_RowsDescribedInWords_AreThat() => RowsAreAsDescribed(Peer.Python);

    [PeerFact(nameof(Peer.Node))]
    public void Node_RowsDescribedInWords_AreThat() => RowsAreAsDescribed(Peer.Node);

    private static void OursAreTheSameThere(Peer peer)
    {
        string[] values = Values();
        Assert.Equal(values, peer.Ask("decode", [.. values.Select(MessagePackTests.Written)]));
    }

    private static void TheirsAreTheSameHere(Peer peer)
    {
        string[] values = Values();
        string[] theirs = peer.Ask("encode", values);
        Assert.Equal(values, values.Zip(theirs, static (v, hex) => MessagePackTests.Read(v.Split(' ')[0], hex)));
        Assert.Equal(values.Select(MessagePackTests.Written), theirs);
    }

    private static void OursArePackedTheSameThere(Peer peer)
    {
        string[] ours =
        [
            .. from row in GoldenRows.Full.Concat(GoldenRows.Bare)
               from isKeyed in Keyed
               select Hex(CodecFixtures.Codec(RecordFormat.MessagePack, isKeyed)
                   .Encode(row.Kind, row.Key, row.Content, GoldenRows.Sequence).Bytes()),
            .. GoldenRows.Entries.Select(static e =>
                Hex(CodecFixtures.Codec(RecordFormat.MessagePack).EncodeEntry(e).ToArray())),
        ];
        Assert.Equal(ours, peer.Ask("repack", ours));
    }

    private static void RowsAreAsDescribed(Peer peer)
    {
        StateCodec codec = CodecFixtures.Codec(RecordFormat.MessagePack);
        byte[] balance = codec.Encode(RowKind.Balance, "b", GoldenCached.Snapshot.Balances[0], 70_000).Bytes();
        byte[] fill = codec.Encode(RowKind.Fill, "f", GoldenLives.Stored, 1).Bytes();
        byte[] entry = codec.EncodeEntry(new JournalEntry
        {
            Sequence = 8,
            Unit = 7,
            Epoch = 3,
            At = GoldenCached.Start,
            Actor = JournalActor.Engine,
            Event = new OrderCanceledEvent
            {
                At = GoldenCached.Start.AddTicks(-1), Order = new("tr-1"), Reason = "naïve", IsInferred = true,
            },
        }).ToArray();
        string[] described =
        [
            $"[int 1, int 70000, [text BINANCE-USDM:main, text USDT, decimal 1000.00, decimal 900.5, decimal 12.3], "
                + $"bytes {Hex(balance[^4..])}]",
            "[int 1, int 1, [int 3, [text 4411001-9001-buy, text tr-1, text BINANCE-USDM:main, "
                + "text BINANCE-USDM:BTCUSDT, int 1, decimal 0.250, decimal 64250.10, "
                + "time 2026-03-01T12:00:00.1234567, decimal -0.00000001, text BNB, int 1, int 4411001, nil, nil, nil, "
                + "nil, nil, [[text trend, decimal 0.150], [text EXTERNAL, decimal 0.100]]]], "
                + $"bytes {Hex(fill[^4..])}]",
            "[int 1, int 7, int 3, time 2026-03-01T12:00:00.0000000, int 1, [int 10, "
                + "time 2026-03-01T11:59:59.9999999, nil, text tr-1, nil, nil, text naïve, true]]",
        ];
        Assert.Equal(described, peer.Ask("decode", [Hex(balance), Hex(fill), Hex(entry)]));
    }

    /// <summary>All values at the edges of their forms, and many others.</summary>
    private static string[] Values()
    {
        var any = new AnyContent(new Random(20_261_121));
        return
        [
            .. MessagePackTests.Values.Select(static row => (string)row[0]),
            .. Enumerable.Range(0, 500).SelectMany(_ => new[]
            {
                $"int {(any.Make<bool>() ? 1 : -1) * any.Make<long>()}",
                $"text {any.Make<StrategyId>().Value}",
                MessagePackTests.Described(any.Make<decimal>()),
                MessagePackTests.Described(any.Make<DateTimeOffset>()),
                $"bytes {Hex(any.Make<ReadOnlyMemory<byte>>().ToArray())}",
            }),
            .. TextLengths.Select(static n => $"text {new string('x', n)}"),
            .. BytesLengths.Select(static n => $"bytes {new string('7', 2 * n)}"),
        ];
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
