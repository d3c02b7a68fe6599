using System.Buffers.Text;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace PositionRecovery.Binance.Tests;

/// <summary>Amounts are read as the platform reads them, to the last digit that is told.</summary>
public sealed class PlainNumberTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("0.00000")]
    [InlineData("-0.100")]
    [InlineData("4100.50000")]
    [InlineData("00012.5")]
    [InlineData("999999999999999999")]
    [InlineData("9999999999.99999999")]
    [InlineData("-123456789012345678")]
    public void TryParse_Plain_IsWhatThePlatformReads(string text)
    {
        Assert.True(PlainNumber.TryParse(Encoding.ASCII.GetBytes(text), out decimal value));
        Assert.Equal(decimal.GetBits(Platform(text)!.Value), decimal.GetBits(value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("-.5")]
    [InlineData("1.2.3")]
    [InlineData("+1")]
    [InlineData("1e3")]
    [InlineData("0x1")]
    [InlineData(" 1")]
    [InlineData("-0.0")]
    [InlineData("1234567890123456789")]
    public void TryParse_AnythingElse_IsLeftToThePlatform(string text) =>
        Assert.False(PlainNumber.TryParse(Encoding.ASCII.GetBytes(text), out _));

    [Fact]
    public void TryParse_AnyCharacters_AgreesOrDeclines() => Prop.ForAll(
        Gen.Elements("0123456789.-+e ".ToCharArray()).ArrayOf().Select(static c => new string(c)).ToArbitrary(),
        static text => !PlainNumber.TryParse(Encoding.ASCII.GetBytes(text), out decimal value)
            || (Platform(text) is { } known && decimal.GetBits(known).SequenceEqual(decimal.GetBits(value))))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000).WithReplay(11, 13).WithQuietOnSuccess(true));

    private static decimal? Platform(string text)
    {
        byte[] utf8 = Encoding.ASCII.GetBytes(text);
        return Utf8Parser.TryParse(utf8, out decimal value, out int used) && used == utf8.Length ? value : null;
    }
}
