using System.Globalization;

namespace PositionRecovery.Tidy.Tests;

/// <summary>The length of source files as a ratchet: what is over the limit is listed, and may only shrink.</summary>
internal static class FileSizes
{
    public const int Limit = 300;

    public const string RatchetPath = "tests/PositionRecovery.Tidy.Tests/FileSizeRatchet.txt";

    /// <summary>Lines of the form <c>path lines</c>; empty lines and lines that begin with # are skipped.</summary>
    public static IReadOnlyDictionary<string, int> ReadRatchet(IEnumerable<string> lines) =>
        lines.Where(line => line.Trim() is { Length: > 0 } text && text[0] != '#')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToDictionary(parts => parts[0], parts => int.Parse(parts[1], CultureInfo.InvariantCulture));

    public static IEnumerable<string> Violations(
        IReadOnlyDictionary<string, int> ratchet, IReadOnlyDictionary<string, int> actual) =>
        from path in ratchet.Keys.Union(actual.Keys).Order(StringComparer.Ordinal)
        let verdict = Judge(
            actual.TryGetValue(path, out int lines) ? lines : null,
            ratchet.TryGetValue(path, out int listed) ? listed : null)
        where verdict is not null
        select $"{path}: {verdict}";

    private static string? Judge(int? lines, int? listed) => (lines, listed) switch
    {
        (null, _) => "is gone; remove its entry.",
        ( > Limit, null) => $"has {lines} lines; split it.",
        ( <= Limit, not null) => $"has {lines} lines; remove its entry.",
        var (now, before) when now > before => $"has {now} lines and is listed with {before}; it may only shrink.",
        var (now, before) when now < before => $"has {now} lines and is listed with {before}; lower its entry.",
        _ => null,
    };
}
