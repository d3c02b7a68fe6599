using System.Text;
using System.Text.RegularExpressions;

namespace PositionRecovery.Tests.Serialization;

/// <summary>The examples in the README are read by the code they explain.</summary>
public sealed partial class ReadmeExampleTests
{
    [Fact]
    public void Readme_EveryDocument_IsRead()
    {
        string readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Serialization", "README.md"));
        string[] documents = [.. JsonBlocks().Matches(readme).Select(m => m.Groups["text"].Value)
            .Where(text => text.Contains("\"format\"", StringComparison.Ordinal))];
        Assert.Equal(4, documents.Length);
        foreach (string document in documents)
        {
            string name = Format().Match(document).Groups["name"].Value + ".json";
            Assert.NotNull(GoldenTests.Read(name, Encoding.UTF8.GetBytes(document)));
        }
    }

    [GeneratedRegex("```json\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlocks();

    [GeneratedRegex("\"position-recovery/(?<name>\\w+)\"")]
    private static partial Regex Format();
}
