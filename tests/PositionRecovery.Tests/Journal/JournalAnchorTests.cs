namespace PositionRecovery.Tests.Journal;

public sealed class JournalAnchorTests
{
    private static readonly JournalAnchor Anchor = new()
    {
        Trader = new("desk-7"), Sequence = 4711, Hash = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray(),
    };

    [Fact]
    public void Parse_OfItsText_GivesTheAnchor()
    {
        Assert.Equal(Anchor, JournalAnchor.Parse(Anchor.ToString()));
        Assert.Equal(Anchor, JournalAnchor.Parse($"  {Anchor}   \n"));
    }

    [Fact]
    public void ToString_OfAnAnchor_IsOneLine() =>
        Assert.Equal(
            "anchor 1 desk-7 4711 000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F end",
            Anchor.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("anchor 1 desk-7 4711 00 end")]
    [InlineData("anchor 1 desk-7 -1 000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F end")]
    [InlineData("anchor 2 desk-7 1 000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F end")]
    [InlineData("anchor 1 desk-7 1 000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F")]
    [InlineData("anchor 1 desk\u00017 1 000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F end")]
    public void Parse_OfAnythingElse_IsRefused(string text) =>
        Assert.Throws<FormatException>(() => JournalAnchor.Parse(text));

    [Fact]
    public void Equals_OfAnchors_ComparesEveryPart()
    {
        JournalAnchor[] others =
        [
            Anchor with { Trader = new("desk-8") }, Anchor with { Sequence = 4712 }, Anchor with { Hash = new byte[32] },
        ];

        Assert.DoesNotContain(Anchor, others);
        Assert.False(Anchor.Equals(null));
        Assert.Single(new HashSet<JournalAnchor> { Anchor, JournalAnchor.Parse(Anchor.ToString()) });
    }

    [Fact]
    public void Sequence_Negative_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Anchor with { Sequence = -1 });
}
