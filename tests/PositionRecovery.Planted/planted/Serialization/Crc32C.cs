using System.Buffers.Binary;
using System.Numerics;

namespace PositionRecovery;

/// <summary>The checksum CRC-32C (Castagnoli): finds accidents, not intent.</summary>
internal static class Crc32C
{
    internal const int Length = sizeof(uint);

    internal const uint Start = uint.MaxValue;

    internal static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (byte b in bytes)
        {
            crc = BitOperations.Crc32C(crc, b);
        }

        return crc;
    }

    internal static uint Finish(uint crc) => ~crc;
}
