using System.Text.RegularExpressions;
using PositionRecovery;

namespace ReadmeExamples;

/// <summary>The README's tables of options are what the code does: keys, defaults, ranges, presets.</summary>
public sealed partial class OptionTableTests
{
    private static readonly RecoveryOptions[] Presets =
        [new RecoveryOptions(), RecoveryOptions.Conservative(), RecoveryOptions.Aggressive()];

    [Fact]
    public void Options_InTheReadme_AreTheRealOnes() => Assert.Equal(
        OptionKeys.All.Select(static k => $"{k.Name} | {Value(Presets[0], k)} | {Range(k)}"),
        Rows("options").Select(static r => string.Join(" | ", r.Take(3))));

    [Fact]
    public void Options_InTheReadme_HaveAMeaning() =>
        Assert.All(Rows("options"), static r => Assert.True(r.Length == 4 && r[3].Length > 5, string.Join(" | ", r)));

    [Fact]
    public void Presets_InTheReadme_AreTheRealOnes() => Assert.Equal(
        OptionKeys.All.Select(static k => (k.Name, Values: Presets.Select(o => Value(o, k)).ToArray()))
            .Where(static k => k.Values.Distinct().Count() > 1)
            .Select(static k => $"{k.Name} | {string.Join(" | ", k.Values)}"),
        Rows("presets").Select(static r => string.Join(" | ", r)));

    /// <summary>The rows of a marked table; a row whose first cell is a bold prefix begins a group.</summary>
    private static IEnumerable<string[]> Rows(string name)
    {
        string readme = File.ReadAllText(Path.Combine(Root(), "README.md")).ReplaceLineEndings("\n");
        string marked = readme.Split($"<!-- {name} -->\n", 2)[1].Split($"<!-- /{name} -->", 2)[0];
        string prefix = string.Empty;
        foreach (string line in marked.Split('\n').Where(static l => l.StartsWith('|')).Skip(2))
        {
            string[] cells = [.. line.Trim('|').Split('|').Select(static c => c.Trim().Replace("`", "", StringComparison.Ordinal))];
            if (cells[0].StartsWith("**", StringComparison.Ordinal))
            {
                prefix = cells[0].Trim('*');
                continue;
            }

            cells[0] = prefix + cells[0];
            yield return cells;
        }
    }

    private static string Value(RecoveryOptions options, OptionKey key)
    {
        object? value = key.Get(options);
        return value is bool flag ? flag ? "true" : "false" : FormattableString.Invariant($"{value}");
    }

    /// <summary>What the validation says of a value that is too small.</summary>
    private static string Range(OptionKey key)
    {
        if (key.Rule.StartsWith("one of ", StringComparison.Ordinal))
        {
            return key.Rule["one of ".Length..];
        }

        var options = new RecoveryOptions();
        if (key.Rule.Contains("text", StringComparison.Ordinal) || key.Rule.Contains("secret", StringComparison.Ordinal)
            || !(key.TrySet("-1", options) || key.TrySet("-00:00:01", options)))
        {
            return string.Empty;
        }

        string member = key.Name.Replace(':', '.') + " is ";
        string problem = Assert.Single(
            RecoveryValidation.Problems(options), p => p.StartsWith(member, StringComparison.Ordinal));
        return Limits().Match(problem) is { Success: true } limits
            ? $"{limits.Groups["least"].Value} to {limits.Groups["most"].Value}"
            : Least().Match(problem).Groups["least"].Value;
    }

    private static string Root()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at!.FullName, "PositionRecovery.sln")))
        {
            at = at.Parent;
        }

        return at.FullName;
    }

    [GeneratedRegex(@"must be between (?<least>\S+) and (?<most>.+?)(?:\.$| \()")]
    private static partial Regex Limits();

    [GeneratedRegex(@"must be (?<least>.+?)(?:, or empty)?\.$")]
    private static partial Regex Least();
}
