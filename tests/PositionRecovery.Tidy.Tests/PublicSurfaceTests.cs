using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PositionRecovery.Tidy.Tests;

public sealed partial class PublicSurfaceTests
{
    [Fact]
    public void Public_classes_are_sealed_static_or_abstract() =>
        Law.Holds(
            "Closed by default: a class is sealed, static or abstract.",
            from type in CoreAssembly.PublicTypes
            where type is { IsClass: true, IsSealed: false, IsAbstract: false }
            select type.FullName);

    [Fact]
    public void Public_types_live_in_one_namespace() =>
        Law.Holds(
            "Rooms are folders; the public namespace is PositionRecovery.",
            from type in CoreAssembly.PublicTypes
            where type.Namespace != "PositionRecovery"
            select type.FullName);

    [Fact]
    public void The_core_references_only_the_framework_and_abstractions() =>
        Law.Holds(
            "The core knows the base class library and Microsoft.Extensions abstractions, no adapter and no client.",
            from reference in CoreAssembly.Built.GetReferencedAssemblies()
            where !AllowedReference().IsMatch(reference.Name!)
            select reference.Name);

    [Fact]
    public void Core_projects_reference_no_other_project() =>
        Assert.DoesNotContain(
            "<ProjectReference",
            File.ReadAllText(SourceTree.FullPath(Rooms.Core + "PositionRecovery.csproj")),
            StringComparison.Ordinal);

    [Fact]
    public void Public_types_are_documented()
    {
        XDocument docs = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "PositionRecovery.xml"));
        HashSet<string> documented =
            [.. docs.Descendants("member").Select(member => (string)member.Attribute("name")!)];
        Law.Holds(
            "Every public type has its XML documentation.",
            from type in CoreAssembly.PublicTypes
            let id = "T:" + type.FullName!.Replace('+', '.')
            where !documented.Contains(id)
            select id);
    }

    [Fact]
    public void Nobody_silences_missing_documentation() =>
        Law.Holds(
            "CS1591 stays an error in src.",
            from file in SourceTree.Files("src")
            where Path.GetExtension(file.Path) is ".cs" or ".csproj" or ".props"
            where file.Text.Contains("CS1591", StringComparison.Ordinal)
            select file.Path);

    [GeneratedRegex(@"^(?:System(?:\..+)?|netstandard|mscorlib|Microsoft\.Extensions\..+\.Abstractions)$")]
    private static partial Regex AllowedReference();
}
