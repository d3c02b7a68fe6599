using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace PositionRecovery;

/// <summary>Reads MessagePack from bytes nobody vetted. A value in another form than the shortest is refused, and so is
/// a length that the bytes do not hold, before anything is allocated for it. All refusals are
/// <see cref="PackFormatException"/>s.</summary>
internal ref struct MessagePackReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;
    private int _depth;

    internal readonly int Position => _at;

    internal readonly bool IsAtEnd => _at == _bytes.Length;

    private readonly int Left => _bytes.Length - _at;

    internal bool TryReadNil()
    {
        if (_at < _bytes.Length && _bytes[_at] == MessagePackFormat.Nil)
        {
            _at++;
            return true;
        }

        return false;
    }

    internal bool ReadBoolean() => Tag() switch
    {
        MessagePackFormat.True => true,
        MessagePackFormat.False => false,
        _ => throw Unexpected("true or false"),
    };

    internal long ReadInteger()
    {
        byte tag = Tag();
        return tag switch
        {
            <= 0x7F => tag,
            >= 0xE0 => (sbyte)tag,
            MessagePackFormat.UInt8 => AtLeast(0x80, Take(1)[0]),
            MessagePackFormat.UInt16 =>
                AtLeast(byte.MaxValue + 1, BinaryPrimitives.ReadUInt16BigEndian(Take(2))),
            MessagePackFormat.UInt32 =>
                AtLeast(ushort.MaxValue + 1, BinaryPrimitives.ReadUInt32BigEndian(Take(4))),
            MessagePackFormat.UInt64 => AtLeast(uint.MaxValue + 1L, Fitting(Take(8))),
            MessagePackFormat.Int8 => AtMost(-33, (sbyte)Take(1)[0]),
            MessagePackFormat.Int16 =>
                AtMost(sbyte.MinValue - 1, BinaryPrimitives.ReadInt16BigEndian(Take(2))),
            MessagePackFormat.Int32 =>
                AtMost(short.MinValue - 1, BinaryPrimitives.ReadInt32BigEndian(Take(4))),
            MessagePackFormat.Int64 =>
                AtMost(int.MinValue - 1L, BinaryPrimitives.ReadInt64BigEndian(Take(8))),
            _ => throw Unexpected("a whole number"),
        };
    }

    /// <summary>The bytes of a text, which are valid UTF-8.</summary>
    internal ReadOnlySpan<byte> ReadUtf8()
    {
        byte tag = Tag();
        int length = tag switch
        {
            >= MessagePackFormat.FixStr and <= MessagePackFormat.FixStr + MessagePackFormat.MaxFixStr =>
                tag - MessagePackFormat.FixStr,
            MessagePackFormat.Str8 => (int)AtLeast(MessagePackFormat.MaxFixStr + 1, Take(1)[0]),
            MessagePackFormat.Str16 =>
                (int)AtLeast(byte.MaxValue + 1, BinaryPrimitives.ReadUInt16BigEndian(Take(2))),
            _ => throw Unexpected("a text"),
        };
        ReadOnlySpan<byte> utf8 = Bounded(length);
        return Utf8.IsValid(utf8) ? utf8 : throw Wrong("the text is not UTF-8");
    }

    internal string ReadText() => Encoding.UTF8.GetString(ReadUtf8());

    internal ReadOnlySpan<byte> ReadBytes()
    {
        int length = Tag() switch
        {
            MessagePackFormat.Bin8 => Take(1)[0],
            MessagePackFormat.Bin16 =>
                (int)AtLeast(byte.MaxValue + 1, BinaryPrimitives.ReadUInt16BigEndian(Take(2))),
            MessagePackFormat.Bin32 => (int)Math.Min(
                int.MaxValue, AtLeast(ushort.MaxValue + 1, BinaryPrimitives.ReadUInt32BigEndian(Take(4)))),
            _ => throw Unexpected("a byte string"),
        };
        return Bounded(length, MessagePackFormat.MaxBytes);
    }

    /// <summary>The length of a list, which the bytes that are left can hold. Ends with <see cref="LeaveArray"/>.
    /// </summary>
    internal int EnterArray()
    {
        byte tag = Tag();
        long count = tag switch
        {
            >= MessagePackFormat.FixArray and <= MessagePackFormat.FixArray + MessagePackFormat.MaxFixArray =>
                tag - MessagePackFormat.FixArray,
            MessagePackFormat.Array16 => AtLeast(
                MessagePackFormat.MaxFixArray + 1, BinaryPrimitives.ReadUInt16BigEndian(Take(2))),
            MessagePackFormat.Array32 =>
                AtLeast(ushort.MaxValue + 1, BinaryPrimitives.ReadUInt32BigEndian(Take(4))),
            _ => throw Unexpected("a list"),
        };
        if (count > Left)
        {
            throw Wrong("the list is longer than the bytes that are left");
        }

        if (++_depth > MessagePackFormat.MaxDepth)
        {
            throw Wrong("lists lie too deep in lists");
        }

        return (int)count;
    }

    internal void LeaveArray() => _depth--;

    internal ReadOnlySpan<byte> ReadExtension(out sbyte type)
    {
        int length = Tag() switch
        {
            MessagePackFormat.FixExt1 => 1,
            MessagePackFormat.FixExt2 => 2,
            MessagePackFormat.FixExt4 => 4,
            MessagePackFormat.FixExt8 => 8,
            MessagePackFormat.FixExt16 => 16,
            MessagePackFormat.Ext8 => Take(1)[0] is var few && few is not (1 or 2 or 4 or 8 or 16)
                ? few
                : throw Long(),
            MessagePackFormat.Ext16 =>
                (int)AtLeast(byte.MaxValue + 1, BinaryPrimitives.ReadUInt16BigEndian(Take(2))),
            _ => throw Unexpected("an extension value"),
        };
        type = (sbyte)Take(1)[0];
        return Bounded(length);
    }

    internal decimal ReadDecimal()
    {
        ReadOnlySpan<byte> bytes = ReadExtension(out sbyte type);
        return type == MessagePackFormat.DecimalType && MessagePackScalars.TryRead(bytes, out decimal value)
            ? value
            : throw Wrong("this is no decimal");
    }

    internal DateTimeOffset ReadTime()
    {
        ReadOnlySpan<byte> bytes = ReadExtension(out sbyte type);
        return type == MessagePackFormat.TimeType && MessagePackScalars.TryRead(bytes, out DateTimeOffset value)
            ? value
            : throw Wrong("this is no point in time");
    }

    internal readonly PackFormatException Wrong(string problem, bool isNewer = false, Exception? cause = null) =>
        new(_at, problem, isNewer, cause);

    private readonly PackFormatException Unexpected(string expected) =>
        new(_at - 1, $"expected {expected}, found 0x{_bytes[_at - 1]:X2}");

    private readonly PackFormatException Long() => Wrong("this is not the shortest form of the value");

    private readonly long AtLeast(long least, long value) => value >= least ? value : throw Long();

    private readonly long AtMost(long most, long value) => value <= most ? value : throw Long();

    private readonly long Fitting(ReadOnlySpan<byte> eight) =>
        BinaryPrimitives.ReadUInt64BigEndian(eight) is var value and <= long.MaxValue
            ? (long)value
            : throw Wrong("the number is too large");

    private ReadOnlySpan<byte> Bounded(int length, int most = MessagePackFormat.MaxText) => length <= most
        ? Take(length)
        : throw Wrong($"a length of {length} is more than the {most} allowed");

    private byte Tag() => Take(1)[0];

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > Left)
        {
            throw Wrong("the bytes end in the middle of a value");
        }

        ReadOnlySpan<byte> taken = _bytes.Slice(_at, count);
        _at += count;
        return taken;
    }
}
