using System.Buffers.Binary;
using System.Text;

namespace PositionRecovery.Tests.Serialization;

/// <summary>What cannot be taken at its word is set aside with a reason, and nothing else happens.</summary>
public sealed class RowDefectTests
{
    private static readonly byte[] OtherKey = [.. CodecFixtures.Key.Reverse()];

    public static TheoryData<RecordFormat, bool> Codecs => StateCodecTests.Codecs;

    [Theory]
    [MemberData(nameof(Codecs))]
    public void TryDecode_CutAnywhere_IsRefused(RecordFormat format, bool isKeyed)
    {
        StateCodec codec = CodecFixtures.Codec(format, isKeyed);
        foreach (StateRow row in Samples(codec))
        {
            byte[] whole = row.Bytes();
            for (int length = 0; length < whole.Length; length++)
            {
                codec.DefectOf(CodecFixtures.Row(row.Kind, row.Key, whole[..length]));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void TryDecode_AnySingleBitFlipped_IsRefused(RecordFormat format, bool isKeyed)
    {
        StateCodec codec = CodecFixtures.Codec(format, isKeyed);
        foreach (StateRow row in Samples(codec))
        {
            byte[] bytes = row.Bytes();
            for (int bit = 0; bit < bytes.Length * 8; bit++)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                codec.DefectOf(CodecFixtures.Row(row.Kind, row.Key, bytes));
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
    }

    [Theory]
    [InlineData(RecordFormat.MessagePack)]
    [InlineData(RecordFormat.Json)]
    public void TryDecodeEntry_CutAnywhere_IsRefused(RecordFormat format)
    {
        foreach (JournalEntry entry in GoldenRows.Entries)
        {
            byte[] whole = CodecFixtures.Codec(format).EncodeEntry(entry).ToArray();
            for (int length = 0; length < whole.Length; length++)
            {
                Assert.False(StateCodec.TryDecodeEntry(
                    CodecFixtures.Record(1, whole.AsMemory(0, length)), new IdCache(), out _, out _));
            }
        }
    }

    [Theory]
    [InlineData(RecordFormat.MessagePack)]
    [InlineData(RecordFormat.Json)]
    public void TryDecodeEntry_AnySingleBitFlipped_IsRefusedOrWrittenBackTheSame(RecordFormat format)
    {
        StateCodec codec = CodecFixtures.Codec(format);
        foreach (JournalEntry entry in GoldenRows.Entries)
        {
            byte[] bytes = codec.EncodeEntry(entry).ToArray();
            for (int bit = 0; bit < bytes.Length * 8; bit++)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                JournalRecord record = CodecFixtures.Record(1, bytes);
                if (StateCodec.TryDecodeEntry(record, new IdCache(), out JournalEntry? read, out _))
                {
                    Assert.Equal(bytes, codec.EncodeEntry(read).ToArray());
                }

                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void TryDecode_RowAtThePlaceOfAnother_IsRefused(RecordFormat format, bool isKeyed)
    {
        StateCodec codec = CodecFixtures.Codec(format, isKeyed);
        StateRow row = codec.Encode(RowKind.Position, "p 1", GoldenCached.Snapshot.Positions[0], 1);
        codec.DefectOf(row with { Key = "p 2" });
        codec.DefectOf(row with { Kind = RowKind.AccountBook });
    }

    [Theory]
    [InlineData(RecordFormat.MessagePack)]
    [InlineData(RecordFormat.Json)]
    public void TryDecode_NewerVersion_IsSetAsideUntouched(RecordFormat format)
    {
        StateCodec codec = CodecFixtures.Codec(format);
        StateRow newer = Newer(codec.Encode(RowKind.Session, "s", GoldenLives.Session, 1));
        byte[] before = newer.Bytes();
        RowDefect defect = codec.DefectOf(newer);
        Assert.Equal(RowDefectReason.Newer, defect.Reason);
        Assert.Contains("version 2", defect.Text, StringComparison.Ordinal);
        Assert.Equal(before, newer.Bytes());
    }

    [Theory]
    [InlineData("9602", RowDefectReason.Newer)]
    [InlineData("9600", RowDefectReason.Corrupt)]
    [InlineData("96ff", RowDefectReason.Corrupt)]
    [InlineData("7b2276223a322c", RowDefectReason.Corrupt)]
    public void TryDecodeEntry_OtherVersion_IsSetAside(string hex, object reason)
    {
        byte[] payload = [.. Convert.FromHexString(hex), .. new byte[8]];
        Assert.False(StateCodec.TryDecodeEntry(
            CodecFixtures.Record(1, payload), new IdCache(), out _, out RowDefect? defect));
        Assert.Equal(reason, defect.Reason);
    }

    [Fact]
    public void TryDecodeEntry_NewerJson_IsNewer()
    {
        byte[] payload = Encoding.UTF8.GetBytes("""{"v":2,"what":"ever"}""");
        Assert.False(StateCodec.TryDecodeEntry(
            CodecFixtures.Record(1, payload), new IdCache(), out _, out RowDefect? defect));
        Assert.Equal(RowDefectReason.Newer, defect.Reason);
    }

    [Theory]
    [InlineData(RecordFormat.MessagePack)]
    [InlineData(RecordFormat.Json)]
    public void TryDecode_KeySetAndRowWithout_IsNotAuthenticated(RecordFormat format)
    {
        StateRow row = CodecFixtures.Codec(format).Encode(RowKind.Session, "s", GoldenLives.Session, 1);
        Assert.Equal(RowDefectReason.NotAuthenticated, CodecFixtures.Codec(format, isKeyed: true).DefectOf(row).Reason);
    }

    [Theory]
    [InlineData(RecordFormat.MessagePack)]
    [InlineData(RecordFormat.Json)]
    public void TryDecode_RowOfAnotherKey_IsNotAuthenticated(RecordFormat format)
    {
        StateRow row = new StateCodec(format, OtherKey).Encode(RowKind.Session, "s", GoldenLives.Session, 1);
        Assert.Equal(RowDefectReason.NotAuthenticated, CodecFixtures.Codec(format, isKeyed: true).DefectOf(row).Reason);
    }

    [Theory]
    [InlineData(RecordFormat.MessagePack)]
    [InlineData(RecordFormat.Json)]
    public void TryDecode_NoKeyAndRowWithOne_NeedsTheKey(RecordFormat format)
    {
        StateRow row = CodecFixtures.Codec(format, isKeyed: true).Encode(RowKind.Session, "s", GoldenLives.Session, 1);
        Assert.Equal(RowDefectReason.NeedsKey, CodecFixtures.Codec(format).DefectOf(row).Reason);
    }

    [Theory]
    [InlineData(0, RowDefectReason.Corrupt)]
    [InlineData(1024 * 1024, RowDefectReason.Corrupt)]
    [InlineData((1024 * 1024) + 1, RowDefectReason.Oversized)]
    public void TryDecode_SizeThatIsNeverWritten_IsSetAside(int size, object reason)
    {
        StateRow row = CodecFixtures.Row(RowKind.Session, "s", new byte[size]);
        Assert.Equal(reason, CodecFixtures.Codec(RecordFormat.MessagePack).DefectOf(row).Reason);
    }

    [Fact]
    public void TryDecode_DeletedRow_IsCorrupt()
    {
        var row = new StateRow { Kind = RowKind.Session, Key = "s", Payload = null };
        Assert.Equal(RowDefectReason.Corrupt, CodecFixtures.Codec(RecordFormat.MessagePack).DefectOf(row).Reason);
    }

    [Fact]
    public void Read_KindWithoutAContent_IsNewer()
    {
        RowDefectException refused = Assert.Throws<RowDefectException>(static () =>
        {
            var reader = new PackReader([0x90], new IdCache());
            RowContent.Read(ref reader, RowKind.Unknown);
        });
        Assert.Equal(RowDefectReason.Newer, refused.Defect.Reason);
    }

    [Theory]
    [InlineData("9401 01 93a1 61a1 6201", "extension")]
    [InlineData("9401 01 92a161a162 ", "missing")]
    [InlineData("9401 01 94a161a162d5010001c0", "left out")]
    [InlineData("9401 01 95a161a162d5010001c0d40100", "nil, not written")]
    [InlineData("9401 ff 93a161a162d5010001", "negative")]
    [InlineData("9401 01 93a120a162d5010001", "AccountId")]
    [InlineData("9401 01 93a161a162c709010009184e72a000" + "0001", "Total")]
    [InlineData("9400 01 93a161a162d5010001", "no version 0")]
    [InlineData("9401 01 93a161a162d5010001 00", "does not end at the check")]
    public void TryDecode_ForgedBalance_SaysWhatIsWrong(string hex, string says)
    {
        byte[] forged = CheckedRow(
            RowKind.Balance, "a b", Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
        RowDefect defect = CodecFixtures.Codec(RecordFormat.MessagePack)
            .DefectOf(CodecFixtures.Row(RowKind.Balance, "a b", forged));
        Assert.Equal(RowDefectReason.Corrupt, defect.Reason);
        Assert.Contains(says, defect.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9401 01 96a161a162d5010001c0d5010001c0", "more members")]
    [InlineData("9401 01 93a161a162d5010001", null)]
    public void TryDecode_BalanceWithAMemberMore_IsNewer(string hex, string? says)
    {
        byte[] forged = CheckedRow(
            RowKind.Balance, "a b", Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
        StateRow row = CodecFixtures.Row(RowKind.Balance, "a b", forged);
        bool isRead = CodecFixtures.Codec(RecordFormat.MessagePack)
            .TryDecode(row, new IdCache(), out _, out _, out RowDefect? defect);
        Assert.Equal(says is null, isRead);
        Assert.True(says is null || (defect!.Reason == RowDefectReason.Newer
            && defect.Text.Contains(says, StringComparison.Ordinal)));
    }

    [Fact]
    public void TryDecode_EnumValueOfAnotherVersion_IsNewer()
    {
        // account, no identity, position mode 9
        byte[] forged = CheckedRow(RowKind.Account, "a", [0x94, 0x01, 0x01, 0x93, 0xA1, 0x61, 0xC0, 0x09]);
        RowDefect defect = CodecFixtures.Codec(RecordFormat.MessagePack)
            .DefectOf(CodecFixtures.Row(RowKind.Account, "a", forged));
        Assert.Equal(RowDefectReason.Newer, defect.Reason);
        Assert.Contains("PositionMode", defect.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"v":1,"seq":1,"body":{"account":"X:a","mode":"netting"}""", true)]
    [InlineData("""{"v":1,"seq":1,"body":{"account":"X:a","mode":"Netting"}""", false)]
    [InlineData("""{"v":1,"seq":1,"body":{"mode":"netting","account":"X:a"}""", false)]
    [InlineData("""{"v":1,"seq":1,"body":{"account":"X:a", "mode":"netting"}""", false)]
    [InlineData("""{"v":1,"seq":1,"body":{"account":"X:a","mode":"netting","more":1}""", false)]
    [InlineData("""{"v":1,"seq":1,"body":{"account":"X:\u0061","mode":"netting"}""", false)]
    [InlineData("""{"v":1,"seq":1.0,"body":{"account":"X:a","mode":"netting"}""", false)]
    [InlineData("""{"v":1,"body":{"account":"X:a","mode":"netting"},"seq":1""", false)]
    public void TryDecode_JsonInAnotherForm_IsRefused(string body, bool isOurs)
    {
        byte[] payload = CheckedJson(RowKind.Account, "X:a", body);
        Assert.Equal(isOurs, CodecFixtures.Codec(RecordFormat.Json).TryDecode(
            CodecFixtures.Row(RowKind.Account, "X:a", payload), new IdCache(), out _, out _, out _));
    }

    [Fact]
    public void TryDecode_AnyDefect_SaysSoInOnePrintableLine()
    {
        StateCodec codec = CodecFixtures.Codec(RecordFormat.Json);
        string body = """{"v":1,"seq":1,"body":{"account":"X:a","mode":"\u001b[31m\u000a"}""";
        RowDefect defect = codec.DefectOf(
            CodecFixtures.Row(RowKind.Account, "X:a", CheckedJson(RowKind.Account, "X:a", body)));
        Assert.DoesNotContain(defect.Text, char.IsControl);
    }

    /// <summary>A row with a check as somebody without a key can make it.</summary>
    internal static byte[] CheckedRow(RowKind kind, string key, ReadOnlySpan<byte> upToCheck)
    {
        var check = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(check, Crc(kind, key, upToCheck));
        return [.. upToCheck, 0xC4, 0x04, .. check];
    }

    internal static byte[] CheckedJson(RowKind kind, string key, string upToCheck)
    {
        byte[] text = Encoding.UTF8.GetBytes(upToCheck);
        return [.. text, .. Encoding.UTF8.GetBytes($",\"check\":\"{Crc(kind, key, text):x8}\"}}")];
    }

    private static uint Crc(RowKind kind, string key, ReadOnlySpan<byte> upToCheck)
    {
        byte[] place = new byte[RowCheck.PlaceLength(key)];
        RowCheck.WritePlace(kind, key, place);
        return Crc32C.Finish(Crc32C.Add(Crc32C.Start, [.. place, .. upToCheck]));
    }

    /// <summary>The row as a later version would write it, in the frame that stays.</summary>
    private static StateRow Newer(StateRow row)
    {
        byte[] bytes = row.Bytes();
        if (bytes[0] != (byte)'{')
        {
            bytes[1] = 2;
            return row with { Payload = CheckedRow(row.Kind, row.Key, bytes.AsSpan(..^6)) };
        }

        string text = Encoding.UTF8.GetString(bytes.AsSpan(..^20))
            .Replace("\"v\":1", "\"v\":2", StringComparison.Ordinal);
        return row with { Payload = CheckedJson(row.Kind, row.Key, text) };
    }

    private static IEnumerable<StateRow> Samples(StateCodec codec) =>
        GoldenRows.Full.Where(static r => r.Kind is RowKind.Fill or RowKind.Session or RowKind.Order or RowKind.Position)
            .Select(r => codec.Encode(r.Kind, r.Key, r.Content, GoldenRows.Sequence));
}
