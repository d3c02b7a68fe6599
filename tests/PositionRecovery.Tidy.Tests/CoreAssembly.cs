using System.Reflection;

namespace PositionRecovery.Tidy.Tests;

/// <summary>The core as it was built.</summary>
internal static class CoreAssembly
{
    public static readonly Assembly Built = Assembly.Load("PositionRecovery");

    public static IEnumerable<Type> PublicTypes =>
        Built.ExportedTypes.OrderBy(type => type.FullName, StringComparer.Ordinal);
}
