namespace PositionRecovery.Tidy.Tests;

/// <summary>One file of the tree; <see cref="Path"/> is relative to the root, with forward slashes.</summary>
internal sealed class SourceFile(string path)
{
    public string Path { get; } = path;

    public string Name => System.IO.Path.GetFileName(Path);

    public string Text => File.ReadAllText(SourceTree.FullPath(Path));

    public string[] Lines => File.ReadAllLines(SourceTree.FullPath(Path));

    /// <summary>The text without comments and without what stands in string and character literals.</summary>
    public string Code => CodeText.Strip(Text);
}
