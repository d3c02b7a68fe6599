using System.Text.RegularExpressions;

namespace PositionRecovery.Tidy.Tests;

/// <summary>The planted bugs stay where they are: in a project that nothing shipped knows of.</summary>
public sealed partial class PlantedTests
{
    private const string Folder = "tests/PositionRecovery.Planted";

    private const string Name = "PositionRecovery.Planted";

    [Fact]
    public void Only_tests_know_of_the_planted_bugs() =>
        Law.Holds(
            "What ships, its samples and its benchmarks never refer to the planted product.",
            from file in SourceTree.Files("src").Concat(SourceTree.Files("samples"))
                .Concat(SourceTree.Files("benchmarks"))
            where file.Text.Contains(Name, StringComparison.OrdinalIgnoreCase)
                || file.Text.Contains("PLANTED_BUG", StringComparison.Ordinal)
                || PlantedWord().IsMatch(file.Text)
            select file.Path);

    [Fact]
    public void No_shipped_assembly_has_the_switch() =>
        Law.Holds(
            "The planted product is compiled from a copy.",
            from package in Packages.Names
            from type in Packages.Built(package).GetTypes()
            where type.Name == "Planted"
            select $"{package}: {type.FullName}");

    [Fact]
    public void The_planted_product_cannot_be_packed_by_its_place_and_name()
    {
        Assert.DoesNotContain("IsPackable", Project, StringComparison.Ordinal);
        Assert.Contains($"<PackageId>{Name}</PackageId>", Project, StringComparison.Ordinal);
        Assert.DoesNotContain(Name, Packages.Names);
    }

    [Fact]
    public void The_planted_product_is_made_of_what_the_real_one_is_made_of()
    {
        string real = Packages.Project(Packages.Core);
        Assert.Equal(Includes(real, "PackageReference"), Includes(Project, "PackageReference"));
        Assert.Equal(Includes(real, "InternalsVisibleTo"), Includes(Project, "InternalsVisibleTo"));
        Assert.Equal(
            Includes(real, "EmbeddedResource"),
            Includes(Project, "EmbeddedResource").Select(static i => i.Replace("$(Product)", string.Empty)));
    }

    [Fact]
    public void Fifty_bugs_are_planted() =>
        Assert.Equal(
            50,
            SourceTree.Files(Folder + "/Bugs", ".txt")
                .Count(static f => !f.Path.Contains("/Spare/", StringComparison.Ordinal)));

    private static string Project => File.ReadAllText(SourceTree.FullPath($"{Folder}/{Name}.csproj"));

    private static IEnumerable<string> Includes(string project, string item) =>
        Regex.Matches(project, $"<{item} Include=\"([^\"]+)\"").Select(static m => m.Groups[1].Value)
            .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\bPLANTED\b")]
    private static partial Regex PlantedWord();
}
