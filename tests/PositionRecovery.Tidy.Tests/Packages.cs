using System.Reflection;

namespace PositionRecovery.Tidy.Tests;

/// <summary>The packages as they were built: a project under src each.</summary>
internal static class Packages
{
    public const string Core = "PositionRecovery";

    public const string Testing = "PositionRecovery.Testing";

    /// <summary>The client library of each adapter, by the beginnings of its assemblies' names. An adapter has exactly
    /// one; a new adapter gets a line here.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Clients = new Dictionary<string, string[]>
    {
        ["PositionRecovery.Binance"] = ["Polly.Core"], // and the HTTP client of the framework
        ["PositionRecovery.Redis"] = ["StackExchange.Redis"],
        ["PositionRecovery.Sqlite"] = ["Microsoft.Data.Sqlite", "SQLitePCLRaw."],
    };

    public static IReadOnlyList<string> Names { get; } =
    [
        .. Directory.EnumerateFiles(SourceTree.FullPath("src"), "*.csproj", SearchOption.AllDirectories)
            .Select(path => Path.GetFileNameWithoutExtension(path)!)
            .Order(StringComparer.Ordinal),
    ];

    public static Assembly Built(string name) => Assembly.Load(name);

    public static IEnumerable<Type> PublicTypes(string name) =>
        Built(name).ExportedTypes.OrderBy(type => type.FullName, StringComparer.Ordinal);

    public static IEnumerable<Type> AllPublicTypes() => Names.SelectMany(PublicTypes);

    public static string Project(string name) => File.ReadAllText(SourceTree.FullPath($"src/{name}/{name}.csproj"));
}
