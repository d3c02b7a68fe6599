namespace PositionRecovery.Tests.Serialization;

/// <summary>Numbers in stored rows that no engine of ours writes, behind a check that fits: they are refused, too.</summary>
public sealed class StoredLimitTests
{
    public static TheoryData<RecordFormat, int, int, long> Rows
    {
        get
        {
            var rows = new TheoryData<RecordFormat, int, int, long>();
            foreach (RecordFormat format in CodecFixtures.Formats)
            {
                rows.Add(format, 0, PurgedTradeChunk.MaxTrades + 1, 1);
                rows.Add(format, -1, 1, 1);
                rows.Add(format, 0, 1, -1);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void TryDecode_NumbersOutOfRange_IsRefused(RecordFormat format, int part, int trades, long sequence)
    {
        StateCodec codec = CodecFixtures.Codec(format);

        StateRow row = codec.Encode(RowKind.PurgedTrades, "k", Chunk(part, trades), sequence);

        Assert.Equal(RowDefectReason.Corrupt, codec.DefectOf(row).Reason);
    }

    [Theory]
    [InlineData(RecordFormat.MessagePack)]
    [InlineData(RecordFormat.Json)]
    public void TryDecode_AFullChunk_IsRead(RecordFormat format)
    {
        StateCodec codec = CodecFixtures.Codec(format);

        StateRow row = codec.Encode(RowKind.PurgedTrades, "k", Chunk(int.MaxValue, PurgedTradeChunk.MaxTrades), 1);

        Assert.Equal(PurgedTradeChunk.MaxTrades, ((PurgedTradeChunk)codec.Decoded(row)).Trades.Count);
    }

    [Fact]
    public void Of_AValueWithoutAWord_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => EnumWords<OrderStatus>.Of((OrderStatus)999));

    [Fact]
    public void IsJson_OfNothing_IsFalse() => Assert.False(JsonFrame.IsJson([]));

    private static PurgedTradeChunk Chunk(int part, int trades) => new()
    {
        Key = new BookKey(new("SIM:main"), new("SIM:BTCUSDT"), PositionSide.Net),
        Hour = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
        Part = part,
        Trades = [.. Enumerable.Range(0, trades).Select(i => new TradeKey(
            new("SIM:main"), new("SIM:BTCUSDT"), new($"t{i}"), OrderSide.Buy))],
    };
}
