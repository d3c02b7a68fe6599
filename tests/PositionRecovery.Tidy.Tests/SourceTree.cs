namespace PositionRecovery.Tidy.Tests;

/// <summary>The repository on disk, without what builds and editors leave behind.</summary>
internal static class SourceTree
{
    private static readonly string[] Leftovers =
        [".git", "bin", "obj", "TestResults", "BenchmarkDotNet.Artifacts", "artifacts", ".vs", ".idea", ".vscode"];

    public static string Root { get; } = FindRoot();

    public static string FullPath(string relative) => Path.Combine(Root, relative);

    public static IEnumerable<string> TopLevel() =>
        Directory.EnumerateFileSystemEntries(Root).Select(entry => Path.GetFileName(entry)!).Where(IsOurs);

    /// <summary>All files below <paramref name="folder"/>, as paths relative to the root, in a stable order.</summary>
    public static IReadOnlyList<SourceFile> Files(string folder = "", string extension = "") =>
        [.. Walk(FullPath(folder))
            .Where(path => path.EndsWith(extension, StringComparison.Ordinal))
            .Select(path => new SourceFile(Path.GetRelativePath(Root, path).Replace('\\', '/')))
            .OrderBy(file => file.Path, StringComparer.Ordinal)];

    public static IEnumerable<SourceFile> Code(params string[] folders) =>
        folders.SelectMany(folder => Files(folder, ".cs"));

    private static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateFiles(folder).Where(IsOurs)
            .Concat(Directory.EnumerateDirectories(folder).Where(IsOurs).SelectMany(Walk));

    private static bool IsOurs(string path) =>
        !Leftovers.Contains(Path.GetFileName(path), StringComparer.Ordinal)
        && !path.EndsWith(".user", StringComparison.Ordinal)
        && !path.EndsWith(".received.txt", StringComparison.Ordinal);

    private static string FindRoot()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "PositionRecovery.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException($"No PositionRecovery.sln above {AppContext.BaseDirectory}.");
    }
}
