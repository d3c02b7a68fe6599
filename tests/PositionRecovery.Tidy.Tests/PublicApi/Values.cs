using System.Collections;
using System.Globalization;

namespace PositionRecovery.Tidy.Tests.PublicApi;

/// <summary>Constants and defaults as text that no culture changes.</summary>
internal static class Values
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        char c => $"'{c}'",
        bool flag => flag ? "true" : "false",
        Enum member => $"{member.GetType().Name}.{member}",
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        DateTimeOffset at => at.ToString("O", CultureInfo.InvariantCulture),
        DateTime at => at.ToString("O", CultureInfo.InvariantCulture),
        IEnumerable items => Items(items),
        IFormattable number when number.GetType().IsPrimitive || number is decimal =>
            number.ToString(null, CultureInfo.InvariantCulture),
        _ when IsOptions(value.GetType()) => "new()",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>Options carry defaults that users rely on, so the approved API shows them.</summary>
    public static bool IsOptions(Type type) =>
        type is { IsClass: true, IsAbstract: false } && type.Name.EndsWith("Options", StringComparison.Ordinal)
        && type.GetConstructor(Type.EmptyTypes) is not null;

    private static string Items(IEnumerable items)
    {
        IEnumerable<string> all = items.Cast<object?>().Select(Of);
        bool isOrdered = items is not IDictionary && !items.GetType().Name.Contains("Set", StringComparison.Ordinal);
        return $"[{string.Join(", ", isOrdered ? all : all.Order(StringComparer.Ordinal))}]";
    }
}
