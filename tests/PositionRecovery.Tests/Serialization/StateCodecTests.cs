using FluentAssertions;
using FluentAssertions.Equivalency;

namespace PositionRecovery.Tests.Serialization;

public sealed class StateCodecTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(static i => (byte)i)];

    public static TheoryData<RecordFormat, bool, int> Rows
    {
        get
        {
            var rows = new TheoryData<RecordFormat, bool, int>();
            foreach (RecordFormat format in new[] { RecordFormat.MessagePack, RecordFormat.Json })
            {
                for (int i = 0; i < GoldenRows.Full.Count; i++)
                {
                    rows.Add(format, false, i);
                    rows.Add(format, true, i);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void TryDecode_WhatWasEncoded_GivesEveryMember(RecordFormat format, bool isKeyed, int index)
    {
        foreach ((RowKind kind, string key, object content) in new[] { GoldenRows.Full[index], GoldenRows.Bare[index] })
        {
            var codec = new StateCodec(format, isKeyed ? Key : null);
            StateRow row = codec.Encode(kind, key, content, GoldenRows.Sequence);
            Assert.True(codec.TryDecode(row, new IdCache(), out object? read, out long sequence, out RowDefect? defect),
                defect?.Text);
            Assert.Equal(GoldenRows.Sequence, sequence);
            read.Should().BeEquivalentTo(content, AllMembersInOrder);
            Assert.Equal(
                row.Payload!.Value.ToArray(), codec.Encode(kind, key, read, sequence).Payload!.Value.ToArray());
        }
    }

    [Theory]
    [InlineData(RecordFormat.MessagePack)]
    [InlineData(RecordFormat.Json)]
    public void TryDecodeEntry_WhatWasEncoded_GivesEveryMember(RecordFormat format)
    {
        var codec = new StateCodec(format, null);
        foreach (JournalEntry entry in GoldenRows.Entries)
        {
            var record = new JournalRecord
            {
                Sequence = entry.Sequence, Payload = codec.EncodeEntry(entry), Hash = new byte[32],
            };
            Assert.True(
                StateCodec.TryDecodeEntry(record, new IdCache(), out JournalEntry? read, out RowDefect? defect),
                defect?.Text);
            read.Should().BeEquivalentTo(entry, AllMembersInOrder);
            Assert.Equal(record.Payload.ToArray(), codec.EncodeEntry(read).ToArray());
        }
    }

    private static EquivalencyAssertionOptions<T> AllMembersInOrder<T>(EquivalencyAssertionOptions<T> options) =>
        options.RespectingRuntimeTypes().WithStrictOrdering().ComparingRecordsByMembers().IncludingInternalProperties()
            .ComparingByValue<HeadRow>();
}
