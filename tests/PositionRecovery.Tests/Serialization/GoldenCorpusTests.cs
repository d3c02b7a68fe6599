using System.Text;

namespace PositionRecovery.Tests.Serialization;

/// <summary>
/// Rows and journal entries as they were once written, in files of the folder Golden, one file for each time the form
/// grew. All of them are read for ever, and written back as they are; the newest is what is written now. When a member
/// or a kind is added to the form, add a generation: never change a file of an earlier one.
/// </summary>
public sealed class GoldenCorpusTests
{
    private const int Generation = 2;

    private static readonly bool[] Keyed = [false, true];

    public static TheoryData<int> Generations => [.. Enumerable.Range(1, Generation)];

    [Fact]
    public void Encode_EveryContentAndEvent_GivesTheNewestCorpus()
    {
        string[] written = [.. Rows().Concat(Entries())];
        byte[] golden = GoldenFiles.ReadOrUpdate(
            FileOf(Generation), Encoding.ASCII.GetBytes(string.Join('\n', written) + "\n"));
        Assert.Equal(Encoding.ASCII.GetString(golden).TrimEnd('\n').Split('\n'), written);
    }

    [Theory]
    [MemberData(nameof(Generations))]
    public void TryDecode_CorpusOfEachGeneration_IsReadAndWrittenBackTheSame(int generation) =>
        Assert.All(LinesOf(generation).Where(static l => l[0] == "row"), static line =>
        {
            (RecordFormat format, bool isKeyed) = (Enum.Parse<RecordFormat>(line[1]), bool.Parse(line[2]));
            StateCodec codec = CodecFixtures.Codec(format, isKeyed);
            var kind = Enum.Parse<RowKind>(line[3]);
            StateRow row = CodecFixtures.Row(kind, line[4].Replace('~', ' '), Convert.FromHexString(line[5]));
            Assert.True(
                codec.TryDecode(row, new IdCache(), out object? content, out long sequence, out RowDefect? defect),
                $"{kind} {row.Key}: {defect}");
            Assert.Equal(row.Bytes(), codec.Encode(kind, row.Key, content, sequence).Bytes());
        });

    [Theory]
    [MemberData(nameof(Generations))]
    public void TryDecodeEntry_CorpusOfEachGeneration_IsReadAndWrittenBackTheSame(int generation) =>
        Assert.All(LinesOf(generation).Where(static l => l[0] == "entry"), static line =>
        {
            byte[] payload = Convert.FromHexString(line[3]);
            JournalEntry entry = CodecFixtures.DecodedEntry(long.Parse(line[2], null), payload);
            Assert.Equal(payload, CodecFixtures.Codec(Enum.Parse<RecordFormat>(line[1])).EncodeEntry(entry).ToArray());
        });

    [Fact]
    public void TryDecode_NewestCorpus_GivesEveryMember()
    {
        string[][] rows = [.. LinesOf(Generation).Where(static l => l[0] == "row")];
        object[] expected =
            [.. Contents().SelectMany(static c => Enumerable.Repeat(c.Content, CodecFixtures.Formats.Length * 2))];
        Assert.Equal(expected.Length, rows.Length);
        Assert.All(rows.Zip(expected), static pair => Assert.Null(Sameness.Difference(
            pair.Second,
            CodecFixtures.Codec(RecordFormat.MessagePack, bool.Parse(pair.First[2])).Decoded(CodecFixtures.Row(
                Enum.Parse<RowKind>(pair.First[3]),
                pair.First[4].Replace('~', ' '),
                Convert.FromHexString(pair.First[5]))))));
    }

    private static string FileOf(int generation) => $"rows-{generation}.hex";

    private static IEnumerable<string[]> LinesOf(int generation) =>
        Encoding.ASCII.GetString(GoldenFiles.Read(FileOf(generation))).TrimEnd('\n').Split('\n')
            .Select(static line => line.Split(' '));

    private static IEnumerable<(RowKind Kind, string Key, object Content)> Contents() =>
        GoldenRows.Full.Concat(GoldenRows.Bare);

    private static IEnumerable<string> Rows() =>
        from row in Contents()
        from format in CodecFixtures.Formats
        from isKeyed in Keyed
        let encoded = CodecFixtures.Codec(format, isKeyed)
            .Encode(row.Kind, row.Key, row.Content, GoldenRows.Sequence)
        let hex = Convert.ToHexStringLower(encoded.Bytes())
        select $"row {format} {isKeyed} {row.Kind} {row.Key.Replace(' ', '~')} {hex}";

    private static IEnumerable<string> Entries() =>
        from entry in GoldenRows.Entries
        from format in CodecFixtures.Formats
        let encoded = CodecFixtures.Codec(format).EncodeEntry(entry)
        select $"entry {format} {entry.Sequence} {Convert.ToHexStringLower(encoded.Span)}";
}
