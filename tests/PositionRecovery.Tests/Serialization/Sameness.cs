using System.Collections;
using System.Reflection;

namespace PositionRecovery.Tests.Serialization;

/// <summary>Compares member by member and bit by bit, so that no codec can lose a member or the scale of a number.
/// </summary>
internal static class Sameness
{
    /// <returns>The first place where two values differ; <c>null</c> when they are the same.</returns>
    public static string? Difference(object? expected, object? actual, string path = "$") => (expected, actual) switch
    {
        (null, null) => null,
        (null, _) or (_, null) => path,
        (decimal a, decimal b) => decimal.GetBits(a).SequenceEqual(decimal.GetBits(b)) ? null : $"{path}: {a} {b}",
        (string a, string b) => a == b ? null : $"{path}: {a} {b}",
        (DateTimeOffset a, DateTimeOffset b) => a == b ? null : $"{path}: {a:O} {b:O}",
        (ReadOnlyMemory<byte> a, ReadOnlyMemory<byte> b) => a.Span.SequenceEqual(b.Span) ? null : path,
        (IEnumerable a, IEnumerable b) => Difference([.. a], [.. b], path),
        _ => expected.GetType() != actual.GetType() ? $"{path}: another type" : OfMembers(expected, actual, path),
    };

    private static string? Difference(List<object?> a, List<object?> b, string path) => a.Count != b.Count
        ? $"{path}: {a.Count} {b.Count} elements"
        : a.Zip(b).Select((pair, i) => Difference(pair.First, pair.Second, $"{path}[{i}]"))
            .FirstOrDefault(static d => d is not null);

    private static string? OfMembers(object a, object b, string path)
    {
        PropertyInfo[] members = a.GetType() is { IsPrimitive: false, IsEnum: false } type
            && !type.IsAssignableTo(typeof(IIdentifier)) && !type.IsGenericType
            ? [.. AnyContent.MembersOf(type)]
            : [];
        return members.Length == 0
            ? a.Equals(b) ? null : $"{path}: {a} {b}"
            : members.Select(m => Difference(m.GetValue(a), m.GetValue(b), $"{path}.{m.Name}"))
                .FirstOrDefault(static d => d is not null);
    }
}
