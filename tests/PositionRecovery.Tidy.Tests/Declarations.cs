using System.Text.RegularExpressions;

namespace PositionRecovery.Tidy.Tests;

/// <summary>The types a file declares at its outermost level, read from stripped code.</summary>
internal static partial class Declarations
{
    public static IEnumerable<(string Name, bool IsPublic)> In(string code) =>
        OutermostTypes().Matches(code).Select(m => (m.Groups["name"].Value, m.Groups["access"].Value == "public"));

    // Column 0 means outermost: namespaces are file-scoped and the formatter indents the rest.
    [GeneratedRegex(
        @"^(?<access>public|internal)\s[\w\s]*?(?:\b(?:class|struct|interface|enum|record)"
        + @"(?:\s+(?:class|struct))?\s+|\bdelegate\s+[\w<>?\[\],.\s]+?\s)(?<name>[A-Za-z_]\w*)",
        RegexOptions.Multiline)]
    private static partial Regex OutermostTypes();
}
