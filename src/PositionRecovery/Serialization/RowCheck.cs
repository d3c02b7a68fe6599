using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PositionRecovery;

/// <summary>What ties the bytes of a row to the place they stand at, so that neither can be changed or exchanged
/// unnoticed. It is over the row's kind (1 byte), its key (length in 2 bytes, big end first, then UTF-8) and its
/// payload up to the check: HMAC-SHA256 with a key, CRC-32C without one.</summary>
internal sealed class RowCheck(byte[]? key)
{
    internal const int MaxLength = HMACSHA256.HashSizeInBytes;

    private const int PlaceHead = 1 + sizeof(ushort);

    private static readonly RowDefect Unkeyed = new(
        RowDefectReason.NotAuthenticated, "it has no check that was made with a key");

    private static readonly RowDefect OfAnotherKey = new(
        RowDefectReason.NotAuthenticated,
        "its check does not hold with the key at hand: it was damaged, changed, or written with another");

    private static readonly RowDefect Keyed = new(
        RowDefectReason.NeedsKey, "it was written with a key, which is needed to check it");

    private static readonly RowDefect Changed = new(
        RowDefectReason.Corrupt, "its check does not hold: its bytes were changed");

    private static readonly RowDefect Unchecked = new(RowDefectReason.Corrupt, "it does not end with a check");

    internal bool IsKeyed => key is { Length: > 0 };

    /// <summary>How many bytes a check has.</summary>
    internal int Length => IsKeyed ? MaxLength : Crc32C.Length;

    internal static int PlaceLength(string rowKey) => PlaceHead + Encoding.UTF8.GetByteCount(rowKey);

    /// <summary>Writes what names a row's place, as it stands before the payload when the check is made.</summary>
    internal static void WritePlace(RowKind kind, string rowKey, Span<byte> place)
    {
        int length = Encoding.UTF8.GetBytes(rowKey, place[PlaceHead..]);
        place[0] = (byte)kind;
        BinaryPrimitives.WriteUInt16BigEndian(place[1..], (ushort)length);
    }

    /// <summary>Makes the check of a row.</summary>
    /// <param name="placeAndPayload">Its place and its payload up to the check.</param>
    /// <param name="check">Where to put it.</param>
    internal void Make(ReadOnlySpan<byte> placeAndPayload, Span<byte> check)
    {
        if (IsKeyed)
        {
            HMACSHA256.HashData(key!, placeAndPayload, check);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(
                check, Crc32C.Finish(Crc32C.Add(Crc32C.Start, placeAndPayload)));
        }
    }

    /// <summary>Whether a check is the one of a row; it has <see cref="Length"/> bytes.</summary>
    internal bool Holds(RowKind kind, string rowKey, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> check)
    {
        int placeLength = PlaceLength(rowKey);
        byte[] rented = ArrayPool<byte>.Shared.Rent(placeLength + (IsKeyed ? payload.Length : 0));
        try
        {
            Span<byte> place = rented.AsSpan(0, placeLength);
            WritePlace(kind, rowKey, place);
            if (!IsKeyed)
            {
                uint crc = Crc32C.Add(Crc32C.Add(Crc32C.Start, place), payload);
                return BinaryPrimitives.ReadUInt32BigEndian(check) == Crc32C.Finish(crc);
            }

            payload.CopyTo(rented.AsSpan(placeLength));
            Span<byte> made = stackalloc byte[MaxLength];
            HMACSHA256.HashData(key!, rented.AsSpan(0, placeLength + payload.Length), made);
            return CryptographicOperations.FixedTimeEquals(made, check);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Checks a row, whose check may be of either kind. A bad check is the common case of a damaged row, and
    /// says so without an exception.</summary>
    /// <param name="kind">What the row is about.</param>
    /// <param name="rowKey">Its key.</param>
    /// <param name="long">Its payload and its check, if it ends with a check made with a key.</param>
    /// <param name="short">Its payload and its check, if it ends with a check made without one.</param>
    /// <returns>What is wrong; <c>null</c> when it ends with the right check, of <see cref="Length"/> bytes.</returns>
    internal RowDefect? DefectOf(RowKind kind, string rowKey, CheckedBytes @long, CheckedBytes @short)
    {
        if (IsKeyed)
        {
            return !@long.IsThere ? Unkeyed
                : Holds(kind, rowKey, @long.Payload, @long.Check) ? null : OfAnotherKey;
        }

        return @short.IsThere && Holds(kind, rowKey, @short.Payload, @short.Check) ? null
            : @long.IsThere ? Keyed
            : @short.IsThere ? Changed : Unchecked;
    }
}
