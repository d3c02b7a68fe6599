using System.Text.Json;

namespace PositionRecovery;

/// <summary>Walks through a broken document to the place where it breaks.</summary>
internal ref struct JsonWalk
{
    private readonly Stack<Level> _open = new();
    private readonly JsonPath _root;
    private Utf8JsonReader _reader;

    internal JsonWalk(ReadOnlySpan<byte> text, JsonPath root)
    {
        _reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = JsonLimits.MaxDepth });
        _root = root;
    }

    /// <summary>Finds the innermost object or list that was whole so far.</summary>
    /// <param name="repeated">The name that an object has twice, when that is the fault.</param>
    /// <returns>Where the fault is.</returns>
    internal JsonPath FindFault(out string? repeated)
    {
        repeated = null;
        try
        {
            while (_reader.Read())
            {
                if (_reader.TokenType == JsonTokenType.PropertyName && !_open.Peek().TryEnter(_reader.GetString()!))
                {
                    repeated = _reader.GetString();
                    return _open.Peek().Here;
                }

                Step();
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // The place is all that is asked for; the parser has already said what is wrong. (A name with half of a
            // character is the other fault a reader knows.)
        }

        return _open.TryPeek(out Level? level) ? level.Here : _root;
    }

    private readonly void Step()
    {
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                JsonPath path = _open.TryPeek(out Level? holder) ? holder.Here : _root;
                _open.Push(new Level(path, _reader.TokenType == JsonTokenType.StartArray));
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                _open.Pop();
                AfterValue();
                break;
            case JsonTokenType.PropertyName:
                break;
            default:
                AfterValue();
                break;
        }
    }

    private readonly void AfterValue()
    {
        if (_open.TryPeek(out Level? level))
        {
            level.Leave();
        }
    }

    /// <summary>An object or a list that is not closed yet.</summary>
    private sealed class Level(JsonPath path, bool isList)
    {
        private readonly HashSet<string> _names = new(StringComparer.Ordinal);
        private int _index;
        private string? _name;

        internal JsonPath Here => isList ? path.Element(_index) : _name is null ? path : path.Member(_name);

        internal bool TryEnter(string name)
        {
            _name = JsonExcerpt.Of(name);
            return _names.Add(name);
        }

        internal void Leave()
        {
            _index++;
            _name = null;
        }
    }
}
