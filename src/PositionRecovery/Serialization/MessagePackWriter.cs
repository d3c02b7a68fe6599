using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace PositionRecovery;

/// <summary>Writes MessagePack, each value in the shortest of its forms, so that a value has one form only. Begins in
/// the buffer it is given and goes on in pooled ones; <see cref="Free"/> returns those.</summary>
internal ref struct MessagePackWriter(Span<byte> buffer)
{
    private Span<byte> _buffer = buffer;
    private byte[]? _rented;
    private int _length;

    internal readonly ReadOnlySpan<byte> Written => _buffer[.._length];

    internal void Free()
    {
        byte[]? rented = _rented;
        this = default;
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    internal void WriteNil() => Take(1)[0] = MessagePackFormat.Nil;

    internal void WriteBoolean(bool value) =>
        Take(1)[0] = value ? MessagePackFormat.True : MessagePackFormat.False;

    internal void WriteInteger(long value)
    {
        if (value < 0)
        {
            WriteNegative(value);
        }
        else if (value <= 0x7F)
        {
            Take(1)[0] = (byte)value;
        }
        else if (value <= byte.MaxValue)
        {
            Tagged8(MessagePackFormat.UInt8, (byte)value);
        }
        else if (value <= ushort.MaxValue)
        {
            Tagged16(MessagePackFormat.UInt16, (ushort)value);
        }
        else if (value <= uint.MaxValue)
        {
            Tagged32(MessagePackFormat.UInt32, (uint)value);
        }
        else
        {
            Tagged64(MessagePackFormat.UInt64, (ulong)value);
        }
    }

    /// <summary>Writes a text as UTF-8. Half of a character, which UTF-8 cannot express, becomes U+FFFD.</summary>
    internal void WriteText(string value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        if (length > MessagePackFormat.MaxText)
        {
            throw new InvariantException($"A text of {length} bytes is too long to be stored.");
        }

        if (length <= MessagePackFormat.MaxFixStr)
        {
            Take(1)[0] = (byte)(MessagePackFormat.FixStr | length);
        }
        else if (length <= byte.MaxValue)
        {
            Tagged8(MessagePackFormat.Str8, (byte)length);
        }
        else
        {
            Tagged16(MessagePackFormat.Str16, (ushort)length);
        }

        Encoding.UTF8.GetBytes(value, Take(length));
    }

    internal void WriteBytes(scoped ReadOnlySpan<byte> value)
    {
        if (value.Length > MessagePackFormat.MaxBytes)
        {
            throw new InvariantException($"A byte string of {value.Length} bytes is too long to be stored.");
        }

        if (value.Length <= byte.MaxValue)
        {
            Tagged8(MessagePackFormat.Bin8, (byte)value.Length);
        }
        else if (value.Length <= ushort.MaxValue)
        {
            Tagged16(MessagePackFormat.Bin16, (ushort)value.Length);
        }
        else
        {
            Tagged32(MessagePackFormat.Bin32, (uint)value.Length);
        }

        value.CopyTo(Take(value.Length));
    }

    internal void WriteArrayHeader(int count) => WriteHeader(Take(HeaderLength(count)), count);

    /// <summary>Leaves a byte for the header of a list whose length is not known yet.</summary>
    /// <returns>Where it is.</returns>
    internal int ReserveArrayHeader()
    {
        Take(1);
        return _length - 1;
    }

    /// <summary>Writes the header of a list in front of what was written since the byte was reserved.</summary>
    internal void WriteReserved(int at, int count)
    {
        int length = HeaderLength(count);
        if (length > 1)
        {
            int end = _length;
            Take(length - 1);
            _buffer[(at + 1)..end].CopyTo(_buffer[(at + length)..]);
        }

        WriteHeader(_buffer[at..], count);
    }

    /// <summary>Writes a value of an extension type.</summary>
    internal void WriteExtension(sbyte type, scoped ReadOnlySpan<byte> value)
    {
        byte tag = value.Length switch
        {
            1 => MessagePackFormat.FixExt1,
            2 => MessagePackFormat.FixExt2,
            4 => MessagePackFormat.FixExt4,
            8 => MessagePackFormat.FixExt8,
            16 => MessagePackFormat.FixExt16,
            _ => 0,
        };
        if (tag != 0)
        {
            Take(1)[0] = tag;
        }
        else if (value.Length <= byte.MaxValue)
        {
            Tagged8(MessagePackFormat.Ext8, (byte)value.Length);
        }
        else
        {
            Tagged16(MessagePackFormat.Ext16, checked((ushort)value.Length));
        }

        Take(1)[0] = (byte)type;
        value.CopyTo(Take(value.Length));
    }

    /// <summary>Makes room for bytes that the caller writes.</summary>
    internal Span<byte> WriteRaw(int count) => Take(count);

    private static int HeaderLength(int count) =>
        count <= MessagePackFormat.MaxFixArray ? 1 : count <= ushort.MaxValue ? 3 : 5;

    private static void WriteHeader(Span<byte> at, int count)
    {
        if (count <= MessagePackFormat.MaxFixArray)
        {
            at[0] = (byte)(MessagePackFormat.FixArray | count);
        }
        else if (count <= ushort.MaxValue)
        {
            at[0] = MessagePackFormat.Array16;
            BinaryPrimitives.WriteUInt16BigEndian(at[1..], (ushort)count);
        }
        else
        {
            at[0] = MessagePackFormat.Array32;
            BinaryPrimitives.WriteInt32BigEndian(at[1..], count);
        }
    }

    private void WriteNegative(long value)
    {
        if (value >= -32)
        {
            Take(1)[0] = (byte)value;
        }
        else if (value >= sbyte.MinValue)
        {
            Tagged8(MessagePackFormat.Int8, (byte)value);
        }
        else if (value >= short.MinValue)
        {
            Tagged16(MessagePackFormat.Int16, (ushort)value);
        }
        else if (value >= int.MinValue)
        {
            Tagged32(MessagePackFormat.Int32, (uint)value);
        }
        else
        {
            Tagged64(MessagePackFormat.Int64, (ulong)value);
        }
    }

    private void Tagged8(byte tag, byte value)
    {
        Span<byte> at = Take(2);
        at[1] = value;
        at[0] = tag;
    }

    private void Tagged16(byte tag, ushort value)
    {
        Span<byte> at = Take(3);
        BinaryPrimitives.WriteUInt16BigEndian(at[1..], value);
        at[0] = tag;
    }

    private void Tagged32(byte tag, uint value)
    {
        Span<byte> at = Take(5);
        BinaryPrimitives.WriteUInt32BigEndian(at[1..], value);
        at[0] = tag;
    }

    private void Tagged64(byte tag, ulong value)
    {
        Span<byte> at = Take(9);
        BinaryPrimitives.WriteUInt64BigEndian(at[1..], value);
        at[0] = tag;
    }

    private Span<byte> Take(int count)
    {
        if (_buffer.Length - _length < count)
        {
            Grow(count);
        }

        Span<byte> taken = _buffer.Slice(_length, count);
        _length += count;
        return taken;
    }

    private void Grow(int count)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + count));
        Written.CopyTo(larger);
        byte[]? smaller = _rented;
        _buffer = _rented = larger;
        if (smaller is not null)
        {
            ArrayPool<byte>.Shared.Return(smaller);
        }
    }
}
