using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PositionRecovery;

/// <summary>Writes members in the one form each kind of value has. What is <c>null</c> is left out.</summary>
internal static class JsonWriting
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    internal static void Put(this Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, Whole(value));
        }
    }

    internal static void Put(this Utf8JsonWriter writer, string name, decimal? value) =>
        writer.Put(name, value is null ? null : ExactDecimal.Text(value.Value));

    internal static void Put(this Utf8JsonWriter writer, string name, DateTimeOffset? value) =>
        writer.Put(name, value?.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));

    internal static void Put(this Utf8JsonWriter writer, string name, TimeSpan? value) =>
        writer.Put(name, value?.ToString("c", CultureInfo.InvariantCulture));

    internal static void Put(this Utf8JsonWriter writer, string name, bool value) => writer.WriteBoolean(name, value);

    internal static void Put(this Utf8JsonWriter writer, string name, long value) => writer.WriteNumber(name, value);

    internal static void Put(this Utf8JsonWriter writer, string name, long? value)
    {
        if (value is not null)
        {
            writer.WriteNumber(name, value.Value);
        }
    }

    internal static void PutId<T>(this Utf8JsonWriter writer, string name, T value)
        where T : struct, IIdentifier => writer.Put(name, value.IsEmpty ? null : value.ToString());

    internal static void PutId<T>(this Utf8JsonWriter writer, string name, T? value)
        where T : struct, IIdentifier => writer.PutId(name, value.GetValueOrDefault());

    internal static void PutWord<T>(this Utf8JsonWriter writer, string name, T value)
        where T : struct, Enum => writer.WriteString(name, EnumWords<T>.Of(value));

    internal static void PutWord<T>(this Utf8JsonWriter writer, string name, T? value)
        where T : struct, Enum => writer.Put(name, value is null ? null : EnumWords<T>.Of(value.Value));

    internal static void PutObject<T>(
        this Utf8JsonWriter writer, string name, T? value, Action<Utf8JsonWriter, T> write)
    {
        if (value is not null)
        {
            writer.WritePropertyName(name);
            write(writer, value);
        }
    }

    /// <summary>Writes a list, even an empty one: for lists whose emptiness says something.</summary>
    internal static void PutWholeList<T>(
        this Utf8JsonWriter writer, string name, IReadOnlyCollection<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray(name);
        foreach (T item in items)
        {
            write(writer, item);
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes a list, or nothing when it is empty.</summary>
    internal static void PutList<T>(
        this Utf8JsonWriter writer, string name, IReadOnlyCollection<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (items.Count > 0)
        {
            writer.PutWholeList(name, items, write);
        }
    }

    /// <summary>Writes a list of identifiers, or nothing when it is empty.</summary>
    internal static void PutIds<T>(this Utf8JsonWriter writer, string name, IReadOnlyCollection<T> ids)
        where T : struct, IIdentifier => writer.PutList(name, ids, static (w, id) => w.WriteStringValue(id.ToString()));

    /// <summary>The text as it will be read: half of a character, which UTF-8 cannot express, is U+FFFD.</summary>
    private static string Whole(string text) => text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')
        ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text))
        : text;

    /// <summary>A case was added to a family and not to the form: our own mistake, which a test finds.</summary>
    internal static InvalidOperationException NoForm(object value) => new($"{value.GetType().Name} has no JSON form.");
}
