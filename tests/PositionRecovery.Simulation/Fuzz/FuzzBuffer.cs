namespace PositionRecovery.Simulation.Fuzz;

/// <summary>Bytes that are damaged in place, the way disks, bugs and people do it.</summary>
internal sealed class FuzzBuffer(int longest)
{
    /// <summary>How far beyond the longest original a mutant can grow.</summary>
    private const int Room = 4 * 1024;

    private const int LongestPiece = 40;

    private static readonly byte[] Telling =
    [
        0x00, 0x01, 0x0F, 0x10, 0x7F, 0x80, 0x90, 0x91, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xC3, 0xC4, 0xC5, 0xC6,
        0xC7, 0xC8, 0xC9, 0xCA, 0xCC, 0xCD, 0xCE, 0xCF, 0xD0, 0xD3, 0xD4, 0xD6, 0xD7, 0xD8, 0xD9, 0xDA, 0xDB, 0xDC,
        0xDD, 0xDE, 0xDF, 0xE0, 0xFE, 0xFF, (byte)'"', (byte)'{', (byte)'}', (byte)'[', (byte)',', (byte)':',
        (byte)'\\', (byte)'0', (byte)'9', (byte)'-', (byte)'e', (byte)'.', (byte)' ',
    ];

    private readonly byte[] _bytes = new byte[longest + Room];

    internal int Length { get; private set; }

    internal ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    internal ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    internal void Take(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes);
        Length = bytes.Length;
    }

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>Does one to four damages, in which bytes of others may turn up.</summary>
    internal void Damage(ref FuzzDice dice, ReadOnlySpan<byte> others)
    {
        for (int left = 1 + (dice.Below(2) * dice.Below(4)); left > 0; left--)
        {
            DamageOnce(ref dice, others);
        }
    }

    private void DamageOnce(ref FuzzDice dice, ReadOnlySpan<byte> others)
    {
        if (Length == 0)
        {
            Append(new ReadOnlySpan<byte>(ref Telling[dice.Below(Telling.Length)]));
            return;
        }

        int at = dice.Below(Length);
        int length = 1 + dice.Below(Math.Min(Length - at, 1 + dice.Below(LongestPiece)));
        switch (dice.Below(9))
        {
            case 0 or 1:
                _bytes[at] ^= (byte)(1 << dice.Below(8));
                break;
            case 2 or 3:
                _bytes[at] = Telling[dice.Below(Telling.Length)];
                break;
            case 4:
                _bytes[at] += (byte)(dice.Below(2) == 0 ? 1 : 255);
                break;
            case 5:
                Splice(at, length, []);
                break;
            case 6:
                Span<byte> twice = stackalloc byte[LongestPiece];
                _bytes.AsSpan(at, length).CopyTo(twice);
                Splice(at, 0, twice[..length]);
                break;
            case 7:
                int from = dice.Below(others.Length);
                Splice(at, dice.Below(2) * length, others.Slice(from, Math.Min(length, others.Length - from)));
                break;
            default:
                if (dice.Below(2) == 0)
                {
                    Length = at;
                }
                else
                {
                    Splice(at, 0, [Telling[dice.Below(Telling.Length)]]);
                }

                break;
        }
    }

    private void Splice(int at, int removed, ReadOnlySpan<byte> added)
    {
        _bytes.AsSpan(at + removed, Length - at - removed).CopyTo(_bytes.AsSpan(at + added.Length));
        added.CopyTo(_bytes.AsSpan(at));
        Length += added.Length - removed;
    }
}
