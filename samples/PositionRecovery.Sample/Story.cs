namespace PositionRecovery.Sample;

/// <summary>The text that goes with an incident: a Markdown file with a title, a paragraph and a list of what to notice.
/// </summary>
internal sealed record Story(string Title, string Text, IReadOnlyList<string> Notices)
{
    public static Story Read(string file)
    {
        string[] parts = File.ReadAllText(file).ReplaceLineEndings("\n").Split("\n## What to notice\n");
        string[] beginning = parts[0].Split('\n', 2);
        return new Story(
            beginning[0].TrimStart('#', ' '),
            Unwrapped(beginning[1]),
            [.. ("\n" + parts[1]).Split("\n- ").Select(Unwrapped).Where(notice => notice.Length > 0)]);
    }

    /// <summary>The lines of the file end where the file is wide, the lines of a terminal elsewhere.</summary>
    private static string Unwrapped(string paragraph) =>
        string.Join(' ', paragraph.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
