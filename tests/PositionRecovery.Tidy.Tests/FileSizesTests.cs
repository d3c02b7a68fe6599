namespace PositionRecovery.Tidy.Tests;

public sealed class FileSizesTests
{
    [Theory]
    [InlineData("", 300, null)]
    [InlineData("", 301, "a.cs: has 301 lines; split it.")]
    [InlineData("a.cs 400", 400, null)]
    [InlineData("a.cs 400", 401, "a.cs: has 401 lines and is listed with 400; it may only shrink.")]
    [InlineData("a.cs 400", 399, "a.cs: has 399 lines and is listed with 400; lower its entry.")]
    [InlineData("a.cs 400", 300, "a.cs: has 300 lines; remove its entry.")]
    public void The_ratchet_turns_one_way(string listed, int lines, string? expected) =>
        Assert.Equal(
            expected,
            FileSizes.Violations(
                FileSizes.ReadRatchet(["# comment", listed]),
                new Dictionary<string, int> { ["a.cs"] = lines }).SingleOrDefault());

    [Fact]
    public void A_listed_file_that_is_gone_loses_its_entry() =>
        Assert.Equal(
            "b.cs: is gone; remove its entry.",
            Assert.Single(FileSizes.Violations(
                FileSizes.ReadRatchet(["b.cs 400"]), new Dictionary<string, int>())));
}
