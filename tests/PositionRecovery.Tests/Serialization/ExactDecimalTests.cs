using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace PositionRecovery.Tests.Serialization;

public sealed class ExactDecimalTests
{
    private static readonly Arbitrary<decimal> AnyBits = (
        from parts in Gen.Choose(int.MinValue, int.MaxValue).Three()
        from words in Gen.Choose(0, 3)
        from scale in Gen.Choose(0, 28)
        from isNegative in Gen.Elements(true, false)
        select new decimal(
            words > 0 ? parts.Item1 : 0, words > 1 ? parts.Item2 : 0, words > 2 ? parts.Item3 : 0,
            isNegative, (byte)scale)).ToArbitrary();

    public static TheoryData<string> Extremes =>
    [
        "79228162514264337593543950335", "-79228162514264337593543950335", "7.9228162514264337593543950335",
        "0.0000000000000000000000000001", "-0.0000000000000000000000000001", "0", "-0", "0.00", "-0.00",
        "0.0000000000000000000000000000", "1.50", "1000000000000000.0000",
    ];

    [Fact]
    public void TryParse_TextOfAnyDecimal_GivesTheSameBits() =>
        Prop.ForAll(AnyBits, SurvivesBitForBit).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void ReadOptions_AnyDecimalWritten_GivesTheSameBits() =>
        Prop.ForAll(AnyBits, value =>
        {
            byte[] utf8 = SnapshotJson.Write(new ReconciliationOptions { QuantityTolerance = value });
            decimal read = SnapshotJson.ReadOptions(utf8, "options.json").QuantityTolerance;
            return decimal.GetBits(read).SequenceEqual(decimal.GetBits(value));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Theory]
    [MemberData(nameof(Extremes))]
    public void Text_OfAnExtreme_IsTheExtreme(string text)
    {
        Assert.True(ExactDecimal.TryParse(text, out decimal value, out _));
        Assert.Equal(text, ExactDecimal.Text(value));
        Assert.True(SurvivesBitForBit(value));
    }

    [Theory]
    [InlineData("1e3", "1000")]
    [InlineData("1.5E-3", "0.0015")]
    [InlineData("1.50e+1", "15.0")]
    [InlineData("12e-1", "1.2")]
    [InlineData("0e9999", "0")]
    [InlineData("0e-9999", "0.0000000000000000000000000000")]
    [InlineData("1.0000000000000000000000000000000000000000", "1.0000000000000000000000000000")]
    [InlineData("10000000000e-38", "0.0000000000000000000000000001")]
    [InlineData("7922816251426433759354395033.5e1", "79228162514264337593543950335")]
    public void TryParse_UnusualForm_IsReadExactly(string text, string expected)
    {
        Assert.True(ExactDecimal.TryParse(text, out decimal value, out _));
        Assert.Equal(expected, ExactDecimal.Text(value));
    }

    [Theory]
    [InlineData("79228162514264337593543950336")]
    [InlineData("0.00000000000000000000000000001")]
    [InlineData("1.00000000000000000000000000001")]
    [InlineData("0.12345678901234567890123456789")]
    [InlineData("1e29")]
    [InlineData("1e-29")]
    [InlineData("1e9999")]
    public void TryParse_WhatADecimalCannotHold_IsRefusedInsteadOfRounded(string text)
    {
        Assert.False(ExactDecimal.TryParse(text, out _, out string problem));
        Assert.Contains("exactly", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1,5")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("01")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1e12345")]
    [InlineData("1.5.1")]
    [InlineData("NaN")]
    [InlineData("0x10")]
    [InlineData("١")]
    public void TryParse_WhatIsNoNumber_IsRefused(string text)
    {
        Assert.False(ExactDecimal.TryParse(text, out _, out string problem));
        Assert.Equal("is no number", problem);
    }

    [Fact]
    public void TryParse_EndlessDigits_IsRefused() =>
        Assert.False(ExactDecimal.TryParse(new string('1', 1_000_000), out _, out _));

    [Fact]
    public void Text_ForeignCulture_UsesThePoint()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal("1234.50", ExactDecimal.Text(1234.50m));
            Assert.True(ExactDecimal.TryParse("1234.50", out decimal value, out _));
            Assert.Equal(1234.50m, value);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static bool SurvivesBitForBit(decimal value) =>
        ExactDecimal.TryParse(ExactDecimal.Text(value), out decimal read, out _)
        && decimal.GetBits(read).SequenceEqual(decimal.GetBits(value));
}
