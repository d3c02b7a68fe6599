using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PositionRecovery.Tidy.Tests;

public sealed partial class PublicSurfaceTests
{
    [Fact]
    public void Public_classes_are_sealed_static_or_abstract() =>
        Law.Holds(
            "Closed by default: a class is sealed, static or abstract.",
            from type in Packages.AllPublicTypes()
            where type is { IsClass: true, IsSealed: false, IsAbstract: false }
            select type.FullName);

    [Fact]
    public void Public_types_live_in_one_namespace() =>
        Law.Holds(
            "Rooms are folders; the public namespace is that of the package, but for registration.",
            from name in Packages.Names
            from type in Packages.PublicTypes(name)
            where type.Namespace != name && !IsRegistration(type)
            select type.FullName);

    [Fact]
    public void The_core_references_only_the_framework_and_abstractions() =>
        Law.Holds(
            "The core knows the base class library, Microsoft.Extensions abstractions and Polly, no adapter and no client.",
            from reference in Packages.Built(Packages.Core).GetReferencedAssemblies()
            where !Framework().IsMatch(reference.Name!) && reference.Name != "Polly.Core"
            select reference.Name);

    [Fact]
    public void Adapters_reference_the_core_and_one_client() =>
        Law.Holds(
            "An adapter knows the core and exactly one client library (Packages.Clients), never another adapter.",
            from name in Packages.Names
            where name != Packages.Core
            from reference in Packages.Built(name).GetReferencedAssemblies()
            where reference.Name != Packages.Core && !Framework().IsMatch(reference.Name!)
            where !Packages.Clients.GetValueOrDefault(name, []).Any(
                client => reference.Name!.StartsWith(client, StringComparison.Ordinal))
            select $"{name} references {reference.Name}.");

    [Fact]
    public void Projects_reference_the_core_only() =>
        Law.Holds(
            "The core references no project, every other package the core alone.",
            from name in Packages.Names
            let expected = name == Packages.Core ? [] : (string[])["../PositionRecovery/PositionRecovery.csproj"]
            let found = ProjectReference().Matches(Packages.Project(name)).Select(m => m.Groups["path"].Value)
            where !found.SequenceEqual(expected)
            select $"{name} references {string.Join(", ", found)}.");

    [Fact]
    public void Packages_say_what_they_are() =>
        Law.Holds(
            "A package has a description and a README.",
            from name in Packages.Names
            where !Packages.Project(name).Contains("<Description>", StringComparison.Ordinal)
                || !File.Exists(SourceTree.FullPath($"src/{name}/README.md"))
            select name);

    [Fact]
    public void What_is_internal_in_an_adapter_lies_in_Internal() =>
        Law.Holds(
            "At the top of an adapter lies what users see; the rest is Internal/.",
            from name in Packages.Names
            where Packages.Clients.ContainsKey(name)
            from file in SourceTree.Code($"src/{name}")
            let isInside = file.Path.StartsWith($"src/{name}/Internal/", StringComparison.Ordinal)
            where Declarations.In(file.Code).Any(type => type.IsPublic == isInside)
            select file.Path);

    [Fact]
    public void Public_types_are_documented() =>
        Law.Holds(
            "Every public type has its XML documentation.",
            from name in Packages.Names
            let documented = Documented(name)
            from type in Packages.PublicTypes(name)
            let id = "T:" + type.FullName!.Replace('+', '.')
            where !documented.Contains(id)
            select id);

    [Fact]
    public void Nobody_silences_missing_documentation() =>
        Law.Holds(
            "CS1591 stays an error in src.",
            from file in SourceTree.Files("src")
            where Path.GetExtension(file.Path) is ".cs" or ".csproj" or ".props"
            where file.Text.Contains("CS1591", StringComparison.Ordinal)
            select file.Path);

    private static bool IsRegistration(Type type) =>
        type is { IsAbstract: true, IsSealed: true, Namespace: "Microsoft.Extensions.DependencyInjection" };

    private static HashSet<string> Documented(string name) =>
        [.. XDocument.Load(Path.Combine(AppContext.BaseDirectory, name + ".xml"))
            .Descendants("member").Select(member => (string)member.Attribute("name")!)];

    // Options and health checks have no package of abstractions that is enough (IHealthChecksBuilder is not in it); they
    // need nothing but abstractions themselves.
    [GeneratedRegex(
        @"^(?:System(?:\..+)?|netstandard|mscorlib"
        + @"|Microsoft\.Extensions\.(?:.+\.Abstractions|Options|Diagnostics\.HealthChecks))$")]
    private static partial Regex Framework();

    [GeneratedRegex("<ProjectReference Include=\"(?<path>[^\"]*)\"")]
    private static partial Regex ProjectReference();
}
