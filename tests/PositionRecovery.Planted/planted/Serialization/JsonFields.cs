using System.Text.Json;

namespace PositionRecovery;

/// <summary>The members of one object of a document. A member that is <c>null</c> counts as missing, because leaving it
/// out and writing <c>null</c> mean the same: not known. Members nobody asks for are tolerated.</summary>
internal readonly struct JsonFields(JsonElement value, JsonPath path)
{
    internal T Required<T>(string name, JsonRead<T> read) => TryGet(name, out JsonCursor at)
        ? read(at)
        : throw new SnapshotFormatException(path.Member(name), $"\"{name}\" is required and missing.", null, null);

    internal T Or<T>(string name, JsonRead<T> read, T otherwise) =>
        TryGet(name, out JsonCursor at) ? read(at) : otherwise;

    internal T? Nullable<T>(string name, JsonRead<T> read)
        where T : struct => TryGet(name, out JsonCursor at) ? read(at) : null;

    internal T? Optional<T>(string name, JsonRead<T> read)
        where T : class => TryGet(name, out JsonCursor at) ? read(at) : null;

    internal IReadOnlyList<T> List<T>(string name, JsonRead<T> read) =>
        TryGet(name, out JsonCursor at) ? at.List(read) : [];

    internal IReadOnlyList<T> RequiredList<T>(string name, JsonRead<T> read) =>
        FrozenList<T>.Owning(Required(name, at => at.List(read)));

    internal bool TryGet(string name, out JsonCursor at)
    {
        bool exists = value.TryGetProperty(name, out JsonElement found) && found.ValueKind != JsonValueKind.Null;
        at = new JsonCursor(found, path, name, -1);
        return exists;
    }

    /// <summary>Turns a refusal of the model, which names its own member, into one that names the place in the file.
    /// </summary>
    internal SnapshotFormatException Refused(ArgumentException refusal)
    {
        string problem = JsonExcerpt.Of(refusal);
        if (string.IsNullOrEmpty(refusal.ParamName))
        {
            return new SnapshotFormatException(path, problem, JsonExcerpt.Of(value), refusal);
        }

        JsonPath place = path;
        JsonElement? found = value;
        foreach (string member in refusal.ParamName.Split('.'))
        {
            string name = JsonNamingPolicy.CamelCase.ConvertName(member);
            place = place.Member(name);
            found = found is { ValueKind: JsonValueKind.Object } holder
                && holder.TryGetProperty(name, out JsonElement inner) ? inner : null;
        }

        return new SnapshotFormatException(
            place, problem, found is null ? null : JsonExcerpt.Of(found.Value), refusal);
    }
}
