using System.Text;
using System.Text.Json;

namespace PositionRecovery.Binance;

/// <content>Texts and names.</content>
internal ref partial struct RowCursor
{
    private const int MaxText = 128;

    /// <summary>A text of at most 128 characters; <c>null</c> when it is empty.</summary>
    internal string? Text()
    {
        if (_json.TokenType == JsonTokenType.String && WordTable.Find(_json.ValueSpan) is { } known)
        {
            return known;
        }

        if (_json is { TokenType: JsonTokenType.String, ValueIsEscaped: false, ValueSpan.Length: > 0 and <= MaxText }
            && Ascii.IsValid(_json.ValueSpan))
        {
            return Encoding.ASCII.GetString(_json.ValueSpan);
        }

        Span<char> buffer = stackalloc char[MaxText];
        int length = Characters(buffer);
        return length > 0 ? buffer[..length].ToString() : null;
    }

    internal InstrumentId? Instrument(Naming names)
    {
        if (_lastSymbol.Length > 0 && _json.TokenType == JsonTokenType.String
            && _json.ValueSpan.SequenceEqual(_lastSymbol))
        {
            return _lastInstrument; // rows of one instrument follow each other
        }

        Span<char> buffer = stackalloc char[MaxText];
        int length = Characters(buffer);
        try
        {
            if (length <= 0)
            {
                return null;
            }

            _lastInstrument = names.Instrument(buffer[..length]);
            _lastSymbol = _json.ValueSpan;
            return _lastInstrument;
        }
        catch (ArgumentException)
        {
            Blame(_field);
            return null;
        }
    }

    internal AssetId? Asset(Naming names)
    {
        if (_lastAssetName.Length > 0 && _json.TokenType == JsonTokenType.String
            && _json.ValueSpan.SequenceEqual(_lastAssetName))
        {
            return _lastAsset;
        }

        Span<char> buffer = stackalloc char[MaxText];
        int length = Characters(buffer);
        try
        {
            if (length <= 0)
            {
                return null;
            }

            _lastAsset = names.Asset(buffer[..length]);
            _lastAssetName = _json.ValueSpan;
            return _lastAsset;
        }
        catch (ArgumentException)
        {
            Blame(_field);
            return null;
        }
    }

    /// <summary>The characters of a text; -1 when it is none.</summary>
    private int Characters(scoped Span<char> buffer)
    {
        if (_json.TokenType == JsonTokenType.Null)
        {
            return -1;
        }

        if (_json.TokenType == JsonTokenType.String && _json.ValueSpan.Length <= buffer.Length)
        {
            if (!_json.ValueIsEscaped && Ascii.ToUtf16(_json.ValueSpan, buffer, out int plain)
                == System.Buffers.OperationStatus.Done)
            {
                return plain;
            }

            try
            {
                return _json.CopyString(buffer);
            }
            catch (InvalidOperationException)
            {
                // no text at all: half a character, or bytes that are none
            }
        }

        Blame(_field);
        return -1;
    }
}
