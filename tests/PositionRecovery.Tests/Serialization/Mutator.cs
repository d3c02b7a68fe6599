namespace PositionRecovery.Tests.Serialization;

/// <summary>Damages bytes the way disks, bugs and people do. The same seed damages the same way.</summary>
internal sealed class Mutator(ulong seed)
{
    private static readonly byte[] Telling =
    [
        0x00, 0x01, 0x0F, 0x10, 0x7F, 0x80, 0x90, 0x91, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xC3, 0xC4, 0xC5, 0xC6,
        0xC7, 0xC8, 0xC9, 0xCA, 0xCC, 0xCD, 0xCE, 0xCF, 0xD0, 0xD3, 0xD4, 0xD6, 0xD7, 0xD8, 0xD9, 0xDA, 0xDB, 0xDC,
        0xDD, 0xDE, 0xDF, 0xE0, 0xFE, 0xFF, (byte)'"', (byte)'{', (byte)'}', (byte)'[', (byte)',', (byte)':',
        (byte)'\\', (byte)'0', (byte)'9', (byte)'-', (byte)'e', (byte)'.', (byte)' ',
    ];

    private ulong _state = seed;

    /// <summary>A number from 0 up to a limit, which is left out.</summary>
    public int Below(int limit)
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) % (ulong)limit);
    }

    /// <summary>The bytes with one to four damages, in which bytes of others may turn up.</summary>
    public byte[] Damaged(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> others)
    {
        byte[] damaged = bytes.ToArray();
        for (int left = 1 + (Below(2) * Below(4)); left > 0; left--)
        {
            damaged = Once(damaged, others);
        }

        return damaged;
    }

    private byte[] Once(byte[] bytes, ReadOnlySpan<byte> others)
    {
        if (bytes.Length == 0)
        {
            return [Telling[Below(Telling.Length)]];
        }

        int at = Below(bytes.Length);
        int length = 1 + Below(Math.Min(bytes.Length - at, 1 + Below(40)));
        switch (Below(9))
        {
            case 0 or 1:
                bytes[at] ^= (byte)(1 << Below(8));
                return bytes;
            case 2 or 3:
                bytes[at] = Telling[Below(Telling.Length)];
                return bytes;
            case 4:
                bytes[at] += (byte)(Below(2) == 0 ? 1 : 255);
                return bytes;
            case 5:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 6:
                return [.. bytes[..at], .. bytes[at..(at + length)], .. bytes[at..]];
            case 7:
                int from = Below(others.Length);
                int count = Math.Min(length, others.Length - from);
                return [.. bytes[..at], .. others.Slice(from, count), .. bytes[(at + (Below(2) * length))..]];
            default:
                return Below(2) == 0 ? bytes[..at] : [.. bytes[..at], Telling[Below(Telling.Length)], .. bytes[at..]];
        }
    }
}
