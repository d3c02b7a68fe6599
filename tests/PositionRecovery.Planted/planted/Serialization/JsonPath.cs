using System.Globalization;

namespace PositionRecovery;

/// <summary>Where in a document a value stands. One node for each object and list on the way; its text is made only
/// when something is wrong.</summary>
internal sealed class JsonPath
{
    private readonly JsonPath? _parent;
    private readonly string _name;
    private readonly int _index;

    private JsonPath(JsonPath? parent, string name, int index)
    {
        _parent = parent;
        _name = name;
        _index = index;
    }

    internal string SourceName => _parent is null ? _name : _parent.SourceName;

    internal string Field => this switch
    {
        { _parent: null } => string.Empty,
        { _index: >= 0 } => _parent.Field,
        _ => _name,
    };

    internal static JsonPath Root(string sourceName) => new(null, JsonExcerpt.OfName(sourceName), -1);

    internal JsonPath Member(string name) => new(this, name, -1);

    internal JsonPath Element(int index) => new(this, string.Empty, index);

    public override string ToString() => this switch
    {
        { _parent: null } => "$",
        { _index: >= 0 } => string.Create(CultureInfo.InvariantCulture, $"{_parent}[{_index}]"),
        _ => $"{_parent}.{_name}",
    };
}
