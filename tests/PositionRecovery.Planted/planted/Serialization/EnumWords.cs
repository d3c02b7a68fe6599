using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace PositionRecovery;

/// <summary>The words by which the values of an enumeration are written: their names, in camel case.</summary>
internal static class EnumWords<T>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> ByWord = Enum.GetValues<T>().ToDictionary(
        static value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()), StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<T, string> ByValue = ByWord.ToDictionary(
        static pair => pair.Value, static pair => pair.Key);

    /// <summary>All words, for messages.</summary>
    internal static string All { get; } = string.Join(", ", ByWord.Keys);

    internal static string Of(T value) => ByValue.TryGetValue(value, out string? word)
        ? word
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"{value} is no {typeof(T).Name}.");

    /// <summary>Finds a value by its word. Case is ignored, because people write these files, too.</summary>
    internal static bool TryParse(string word, [NotNullWhen(true)] out T? value)
    {
        bool exists = ByWord.TryGetValue(word, out T found);
        value = exists ? found : null;
        return exists;
    }
}
