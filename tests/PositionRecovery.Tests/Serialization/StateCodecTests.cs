using FsCheck;
using FsCheck.Fluent;

namespace PositionRecovery.Tests.Serialization;

public sealed class StateCodecTests
{
    public static TheoryData<RecordFormat, bool> Codecs => new()
    {
        { RecordFormat.MessagePack, false }, { RecordFormat.MessagePack, true },
        { RecordFormat.Json, false }, { RecordFormat.Json, true },
    };

    public static TheoryData<RowKind, RecordFormat> Kinds
    {
        get
        {
            var kinds = new TheoryData<RowKind, RecordFormat>();
            foreach (RowKind kind in CodecFixtures.Contents.Keys)
            {
                Array.ForEach(CodecFixtures.Formats, format => kinds.Add(kind, format));
            }

            return kinds;
        }
    }

    public static TheoryData<string, RecordFormat> Events
    {
        get
        {
            var events = new TheoryData<string, RecordFormat>();
            foreach (Type kind in AnyContent.Kinds)
            {
                Array.ForEach(CodecFixtures.Formats, format => events.Add(kind.Name, format));
            }

            return events;
        }
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void TryDecode_RowWithEveryMemberSetOrNone_GivesEveryMemberAndTheSameBytes(RecordFormat format, bool isKeyed)
    {
        StateCodec codec = CodecFixtures.Codec(format, isKeyed);
        foreach ((RowKind kind, string key, object content) in GoldenRows.Full.Concat(GoldenRows.Bare))
        {
            Survives(codec, kind, key, content, GoldenRows.Sequence);
        }
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void TryDecodeEntry_EventWithEveryMemberSet_GivesEveryMemberAndTheSameBytes(
        RecordFormat format, bool isKeyed)
    {
        StateCodec codec = CodecFixtures.Codec(format, isKeyed);
        Assert.All(GoldenRows.Entries, entry => Survives(codec, entry));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void TryDecode_AnyContent_GivesTheSameBits(RowKind kind, RecordFormat format) =>
        Prop.ForAll(AnyContent.Arbitrary, any => Survives(
            CodecFixtures.Codec(format, isKeyed: any.Make<bool>()),
            kind,
            any.Make<StrategyId>().Value,
            any.Make(CodecFixtures.Contents[kind]),
            any.Make<long>())).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Theory]
    [MemberData(nameof(Events))]
    public void TryDecodeEntry_AnyEvent_GivesTheSameBits(string kind, RecordFormat format)
    {
        Type type = AnyContent.Kinds.Single(k => k.Name == kind);
        Prop.ForAll(AnyContent.Arbitrary, any => Survives(
            CodecFixtures.Codec(format),
            any.Make<JournalEntry>() with { Event = (ExecutionEvent)any.Make(type) }))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(25));
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void TryDecode_WrittenInTheOtherFormat_IsReadTheSame(RecordFormat format, bool isKeyed)
    {
        StateCodec reader = CodecFixtures.Codec(format, isKeyed);
        StateCodec writer = CodecFixtures.Codec(CodecFixtures.Formats.Single(f => f != format), isKeyed);
        foreach ((RowKind kind, string key, object content) in GoldenRows.Full)
        {
            object read = reader.Decoded(writer.Encode(kind, key, content, 1));
            Assert.Null(Sameness.Difference(content, read));
        }
    }

    [Fact]
    public void Encode_NoContent_DeletesTheRow()
    {
        StateRow row = CodecFixtures.Codec(RecordFormat.MessagePack).Encode(RowKind.Order, "a b c", null, 7);
        Assert.Null(row.Payload);
        Assert.Null(row.Content);
    }

    [Fact]
    public void Encode_Content_StandsBesideItsBytes()
    {
        StateRow row = CodecFixtures.Codec(RecordFormat.MessagePack).Encode(RowKind.Session, "s", GoldenLives.Session, 7);
        Assert.Same(GoldenLives.Session, row.Content);
    }

    [Fact]
    public void Encode_ContentOfAnotherKind_IsADefectOfOurs() =>
        Assert.Throws<InvariantException>(() => CodecFixtures.Codec(RecordFormat.MessagePack)
            .Encode(RowKind.Order, "a b c", GoldenLives.Session, 7));

    [Theory]
    [InlineData(RecordFormat.MessagePack)]
    [InlineData(RecordFormat.Json)]
    public void Encode_MoreThanIsEverRead_IsADefectOfOurs(RecordFormat format)
    {
        var huge = new OpeningBalance
        {
            CarriedTrades =
                [.. Enumerable.Range(0, 30_000).Select(static i => new TradeKey(
                    new("X:a"), new("X:i"), new($"{i}-{new string('t', 100)}"), OrderSide.Buy))],
        };
        object bare = GoldenRows.Bare.First(static r => r.Kind == RowKind.Position).Content;
        PositionSnapshot position = (PositionSnapshot)bare with { Opening = huge };
        Assert.Throws<InvariantException>(() => CodecFixtures.Codec(format).Encode(RowKind.Position, "p", position, 1));
    }

    [Theory]
    [InlineData(RecordFormat.MessagePack)]
    [InlineData(RecordFormat.Json)]
    public void TryDecodeEntry_TextWithHalfOfACharacter_IsReplacedOnceAndForAll(RecordFormat format)
    {
        StateCodec codec = CodecFixtures.Codec(format);
        JournalEntry entry = GoldenRows.Entries[0] with
        {
            Event = new OrderDeniedEvent { At = GoldenCached.Start, Order = new("c-1"), Reason = "a\uD800b" },
        };
        var read = (OrderDeniedEvent)CodecFixtures.DecodedEntry(1, codec.EncodeEntry(entry)).Event;
        Assert.Equal("a\uFFFDb", read.Reason);
    }

    [Fact]
    public void TryDecode_SameIdentifierInManyRows_IsOneText()
    {
        StateCodec codec = CodecFixtures.Codec(RecordFormat.MessagePack);
        var ids = new IdCache();
        string[] texts = [.. Enumerable.Range(0, 3).Select(i =>
        {
            StateRow row = codec.Encode(RowKind.Fill, $"f {i}", GoldenLives.Stored, 1);
            Assert.True(codec.TryDecode(row, ids, out object? content, out _, out _));
            return ((StoredFill)content).Fill.Account.Value;
        })];
        Assert.Same(texts[0], texts[1]);
        Assert.Same(texts[0], texts[2]);
    }

    private static bool Survives(StateCodec codec, RowKind kind, string key, object content, long sequence)
    {
        StateRow row = codec.Encode(kind, key, content, sequence);
        Assert.True(
            codec.TryDecode(row, new IdCache(), out object? read, out long at, out RowDefect? defect), defect?.Text);
        Assert.Equal(sequence, at);
        Assert.Null(Sameness.Difference(content, read));
        Assert.Equal(row.Bytes(), codec.Encode(kind, key, read, at).Bytes());
        return true;
    }

    private static bool Survives(StateCodec codec, JournalEntry entry)
    {
        ReadOnlyMemory<byte> payload = codec.EncodeEntry(entry);
        JournalEntry read = CodecFixtures.DecodedEntry(entry.Sequence, payload);
        Assert.Null(Sameness.Difference(entry, read));
        Assert.Equal(payload.ToArray(), codec.EncodeEntry(read).ToArray());
        return true;
    }
}
