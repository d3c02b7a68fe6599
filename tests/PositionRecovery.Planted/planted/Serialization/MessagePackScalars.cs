using System.Buffers.Binary;

namespace PositionRecovery;

/// <summary>Decimals and points in time as the bytes of their extension types, exactly: each value has one form.
/// </summary>
internal static class MessagePackScalars
{
    private const long UnixSeconds = 62_135_596_800;
    private const int LongTime = 12;

    /// <summary>Writes the bytes of a decimal; scale and sign survive, those of zero included.</summary>
    /// <returns>How many.</returns>
    internal static int Write(decimal value, Span<byte> bytes)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        Span<byte> whole = stackalloc byte[MessagePackFormat.MaxDecimal];
        BinaryPrimitives.WriteInt32BigEndian(whole[1..], bits[2]);
        BinaryPrimitives.WriteInt32BigEndian(whole[5..], bits[1]);
        BinaryPrimitives.WriteInt32BigEndian(whole[9..], bits[0]);
        int from = whole[1..].IndexOfAnyExcept((byte)0) is var first and >= 0 ? first : whole.Length - 1;
        whole[from] = (byte)(((bits[3] >> 16) & 0x7F) | (bits[3] < 0 ? MessagePackFormat.SignBit : 0));
        whole[from..].CopyTo(bytes);
        return whole.Length - from;
    }

    /// <summary>Reads what <see cref="Write(decimal, Span{byte})"/> wrote.</summary>
    /// <returns>Whether the bytes are the form of a decimal.</returns>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, out decimal value)
    {
        value = 0m;
        if (bytes.Length is 0 or > MessagePackFormat.MaxDecimal || (bytes.Length > 1 && bytes[1] == 0)
            || (bytes[0] & ~MessagePackFormat.SignBit) > MessagePackFormat.MaxScale)
        {
            return false;
        }

        Span<byte> mantissa = stackalloc byte[MessagePackFormat.MaxDecimal - 1];
        mantissa.Clear();
        bytes[1..].CopyTo(mantissa[(mantissa.Length - bytes.Length + 1)..]);
        value = new decimal(
            BinaryPrimitives.ReadInt32BigEndian(mantissa[8..]),
            BinaryPrimitives.ReadInt32BigEndian(mantissa[4..]),
            BinaryPrimitives.ReadInt32BigEndian(mantissa),
            (bytes[0] & MessagePackFormat.SignBit) != 0,
            (byte)(bytes[0] & ~MessagePackFormat.SignBit));
        return true;
    }

    /// <summary>Writes the bytes of a moment: 4 for whole seconds, 8 for what comes soon enough after 1970, otherwise
    /// 12.</summary>
    /// <returns>How many.</returns>
    internal static int Write(DateTimeOffset value, Span<byte> bytes)
    {
        long seconds = (value.UtcTicks / TimeSpan.TicksPerSecond) - UnixSeconds;
        uint nanoseconds = (uint)(value.UtcTicks % TimeSpan.TicksPerSecond) * MessagePackFormat.NanosecondsPerTick;
        if (nanoseconds == 0 && seconds is >= 0 and <= uint.MaxValue)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)seconds);
            return sizeof(uint);
        }

        if (seconds is >= 0 and < 1L << 34)
        {
            BinaryPrimitives.WriteUInt64BigEndian(bytes, ((ulong)nanoseconds << 34) | (ulong)seconds);
            return sizeof(ulong);
        }

        BinaryPrimitives.WriteUInt32BigEndian(bytes, nanoseconds);
        BinaryPrimitives.WriteInt64BigEndian(bytes[sizeof(uint)..], seconds);
        return LongTime;
    }

    /// <summary>Reads what <see cref="Write(DateTimeOffset, Span{byte})"/> wrote.</summary>
    /// <returns>Whether the bytes are the form of a moment that can be kept exactly.</returns>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, out DateTimeOffset value)
    {
        value = default;
        (long seconds, uint nanoseconds, bool isShortest) = bytes.Length switch
        {
            sizeof(uint) => Short(bytes),
            sizeof(ulong) => Middle(bytes),
            LongTime => Long(bytes),
            _ => default,
        };
        if (!isShortest || nanoseconds >= 1_000_000_000 || nanoseconds % MessagePackFormat.NanosecondsPerTick != 0
            || seconds < -UnixSeconds || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            return false;
        }

        long ticks = ((seconds + UnixSeconds) * TimeSpan.TicksPerSecond)
            + (nanoseconds / MessagePackFormat.NanosecondsPerTick);
        value = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    private static (long Seconds, uint Nanoseconds, bool IsShortest) Short(ReadOnlySpan<byte> bytes) =>
        (BinaryPrimitives.ReadUInt32BigEndian(bytes), 0, true);

    private static (long Seconds, uint Nanoseconds, bool IsShortest) Middle(ReadOnlySpan<byte> bytes)
    {
        ulong packed = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        (long seconds, uint nanoseconds) = ((long)(packed & ((1UL << 34) - 1)), (uint)(packed >> 34));
        return (seconds, nanoseconds, nanoseconds != 0 || seconds > uint.MaxValue);
    }

    private static (long Seconds, uint Nanoseconds, bool IsShortest) Long(ReadOnlySpan<byte> bytes)
    {
        long seconds = BinaryPrimitives.ReadInt64BigEndian(bytes[sizeof(uint)..]);
        return (seconds, BinaryPrimitives.ReadUInt32BigEndian(bytes), seconds is < 0 or >= 1L << 34);
    }
}
