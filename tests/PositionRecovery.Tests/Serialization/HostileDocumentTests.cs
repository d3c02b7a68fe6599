using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace PositionRecovery.Tests.Serialization;

/// <summary>Whatever a file holds, reading it either succeeds or says why not: nothing else ever comes out.</summary>
public sealed class HostileDocumentTests
{
    private static readonly byte[][] Fragments =
    [
        [.. "null"u8], [.. "\"\\ud800\""u8], [.. "\"\""u8], [.. "-0"u8], [.. "1e999"u8], [.. "[]"u8], [.. "{}"u8],
        [.. "\"unknown\""u8], [.. "{\"\\ud800\":1}"u8], [0x00], [0xC0, 0x80], [.. "\"kind\":\"fill\","u8], [.. ","u8],
    ];

    public static TheoryData<string> Documents => GoldenTests.Documents;

    [Theory]
    [MemberData(nameof(Documents))]
    public void Read_BytesChanged_ParsesOrSaysWhy(string name)
    {
        byte[] golden = GoldenFiles.Read(name);
        Gen<(int At, byte Now)[]> changes = (
            from at in Gen.Choose(0, golden.Length - 1)
            from now in Gen.Choose(0, 255)
            select (at, (byte)now)).ArrayOf().Where(c => c.Length is > 0 and < 5);
        Prop.ForAll(changes.ToArbitrary(), edits =>
        {
            byte[] mutant = [.. golden];
            foreach ((int at, byte now) in edits)
            {
                mutant[at] = now;
            }

            return ParsesOrSaysWhy(name, mutant);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Read_PieceReplaced_ParsesOrSaysWhy(string name)
    {
        byte[] golden = GoldenFiles.Read(name);
        var pieces = (
            from at in Gen.Choose(0, golden.Length)
            from length in Gen.Choose(0, 20)
            from fragment in Gen.Elements(Fragments)
            select (at, length, fragment)).ToArbitrary();
        Prop.ForAll(pieces, piece =>
        {
            (int at, int length, byte[] fragment) = piece;
            byte[] mutant = [.. golden[..at], .. fragment, .. golden[Math.Min(golden.Length, at + length)..]];
            return ParsesOrSaysWhy(name, mutant);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Read_AnyValueReplaced_ParsesOrSaysWhy(string name)
    {
        string[] lines = Encoding.UTF8.GetString(GoldenFiles.Read(name)).Split('\n');
        foreach (int line in Enumerable.Range(0, lines.Length))
        {
            int colon = lines[line].IndexOf(": ", StringComparison.Ordinal);
            if (colon < 0 || lines[line][^1] is '{' or '[')
            {
                continue;
            }

            string comma = lines[line].EndsWith(',') ? "," : string.Empty;
            foreach (byte[] fragment in Fragments)
            {
                string replaced = $"{lines[line][..colon]}: {Encoding.UTF8.GetString(fragment)}{comma}";
                string[] mutant = [.. lines[..line], replaced, .. lines[(line + 1)..]];
                Assert.True(ParsesOrSaysWhy(name, Encoding.UTF8.GetBytes(string.Join('\n', mutant))));
            }
        }
    }

    [Theory]
    [InlineData("""{ "\ud800": 1 }""")]
    [InlineData("""{ "format": "\ud800" }""")]
    [InlineData("""{ "format": "position-recovery/options", "version": 1, "dust": { "\ud800": 1 } }""")]
    [InlineData("""{ "format": "position-recovery/options", "version": 1, "dust": { "BTC": null } }""")]
    [InlineData("""{ "format": "position-recovery/options", "version": 99999999999999999999 }""")]
    public void ReadOptions_HalfCharactersAndTheLike_SaysWhy(string document) =>
        Assert.Throws<SnapshotFormatException>(
            () => SnapshotJson.ReadOptions(Encoding.UTF8.GetBytes(document), "options.json"));

    [Fact]
    public void ReadCached_NestedTooDeep_IsRefused()
    {
        string deep = string.Concat(Enumerable.Repeat("[", 16)) + string.Concat(Enumerable.Repeat("]", 16));
        var error = Assert.Throws<SnapshotFormatException>(() => ReadCached($$"""{ "x": {{deep}} }"""));
        Assert.Contains("depth of 16", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadCached_TooManyBytes_IsRefusedUnread()
    {
        var error = Assert.Throws<SnapshotFormatException>(
            () => SnapshotJson.ReadCached(new byte[(256 * 1024 * 1024) + 1], "cached.json"));
        Assert.Contains("268435457 bytes; at most 268435456", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadCached_TooLongAList_IsRefusedUnread()
    {
        string list = string.Join(',', Enumerable.Repeat("0", 1_000_001));
        var error = Assert.Throws<SnapshotFormatException>(() => ReadCached(
            $$"""{ "format": "position-recovery/cached", "version": 1, "orders": [ {{list}} ] }"""));
        Assert.Equal("$.orders", error.Path);
        Assert.Contains("1000001 elements", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadVenue_TooManyReportsInAllAnswersTogether_IsRefused()
    {
        string marks = string.Join(',', Enumerable.Repeat(
            """{ "kind": "mark", "account": "X:a", "instrument": "X:i" }""", 500_001));
        string answer = $$"""
            { "query": { "kind": "marks", "account": "X:a" }, "coverage": "complete",
              "asOf": "2026-03-01T12:00:00Z", "reports": [ {{marks}} ] }
            """;
        byte[] utf8 = Encoding.UTF8.GetBytes(
            $$"""{ "format": "position-recovery/venue", "version": 1, "answers": [ {{answer}}, {{answer}} ] }""");
        var error = Assert.Throws<SnapshotFormatException>(() => SnapshotJson.ReadVenue(utf8, "venue.json"));
        Assert.Equal("$.answers[1]", error.Path);
        Assert.Contains("more than 1000000 reports", error.Message, StringComparison.Ordinal);
    }

    private static CachedSnapshot ReadCached(string document) =>
        SnapshotJson.ReadCached(Encoding.UTF8.GetBytes(document), "cached.json");

    private static bool ParsesOrSaysWhy(string name, byte[] utf8)
    {
        try
        {
            Assert.NotEmpty(GoldenTests.WriteObject(GoldenTests.Read(name, utf8)));
        }
        catch (SnapshotFormatException error)
        {
            Assert.DoesNotContain(error.Message, char.IsControl);
            Assert.StartsWith("$", error.Path, StringComparison.Ordinal);
        }

        return true;
    }
}
