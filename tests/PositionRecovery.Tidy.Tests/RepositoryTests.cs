using System.Text.RegularExpressions;

namespace PositionRecovery.Tidy.Tests;

public sealed class RepositoryTests
{
    private static readonly string[] TopLevel =
    [
        "src", "tests", "samples", "benchmarks", "PositionRecovery.sln", "nuget.config", "README.md", "LICENSE",
        "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", ".editorconfig",
        ".gitignore", ".gitattributes", ".ci",
    ];

    // Put together here, so that this file does not find itself.
    private static readonly string[] RegistryHosts =
    [
        "nuget" + ".org", "npmjs" + ".org", "npmjs" + ".com", "pypi" + ".org", "pkgs.dev" + ".azure",
        "arti" + "factory",
    ];

    private static readonly Regex MachinePath = new(
        @"\.\./" + @"shared\b|(?<![\w.~)}/])/(?:home|root|Users|mnt|work)/|\b[A-Z]:\\" + "Users");

    [Fact]
    public void The_top_level_holds_the_fixed_set_and_nothing_else() =>
        Law.Holds("New top-level files need a reason and a line in this test.", SourceTree.TopLevel().Except(TopLevel));

    [Fact]
    public void No_file_names_a_package_registry() =>
        Law.Holds(
            "Package sources are the machine's own.",
            from text in TextFiles()
            from host in RegistryHosts
            where text.Content.Contains(host, StringComparison.OrdinalIgnoreCase)
            select $"{text.Path}: {host}");

    [Fact]
    public void Package_sources_are_not_configured_here() =>
        Assert.DoesNotContain(
            "packageSource",
            File.ReadAllText(SourceTree.FullPath("nuget.config")),
            StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void No_file_knows_the_machine_it_was_written_on() =>
        Law.Holds(
            "Paths are relative to the repository.",
            from text in TextFiles()
            from match in MachinePath.Matches(text.Content)
            select $"{text.Path}({CodeText.LineAt(text.Content, match.Index)}): {match.Value}");

    private static IEnumerable<(string Path, string Content)> TextFiles() =>
        from file in SourceTree.Files()
        let content = file.Text
        where !content.Contains('\0')
        select (file.Path, content);
}
