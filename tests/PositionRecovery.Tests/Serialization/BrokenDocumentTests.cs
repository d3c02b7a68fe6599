using System.Text;

namespace PositionRecovery.Tests.Serialization;

/// <summary>One row for each way in which a document can be wrong: where it says so, and what it says.</summary>
public sealed class BrokenDocumentTests
{
    private const string Head = """{ "format": "position-recovery/venue", "version": 1, "answers": """;
    private const string Asked = """ "query": { "kind": "positions", "account": "X:a" }, "coverage": "complete", """;
    private const string When = """ "asOf": "2026-03-01T12:00:00Z", """;

    public static TheoryData<string, string, string, string?, string> Documents => new()
    {
        { "", "$", "", null, "no valid JSON" },
        { "[]", "$", "", "a list", "expected an object, found a list" },
        { "{ // no\n }", "$", "", null, "(line 1, byte 3)" },
        { "{} {}", "$", "", null, "no valid JSON" },
        { """{ "version": 1 }""", "$.format", "format", null, "\"format\" is required and missing" },
        { """{ "format": "position-recovery/cached", "version": 1 }""", "$.format", "format",
            "\"position-recovery/cached\"", "expected \"position-recovery/venue\"" },
        { """{ "format": "position-recovery/venue" }""", "$.version", "version", null, "required" },
        { """{ "format": "position-recovery/venue", "version": 2 }""", "$.version", "version", "2", "newer" },
        { """{ "format": "position-recovery/venue", "version": 0 }""", "$.version", "version", "0", "version 1" },
        { """{ "format": "position-recovery/venue", "version": "1" }""", "$.version", "version", "\"1\"", "whole" },
        { """{ "format": "position-recovery/venue", "version": 1 }""", "$.answers", "answers", null, "required" },
        { Head + "null }", "$.answers", "answers", null, "required" },
        { Head + "{} }", "$.answers", "answers", "an object", "expected a list" },
        { Head + "[ 7 ] }", "$.answers[0]", "answers", "7", "expected an object, found 7" },
        { Head + "[ {}, ] }", "$.answers[1]", "answers", null, "no valid JSON" },
        { Head + "[ { } ] }", "$.answers[0].query", "query", null, "required" },
        { Head + """[ { "a": { "b": [ 1, { "c": 1, "c": 2 } ] } } ] }""", "$.answers[0].a.b[1].c", "c", null, "twice" },
        { Answer("""{ "kind": "positions" }""", ""), "$.answers[0].query.account", "account", null, "required" },
        { Answer("""{ "kind": "weather", "account": "X:a" }""", ""), "$.answers[0].query.kind", "kind",
            "\"weather\"", "allowed are account, balances, cash-flows, fills, instruments, marks, open-orders" },
        { Answer("""{ "kind": "fills", "account": "X:a" }""", ""), "$.answers[0].query.from", "from", null,
            "required" },
        { Answer("""{ "kind": "fills", "account": "X:a", "from": "2026-03-01T12:00:00" }""", ""),
            "$.answers[0].query.from", "from", "\"2026-03-01T12:00:00\"", "expected a time such as" },
        { Answer("""{ "kind": "fills", "account": "X:a", "from": "2026-03-01T12:00:00.12345678Z" }""", ""),
            "$.answers[0].query.from", "from", "\"2026-03-01T12:00:00.12345678Z\"", "seven digits" },
        { Answer("""{ "kind": "marks", "account": "X a" }""", ""), "$.answers[0].query.account", "account",
            "\"X a\"", "AccountId has the character U+0020 at position 1" },
        { Answer("""{ "kind": "marks", "account": 5 }""", ""), "$.answers[0].query.account", "account", "5", "a text" },
        { Answer("""{ "kind": "marks", "account": "X:a" }""", """, "coverage": "unknown" """), "$.answers[0].coverage",
            "coverage", "\"unknown\"", "must say what it covers" },
        { Answer("""{ "kind": "marks", "account": "X:a" }""", """, "coverage": "failed" """), "$.answers[0].reason",
            "reason", null, "required" },
        { Answer(
                """{ "kind": "marks", "account": "X:a" }""",
                """, "coverage": "failed", "reason": "", "reports": [1]"""),
            "$.answers[0].reports", "reports", "a list", "an answer with coverage failed has no reports" },
        { Head + "[ {" + Asked + """ "reports": [] } ] }""", "$.answers[0].asOf", "asOf", null, "required" },
        { Head + "[ {" + Asked + When + """ "note": 1 } ] }""", "$.answers[0].reports", "reports", null, "required" },
        { Report("""{ "kind": "rumour" }"""), Place("kind"), "kind", "\"rumour\"", "allowed are account, balance" },
        { Report("""{ "account": "X:a" }"""), Place("kind"), "kind", null, "required" },
        { Position("\"quantity\": true"), Place("quantity"), "quantity", "true", "expected a number such as \"1.50\"" },
        { Position("\"quantity\": \"1,5\""), Place("quantity"), "quantity", "\"1,5\"", "1,5 is no number" },
        { Position("\"quantity\": 0.00000000000000000000000000001"), Place("quantity"), "quantity",
            "0.00000000000000000000000000001", "more digits than can be kept exactly" },
        { Position("\"quantity\": 2e15"), Place("quantity"), "quantity", "2e15",
            "Quantity is 2000000000000000; it must be between -1000000000000000 and 1000000000000000." },
        { Position("\"quantity\": 1, \"side\": \"sideways\""), Place("side"), "side", "\"sideways\"",
            "unknown word \"sideways\"; allowed are unknown, net, long, short." },
        { Position("\"quantity\": 1, \"side\": \"unknown\""), Place("side"), "side", "\"unknown\"",
            "Side must be a known PositionSide." },
        { Position("\"quantity\": 1, \"side\": \"2\""), Place("side"), "side", "\"2\"", "unknown word" },
        { Position("\"quantity\": 1, \"averagePrice\": \"\\ud800\""), Place("averagePrice"), "averagePrice",
            "\"\\ud800\"", "half of a character" },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void ReadVenue_BrokenDocument_SaysWhatIsWrongAndWhere(
        string document, string path, string field, string? value, string says)
    {
        var error = Assert.Throws<SnapshotFormatException>(() => Read(document));
        Assert.Equal(path, error.Path);
        Assert.Equal(field, error.Field);
        Assert.Equal(value, error.Value);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.StartsWith($"venue.json: {path}: ", error.Message, StringComparison.Ordinal);
        Assert.Equal("venue.json", error.SourceName);
    }

    [Theory]
    [InlineData("\"intent\": {}", "$.orders[0].intent.id")]
    [InlineData("\"status\": \"sleeping\"", "$.orders[0].status")]
    [InlineData("\"filled\": -1", "$.orders[0].filled")]
    [InlineData("\"fills\": [ null ]", "$.orders[0].fills[0]")]
    [InlineData("\"priorVenueOrders\": [ \"\" ]", "$.orders[0].priorVenueOrders[0]")]
    [InlineData("\"createdAt\": 1772366400", "$.orders[0].createdAt")]
    [InlineData("\"isExternal\": \"yes\"", "$.orders[0].isExternal")]
    [InlineData("\"origin\": \"unknown\"", "$.orders[0].origin")]
    public void ReadCached_BrokenOrder_NamesThePlace(string member, string path)
    {
        string order = OrderWith(member);
        string document = $$"""{ "format": "position-recovery/cached", "version": 1, "orders": [ {{order}} ] }""";
        var error = Assert.Throws<SnapshotFormatException>(
            () => SnapshotJson.ReadCached(Encoding.UTF8.GetBytes(document), "cached.json"));
        Assert.Equal(path, error.Path);
    }

    [Fact]
    public void ReadCached_KeyWithoutASide_NamesTheMemberInsideOfTheKey()
    {
        const string document = """
            { "format": "position-recovery/cached", "version": 1, "positions": [ { "quantity": "1",
              "key": { "strategy": "s", "account": "X:a", "instrument": "X:i", "side": "unknown" } } ] }
            """;
        var error = Assert.Throws<SnapshotFormatException>(
            () => SnapshotJson.ReadCached(Encoding.UTF8.GetBytes(document), "cached.json"));
        Assert.Equal("$.positions[0].key.side", error.Path);
        Assert.Equal("\"unknown\"", error.Value);
    }

    [Theory]
    [InlineData("\"requestLife\": \"5 seconds\"", "$.requestLife")]
    [InlineData("\"requestLife\": 5", "$.requestLife")]
    [InlineData("\"requiredAbsenceReads\": 2.5", "$.requiredAbsenceReads")]
    [InlineData("\"dust\": { \"BTC\": \"little\" }", "$.dust.BTC")]
    [InlineData("\"dust\": { \"B C\": \"1\" }", "$.dust")]
    [InlineData("\"claims\": [ { \"account\": \"X:a\" } ]", "$.claims[0].instrument")]
    public void ReadOptions_BrokenMember_NamesThePlace(string member, string path)
    {
        string document = $$"""{ "format": "position-recovery/options", "version": 1, {{member}} }""";
        var error = Assert.Throws<SnapshotFormatException>(
            () => SnapshotJson.ReadOptions(Encoding.UTF8.GetBytes(document), "options.json"));
        Assert.Equal(path, error.Path);
    }

    [Fact]
    public void ReadVenue_ValueThatWouldSteerATerminal_IsShownEscapedAndCut()
    {
        string hostile = "\\u001b[31m" + new string('x', 1_000);
        var error = Assert.Throws<SnapshotFormatException>(() => Read(Report($$"""{ "kind": "{{hostile}}" }""")));
        Assert.Equal(100, error.Value!.Length);
        Assert.DoesNotContain('\u001b', error.Message);
    }

    [Fact]
    public void ReadVenue_NotUtf8_IsRefused()
    {
        var error = Assert.Throws<SnapshotFormatException>(
            () => SnapshotJson.ReadVenue([(byte)'{', 0xFF, (byte)'}'], "venue\n.json"));
        Assert.Equal("venue\\u000A.json: $: the file is not UTF-8.", error.Message);
    }

    private static VenueSnapshot Read(string document) =>
        SnapshotJson.ReadVenue(Encoding.UTF8.GetBytes(document), "venue.json");

    private static string Answer(string query, string rest) => $$"""{{Head}}[ { "query": {{query}}{{rest}} } ] }""";

    private static string Report(string report) => $$"""{{Head}}[ {{{Asked}}{{When}}"reports": [ {{report}} ] } ] }""";

    private static string Position(string members) =>
        Report($$"""{ "kind": "position", "account": "X:a", "instrument": "X:i", {{members}} }""");

    private static string Place(string member) => "$.answers[0].reports[0]." + member;

    /// <summary>A good order but for one member.</summary>
    private static string OrderWith(string member)
    {
        const string intent = """
            "intent": { "id": "c-1", "strategy": "s", "account": "X:a", "instrument": "X:i", "side": "buy",
                        "type": "limit", "quantity": "1" }
            """;
        string name = member[..member.IndexOf(':', StringComparison.Ordinal)];
        string[] good = [intent, "\"status\": \"accepted\""];
        var members = good.Where(m => !m.StartsWith(name, StringComparison.Ordinal)).Append(member);
        return $"{{ {string.Join(", ", members)} }}";
    }
}
