using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace PositionRecovery.Binance;

/// <summary>Walks over the rows of an answer and the fields of each row, forward only. A value that is not what it
/// should be is a fault of its row, and the walk goes on.</summary>
internal ref partial struct RowCursor
{
    private const int MaxDepth = 16;

    private Utf8JsonReader _json;
    private ReadOnlySpan<byte> _field;
    private ReadOnlySpan<byte> _lastSymbol;
    private InstrumentId _lastInstrument;
    private ReadOnlySpan<byte> _lastAssetName;
    private AssetId _lastAsset;
    private ReadOnlySpan<byte> _lastOrderDigits;
    private VenueOrderId? _lastOrder;
    private bool _isAtValue;
    private bool _isHollow;
    private readonly bool _isSingle;
    private bool _isDone;

    /// <summary>Begins with an array of rows, or one row alone.</summary>
    internal RowCursor(ReadOnlySpan<byte> body)
    {
        _json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
        if (!_json.Read() || _json.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
        {
            throw new MalformedBodyException("the answer is neither a list nor an object");
        }

        _isSingle = _json.TokenType == JsonTokenType.StartObject;
    }

    /// <summary>What is wrong with the row; <c>null</c> when nothing is.</summary>
    internal string? Fault { get; private set; }

    /// <summary>The name of the field.</summary>
    internal readonly ReadOnlySpan<byte> Field => _field;

    /// <summary>Goes on to the next row. The one before must have been read to its end.</summary>
    internal bool NextRow()
    {
        Fault = null;
        _isHollow = false;
        _isAtValue = false;
        if (_isDone)
        {
            return false;
        }

        if (_isSingle)
        {
            _isDone = true;
            return true;
        }

        _json.Read();
        if (_json.TokenType == JsonTokenType.EndArray)
        {
            _isDone = true;
            return false;
        }

        if (_json.TokenType != JsonTokenType.StartObject)
        {
            _isHollow = true;
            Fault = $"a row is no object but {_json.TokenType}";
            _json.Skip();
        }

        return true;
    }

    /// <summary>Makes sure that nothing follows.</summary>
    internal void End() => _json.Read();

    /// <summary>Goes on to the next field of the row.</summary>
    internal bool NextField()
    {
        if (_isHollow)
        {
            return false;
        }

        if (_isAtValue && _json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            _json.Skip();
        }

        _json.Read();
        if (_json.TokenType == JsonTokenType.EndObject)
        {
            _isAtValue = false;
            return false;
        }

        _field = _json.ValueSpan;
        _json.Read();
        _isAtValue = true;
        return true;
    }

    /// <summary>Whether the value is a list; then its rows are next. What is no list is a fault.</summary>
    internal bool EnterList()
    {
        if (_json.TokenType == JsonTokenType.StartArray)
        {
            return true;
        }

        if (_json.TokenType != JsonTokenType.Null)
        {
            Blame(_field);
        }

        return false;
    }

    /// <summary>Goes on to the next row of a list within a row; at its end the walk is back in the row.</summary>
    internal bool NextInner()
    {
        _json.Read();
        _isAtValue = false;
        if (_json.TokenType == JsonTokenType.StartObject)
        {
            return true;
        }

        if (_json.TokenType != JsonTokenType.EndArray)
        {
            Fault ??= $"an element of a list is no object but {_json.TokenType}";
            _json.Skip();
            return NextInner();
        }

        return false;
    }

    /// <summary>A number, or text that is one; <c>null</c> when it is not told.</summary>
    internal decimal? Amount()
    {
        if (IsUntold())
        {
            return null;
        }

        ReadOnlySpan<byte> text = _json.ValueSpan;
        if (_json.TokenType is JsonTokenType.String or JsonTokenType.Number
            && (PlainNumber.TryParse(text, out decimal value)
                || (Utf8Parser.TryParse(text, out value, out int used) && used == text.Length)))
        {
            return value;
        }

        Blame(_field);
        return null;
    }

    /// <summary>A whole number, or text that is one.</summary>
    internal long? Whole()
    {
        if (IsUntold())
        {
            return null;
        }

        ReadOnlySpan<byte> text = _json.ValueSpan;
        if (_json.TokenType is JsonTokenType.String or JsonTokenType.Number
            && Utf8Parser.TryParse(text, out long value, out int used) && used == text.Length)
        {
            return value;
        }

        Blame(_field);
        return null;
    }

    /// <summary>The digits of an id.</summary>
    internal string? Id() => Id(out _);

    /// <summary>The digits of an id, and its number.</summary>
    internal string? Id(out long? number)
    {
        number = Whole();
        if (number < 0)
        {
            Blame(_field);
        }

        return number >= 0 ? Encoding.ASCII.GetString(_json.ValueSpan) : null;
    }

    /// <summary>The id of an order; rows of one order follow each other.</summary>
    internal VenueOrderId? OrderId()
    {
        if (_lastOrderDigits.Length == 0 || !_json.ValueSpan.SequenceEqual(_lastOrderDigits)
            || _json.TokenType is not (JsonTokenType.Number or JsonTokenType.String))
        {
            _lastOrder = Id() is { } digits ? new VenueOrderId(digits) : null;
            _lastOrderDigits = _lastOrder is null ? default : _json.ValueSpan;
        }

        return _lastOrder;
    }

    /// <summary>Milliseconds since 1970; 0 is never.</summary>
    internal DateTimeOffset? Time()
    {
        long? number = Whole();
        if (number is < 0 or > 253_402_300_799_999L)
        {
            Blame(_field);
            return null;
        }

        return number is null or 0L ? null : DateTimeOffset.FromUnixTimeMilliseconds(number.Value);
    }

    internal bool? Flag()
    {
        switch (_json.TokenType)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String when _json.ValueSpan.SequenceEqual("true"u8):
                return true;
            case JsonTokenType.String when _json.ValueSpan.SequenceEqual("false"u8):
                return false;
            default:
                Blame(_field);
                return null;
        }
    }

    /// <summary>Notes what is wrong with the row.</summary>
    internal void Blame(string fault) => Fault ??= fault;

    private void Blame(ReadOnlySpan<byte> field) => Fault ??= Faults.Of(field, ref _json);

    /// <summary>Whether the value is null or an empty text.</summary>
    private readonly bool IsUntold() => _json.TokenType == JsonTokenType.Null
        || (_json.TokenType == JsonTokenType.String && _json.ValueSpan.Length == 0);
}
