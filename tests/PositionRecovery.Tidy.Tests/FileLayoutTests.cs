using System.Text.RegularExpressions;

namespace PositionRecovery.Tidy.Tests;

public sealed partial class FileLayoutTests
{
    private const int MaxColumns = 120;

    private static readonly string[] AllCode = ["src", "tests", "samples", "benchmarks"];

    [Fact]
    public void A_source_file_holds_at_most_one_public_type_and_is_named_after_it() =>
        Law.Holds(
            "One public type a file, and the file is called like the type.",
            SourceTree.Code("src").SelectMany(MisplacedTypes));

    [Fact]
    public void Source_lines_fit_the_page() =>
        Law.Holds(
            $"Lines in src have at most {MaxColumns} columns.",
            from file in SourceTree.Code("src")
            from line in file.Lines.Index()
            where line.Item.Length > MaxColumns
            select $"{file.Path}({line.Index + 1}): {line.Item.Length} columns");

    [Fact]
    public void Source_files_stay_short() =>
        Law.Holds(
            $"Files in src have at most {FileSizes.Limit} lines, or shrink towards it ({FileSizes.RatchetPath}).",
            FileSizes.Violations(
                FileSizes.ReadRatchet(File.ReadAllLines(SourceTree.FullPath(FileSizes.RatchetPath))),
                SourceTree.Code("src").ToDictionary(file => file.Path, file => file.Lines.Length)));

    [Fact]
    public void Namespaces_are_file_scoped() =>
        Law.Holds(
            "File-scoped namespaces only.",
            from file in SourceTree.Code(AllCode)
            where BlockNamespace().IsMatch(file.Code)
            select file.Path);

    [Fact]
    public void Nothing_hides_in_regions() =>
        Law.Holds(
            "No regions.",
            from file in SourceTree.Code(AllCode)
            where Region().IsMatch(file.Code)
            select file.Path);

    [Fact]
    public void Nothing_is_left_for_later_in_a_comment() =>
        Law.Holds(
            "What is not done is an issue, not a comment.",
            from file in SourceTree.Code("src", "samples", "benchmarks")
            from match in LeftForLater().Matches(file.Text)
            select $"{file.Path}({CodeText.LineAt(file.Text, match.Index)}): {match.Value}");

    private static IEnumerable<string> MisplacedTypes(SourceFile file)
    {
        string[] types =
            [.. Declarations.In(file.Code).Where(type => type.IsPublic).Select(type => type.Name).Distinct()];
        if (types.Length > 1)
        {
            yield return $"{file.Path}: {string.Join(", ", types)}";
        }
        else if (types.Length == 1 && LeadingName().Match(file.Name).Value != types[0])
        {
            yield return $"{file.Path}: declares {types[0]}";
        }
    }

    [GeneratedRegex(@"^\w+")]
    private static partial Regex LeadingName();

    [GeneratedRegex(@"^\s*namespace\s+[\w.]+\s*\{", RegexOptions.Multiline)]
    private static partial Regex BlockNamespace();

    [GeneratedRegex(@"^\s*#\s*region\b", RegexOptions.Multiline)]
    private static partial Regex Region();

    [GeneratedRegex(@"\b(?:TODO|FIXME|HACK)\b")]
    private static partial Regex LeftForLater();
}
