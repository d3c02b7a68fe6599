namespace PositionRecovery.Tidy.Tests;

public sealed class CodeTextTests
{
    [Theory]
    [InlineData("a // b", "a")]
    [InlineData("a /* b\n b */ c", "a c")]
    [InlineData("a \"b\\\" // b\" c", "a c")]
    [InlineData("a @\"b\"\" \\\" c", "a c")]
    [InlineData("a '\"' c", "a c")]
    [InlineData("a '\\'' c", "a c")]
    [InlineData("a $\"b {x} {{b}} {y:N2}\" c", "a x y:N2 c")]
    [InlineData("a \"\"\" b \" b \"\"\" c", "a c")]
    [InlineData("a $$\"\"\" {b} {{x}} \"\"\" c", "a x c")]
    [InlineData("a $\"{F(\"b\", new { x })}\" c", "a F( , new { x }) c")]
    [InlineData("a \"\" c @if", "a c @if")]
    public void Only_code_is_left(string source, string expected) =>
        Assert.Equal(expected, Words(CodeText.Strip(source)));

    [Fact]
    public void Lines_and_columns_stay_where_they_were() =>
        Assert.Equal("  \n \n  \n  x", CodeText.Strip("/*\n \n*/\n  x"));

    private static string Words(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
