using System.Text.Json;

namespace PositionRecovery;

/// <summary>Reads one value, or throws a <see cref="SnapshotFormatException"/>.</summary>
internal delegate T JsonRead<out T>(JsonCursor at);

/// <summary>A value of a document together with where it stands.</summary>
/// <param name="Value">The value.</param>
/// <param name="Parent">Where the object or list that holds it stands.</param>
/// <param name="Name">Its name, when an object holds it.</param>
/// <param name="Index">Its place, when a list holds it.</param>
internal readonly record struct JsonCursor(JsonElement Value, JsonPath Parent, string? Name, int Index)
{
    internal JsonPath Path => this switch
    {
        { Name: { } name } => Parent.Member(name),
        { Index: >= 0 } => Parent.Element(Index),
        _ => Parent,
    };

    internal static JsonCursor Root(JsonElement value, string sourceName) =>
        new(value, JsonPath.Root(sourceName), null, -1);

    /// <summary>Reads an object. What the model itself refuses is reported with the member it refused.</summary>
    internal T Object<T>(Func<JsonFields, T> build)
    {
        if (Value.ValueKind != JsonValueKind.Object)
        {
            throw Expected("an object");
        }

        var fields = new JsonFields(Value, Path);
        try
        {
            return build(fields);
        }
        catch (ArgumentException refusal)
        {
            throw fields.Refused(refusal);
        }
    }

    /// <summary>Reads an object of a family, whose member <c>kind</c> tells which type it is. A kind that is not known
    /// is an error: to skip it would be to lose a fact.</summary>
    internal T OneOf<T>(IReadOnlyDictionary<string, Func<JsonFields, T>> kinds) => Object(o =>
    {
        JsonCursor kind = default;
        string word = o.Required("kind", at => JsonScalar.Text(kind = at));
        return kinds.TryGetValue(word, out Func<JsonFields, T>? build)
            ? build(o)
            : throw kind.UnknownWord(string.Join(", ", kinds.Keys));
    });

    /// <summary>Reads a list, for the model to check and to freeze.</summary>
    internal T[] List<T>(JsonRead<T> read)
    {
        if (Value.ValueKind != JsonValueKind.Array)
        {
            throw Expected("a list");
        }

        int length = Value.GetArrayLength();
        if (length > JsonLimits.MaxElements)
        {
            throw Wrong($"a list of {length} elements is too long; at most {JsonLimits.MaxElements} are allowed.");
        }

        var items = new T[length];
        JsonPath path = Path;
        int index = 0;
        foreach (JsonElement item in Value.EnumerateArray())
        {
            items[index] = read(new JsonCursor(item, path, null, index));
            index++;
        }

        return items;
    }

    internal SnapshotFormatException Expected(string what) => Wrong($"expected {what}, found {JsonExcerpt.Of(Value)}.");

    internal SnapshotFormatException Refused(ArgumentException refusal) => Wrong(JsonExcerpt.Of(refusal), refusal);

    internal SnapshotFormatException Wrong(string problem, Exception? cause = null) =>
        new(Path, problem, JsonExcerpt.Of(Value), cause);
}
